"""Search over everything that is live: one index for both databases, kept by actions, asked by views."""
