"""What every verb stands on: context, options, look-ups, output."""
