"""What readers look up: counted without the readers, and used to help the next one find it."""
