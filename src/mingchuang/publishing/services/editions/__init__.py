"""Editions in other languages: asked for, kept with their source, withdrawn, exchanged with translators."""
