"""Desktop notifications, and the lock of the process that sends them."""
