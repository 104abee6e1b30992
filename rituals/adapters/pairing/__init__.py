"""Becoming and ceasing to be one of a couple that shares a folder: what then becomes of what is on this machine."""
