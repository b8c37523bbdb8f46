"""The first page of an edition: how much, from where, for what, what changed and why."""
