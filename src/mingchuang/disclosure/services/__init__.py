"""Changes of state of this chapter."""
