"""公开规范性: what the rules ask of a published budget."""
