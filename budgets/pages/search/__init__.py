"""The search over everything published."""
