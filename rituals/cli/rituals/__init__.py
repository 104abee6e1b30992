"""The verbs on rituals."""
