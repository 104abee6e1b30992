"""The commands for nudges."""
