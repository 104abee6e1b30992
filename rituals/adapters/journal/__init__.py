"""Append-only journals under TinyDB: lines, files, locks, snapshots."""
