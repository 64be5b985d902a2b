"""Personal data: encrypted, erasable, read through one door."""
