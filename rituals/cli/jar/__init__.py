"""The commands of the jar."""
