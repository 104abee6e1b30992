"""How a key or a click is dealt with: in its turn, once, and later where the files are held."""
