"""The service: each command becomes events, is written to disk, and only then changes the state."""
