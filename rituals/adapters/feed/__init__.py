"""The calendar file that is kept up to date for whatever subscribes to it."""
