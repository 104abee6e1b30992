"""What every command is built on: context, options, look-ups, output."""
