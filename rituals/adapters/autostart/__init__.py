"""What lets nudges come from every login on, one module a system."""
