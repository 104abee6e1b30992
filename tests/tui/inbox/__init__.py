"""The page of what comes from a phone."""
