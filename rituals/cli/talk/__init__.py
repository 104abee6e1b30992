"""Guided talks in a terminal."""
