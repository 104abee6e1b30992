"""A lived-in year for two, made up day by day through the service, for those who want to look around first."""
