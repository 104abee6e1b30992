"""How it went: history, streaks, weeks in a row, strength, milestones, the year."""
