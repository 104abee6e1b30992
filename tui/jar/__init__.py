"""The jar: its list, a note, drawing, opening."""
