"""Writes the public site to disk: rendered by changes of the feed, served without Python or database."""
