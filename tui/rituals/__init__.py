"""Rituals: the list, the form, the catalogue, the week ahead."""
