"""Statistics of the past: history, streaks, weeks in a row, strength, milestones, the year."""
