"""Append-only journals under TinyDB: line format, files, locks, snapshots."""
