"""The state, folded from recorded events."""
