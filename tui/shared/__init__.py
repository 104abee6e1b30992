"""What every screen is built on: keys, lines, fields, pickers, base screens, text."""
