"""The service's part for the inbox: a phone's wishes carried out, and told of."""
