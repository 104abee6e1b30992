"""The inbox: wishes from a phone, one a line."""
