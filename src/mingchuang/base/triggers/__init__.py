"""Guards that the database itself holds."""
