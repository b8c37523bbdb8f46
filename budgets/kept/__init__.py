"""What is made once and kept as files beside the database: packages, and pictures of PDF pages."""
