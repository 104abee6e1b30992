"""Private words locked by their person: key files, sealed documents, and sealed backups."""
