"""The demo: a made-up year of two people, played through the service day by day."""
