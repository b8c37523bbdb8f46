"""What is made once and kept until it changes: whole answers, packages, and pictures of PDF pages."""
