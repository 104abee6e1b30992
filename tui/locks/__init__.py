"""Private pages locked by their person, as pages: setting the lock, opening it, changing it, taking it off."""
