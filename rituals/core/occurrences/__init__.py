"""What is planned, which occurrence a tick counts for, and the result of each occurrence."""
