"""The commands on what makes an evening worth coming back for."""
