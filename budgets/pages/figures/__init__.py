"""Every printed figure."""
