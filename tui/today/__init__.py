"""Today: what is due, what is done, the week, a question for tonight."""
