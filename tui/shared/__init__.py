"""What every page stands on: keys, lines, fields, pickers, base screens, text."""
