"""The catalogue that ships with the app."""
