"""Reviewing: what waits for me, the text beside what the public reads now, and the signature."""
