"""When a ritual is planned: cadence sentences parsed, written back as words, and expanded into days."""
