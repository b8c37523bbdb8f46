"""One chart alone, for a frame on any site."""
