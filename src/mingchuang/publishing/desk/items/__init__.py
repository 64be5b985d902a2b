"""The writing side of the desk: list, editor, checks, preview, the record of an item and its acts."""
