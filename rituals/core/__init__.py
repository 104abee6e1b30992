"""The rules, as pure functions and values: no files, clock, randomness or printing; now, today and choose are passed
in."""
