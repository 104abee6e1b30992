"""The map of the sections, and consent."""
