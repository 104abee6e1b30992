"""Export, import, backup and the doctor."""
