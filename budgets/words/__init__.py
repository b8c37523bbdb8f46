"""What people read, made from plain values: money, official terms with their English, checks and their places."""
