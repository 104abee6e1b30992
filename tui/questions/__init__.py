"""Questions for the evening, and what to ask about."""
