"""Files that are made once and kept beside the database: packages, and pictures of PDF pages."""
