"""Talk: the list of talks, the way through one, its end, support."""
