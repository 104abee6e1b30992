"""What the pages of talks and check-ins share: each is answered once, by whoever chose."""
