"""The check-in in a terminal."""
