"""The commands for export, import, backups and the doctor."""
