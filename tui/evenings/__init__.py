"""The end of the day and of the week, gone through together."""
