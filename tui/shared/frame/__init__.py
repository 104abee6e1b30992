"""What stands around every page: where one is at the top, the keys at the bottom, and the help over them."""
