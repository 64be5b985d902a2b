"""What changed, in the order in which it became visible, for those who keep copies of the database."""
