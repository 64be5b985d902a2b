"""Changes of this room: counting searches, learning words, keeping synonyms."""
