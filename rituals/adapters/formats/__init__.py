"""File formats, one module each: pure functions between a value and the content of a file."""
