"""The official form: its tables, its fixed terms, and how amounts and codes are written. Imports nothing else of budgets."""
