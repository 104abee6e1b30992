"""The commands that look back: streaks and history."""
