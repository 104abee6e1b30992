"""rituals without its terminal app: the rules, the service, the adapters behind its ports, and the command line."""
