"""The verbs that ask."""
