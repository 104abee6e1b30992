"""Autostart entries that send nudges after every login; one module per system."""
