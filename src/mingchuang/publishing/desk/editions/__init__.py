"""Editions in other languages at the desk: asked for, written beside the Chinese text, seen in one table."""
