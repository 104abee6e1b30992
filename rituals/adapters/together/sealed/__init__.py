"""What lies in the couple's folder, byte by byte: the key, sealed lines, segments, and what a device says of itself."""
