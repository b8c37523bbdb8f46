"""The list of project statements."""
