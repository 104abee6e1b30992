"""The commands for the inbox."""
