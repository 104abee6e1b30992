"""The map of the catalogue's sections, one section, and the consent of both."""
