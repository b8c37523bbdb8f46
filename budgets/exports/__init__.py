"""Files of what a page shows: a sheet says what, a format says how."""
