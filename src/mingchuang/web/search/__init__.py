"""Searching at the desk, and what the public searched: the report and the office's synonyms."""
