"""What can be written to take along, one module each: pure functions from a value to a text."""
