"""Private pages that their person has locked: what opens them is asked for in place."""
