"""The domain of rituals: what things mean, and the real parts they rest on."""
