"""Background jobs with retry, lease and schedule."""
