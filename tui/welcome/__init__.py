"""The welcome: questions on the first start of the app."""
