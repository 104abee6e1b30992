"""The real parts behind the ports: clock, journals, notifications, the scheduler."""
