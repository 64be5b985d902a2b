"""Letters of a case: drafted from the office's wording, approved, numbered, issued, delivered, kept."""
