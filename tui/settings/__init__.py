"""The settings, and the dialog of who is at the keyboard."""
