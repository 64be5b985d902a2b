"""The baked public site at the desk: how each host is, and what an administrator may ask of them."""
