"""The jar: commands, words and booklets."""
