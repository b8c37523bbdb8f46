"""A document as it was read and checked, before anything of it is public."""
