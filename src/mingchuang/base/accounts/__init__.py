"""Units, divisions, people, roles and sign-in."""
