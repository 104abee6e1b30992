"""What this machine publishes into the couple's folder, below its own names, and what it knows of that."""
