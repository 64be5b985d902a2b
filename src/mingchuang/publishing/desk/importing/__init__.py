"""Imports at the desk: try, write, approve."""
