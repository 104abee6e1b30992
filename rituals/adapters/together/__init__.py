"""The couple's folder: what this machine seals and publishes into it, and what it takes in of the others."""
