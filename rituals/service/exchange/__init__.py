"""What goes out to files, and what comes in from them."""
