"""Pure rules: no files, no clock, no chance; now, today and choose are passed in."""
