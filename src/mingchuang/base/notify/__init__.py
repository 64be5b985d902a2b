"""Messages to people: in the desk and by e-mail."""
