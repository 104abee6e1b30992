"""What the app offers: catalogue entries, sections, consent, suggestions, sources."""
