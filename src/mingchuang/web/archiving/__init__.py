"""The whole public site as one WARC file, for the archive (归档)."""
