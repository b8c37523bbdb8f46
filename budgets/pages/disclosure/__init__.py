"""公开规范性: whether an edition has what the rules on publishing budgets ask for."""
