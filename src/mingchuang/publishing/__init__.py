"""The publishing trunk: anything written, reviewed through the gates, released, kept current and withdrawn."""
