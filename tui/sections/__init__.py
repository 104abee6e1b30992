"""The map of the nine sections, and consent."""
