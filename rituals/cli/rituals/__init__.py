"""The commands on rituals."""
