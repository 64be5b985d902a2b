"""The desk's first screen: what waits, what is late, how fresh the columns are, what went out."""
