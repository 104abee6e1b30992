"""Export, import, and the schema of events."""
