"""The public front of the house: home, site map, error pages, what search engines read."""
