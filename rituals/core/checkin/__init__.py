"""The check-in: scoring, commands, words."""
