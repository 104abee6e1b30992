"""Backups, restore and repair."""
