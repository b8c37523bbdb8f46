"""The admin site: the desk, where documents are checked, uploaded, previewed and published, and the stored records.

Nothing is imported here: Django asks for `site` before the records can be registered on it (budgets/apps.py).
"""
