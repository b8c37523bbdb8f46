"""One project statement."""
