"""The lock of private pages in a terminal."""
