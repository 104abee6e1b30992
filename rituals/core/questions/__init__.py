"""The deck of questions, and what to ask about."""
