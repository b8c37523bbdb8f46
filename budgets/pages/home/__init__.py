"""The home page, and what belongs to the site alone."""
