"""What readers may filter by, and in which order: django-filter sets shared by pages and downloads.

A value that is not understood gives no rows and one sentence that says why, never an error page. The query
string uses the machine's words (class, wan, differs); the printed words (类, 万元, 不一致) are understood too.
"""

from budgets.filters.base import StrictFilterSet
from budgets.filters.bodies import body_filters
from budgets.filters.catalogue import catalogue_filters
from budgets.filters.sets import check_filters, figure_filters, statement_filters, table_filters

__all__ = [
    "StrictFilterSet",
    "body_filters",
    "catalogue_filters",
    "check_filters",
    "figure_filters",
    "statement_filters",
    "table_filters",
]
