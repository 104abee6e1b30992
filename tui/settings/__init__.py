"""Settings, and the page of people."""
