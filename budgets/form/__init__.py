"""The official form: its tables and terms, how amounts and codes are written. Knows nothing else of the project."""
