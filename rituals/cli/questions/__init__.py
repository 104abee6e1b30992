"""The `ask` commands."""
