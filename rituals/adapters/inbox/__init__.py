"""The folder that a phone writes its wishes into, and what is kept of them until they are carried out."""
