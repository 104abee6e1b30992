"""What the shell says and hears: a folder a subject, which stand on `shared` and never know each other."""
