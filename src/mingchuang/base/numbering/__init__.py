"""Numbers that are never given twice."""
