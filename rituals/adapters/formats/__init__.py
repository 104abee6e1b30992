"""What files are written and read as, one module each: pure functions between a value and what a file holds."""
