"""Desktop notifications, and who may send them."""
