"""The read-only programming interface: what readers may see, as JSON for machines."""
