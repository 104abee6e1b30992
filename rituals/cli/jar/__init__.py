"""The verbs of the jar."""
