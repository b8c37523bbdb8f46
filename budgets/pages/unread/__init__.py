"""What is printed in a document and was not read: its page, its file, and what other pages say of it."""
