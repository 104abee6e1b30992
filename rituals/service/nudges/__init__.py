"""Nudges: the scheduler that sends them, and what their answers do."""
