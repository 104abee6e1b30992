"""Bringing in a file of another program: what it would bring, ritual by ritual, and what is chosen for each."""
