"""What is so, folded from what happened."""
