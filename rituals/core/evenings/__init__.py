"""What makes an evening worth coming back for: memories, what you look forward to, letters that open."""
