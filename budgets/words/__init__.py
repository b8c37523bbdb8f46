"""Words for readers, made from plain values: money, official terms and their English, checks and their places."""
