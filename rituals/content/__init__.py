"""The starter content that ships with the app."""
