"""What the app offers, as values: entries, sections, consent, suggestions, sources."""
