"""The one way in: a command becomes events, goes to disk, and only then changes what is shown."""
