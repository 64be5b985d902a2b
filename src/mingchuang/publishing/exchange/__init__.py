"""Files that go to a translator and come back: cut into units, written as XLIFF 2.0 or DOCX, read again."""
