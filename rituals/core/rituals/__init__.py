"""Commands on rituals, Today's board, the week ahead, and the sentences about them."""
