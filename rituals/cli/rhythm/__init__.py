"""The verbs that look back."""
