"""The admin site: whoever may log in looks at everything; nothing that is stored can be changed here."""

from budgets.admin.records import ReadOnlyAdmin

__all__ = ["ReadOnlyAdmin"]
