"""The publishing trunk: written, reviewed, released, kept current, withdrawn with a trace."""
