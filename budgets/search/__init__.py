"""Search over everything that is live: one index for both databases, written by actions, queried by pages."""
