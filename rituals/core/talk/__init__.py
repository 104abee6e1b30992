"""Guided talks: steps, route, session, outcomes."""
