"""The official form: its tables, fixed terms, amounts and codes. Imports nothing else of budgets."""
