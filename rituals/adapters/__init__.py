"""The adapters behind the ports: clock, journals, notifications, autostart, backups, file formats."""
