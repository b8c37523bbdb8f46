"""The official tables."""
