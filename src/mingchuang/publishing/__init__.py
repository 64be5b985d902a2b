"""The publishing trunk: anything written, reviewed through the gates, released, withdrawn."""
