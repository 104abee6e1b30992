"""The verbs on nudges."""
