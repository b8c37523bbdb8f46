"""“三公” and agency costs, procurement, assets, prose and definitions."""
