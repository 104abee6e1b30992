"""Backups, restoring them, and repair."""
