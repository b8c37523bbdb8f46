"""Word and Excel documents, read from their XML."""
