"""Two machines of one couple, as pages: beginning in a folder, joining, the twelve words, leaving."""
