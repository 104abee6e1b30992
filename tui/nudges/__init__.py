"""The nudges to come."""
