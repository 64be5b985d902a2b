"""Releasing: what has passed every gate, let out now, together, or at a time."""
