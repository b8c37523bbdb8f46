"""The document itself, with the place of every figure."""
