"""Commands on rituals, the board of Today, the week ahead, and their words."""
