"""When a ritual is due: its words parsed, explained and expanded into days."""
