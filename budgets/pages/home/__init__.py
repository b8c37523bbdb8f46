"""The home page, and pages about the site itself."""
