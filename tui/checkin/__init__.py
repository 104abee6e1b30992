"""The check-in: for oneself, apart and together."""
