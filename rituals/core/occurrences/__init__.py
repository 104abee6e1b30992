"""What is due, which occurrence a tick serves, and how it went."""
