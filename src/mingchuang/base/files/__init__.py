"""Files by content hash, checked on the way in, cleaned on the way out."""
