"""The words above the amount columns of the official tables, and which column they name."""

import re
from functools import cache, lru_cache

from budgets.form.spelling import squeeze
from budgets.form.tables import FORMS, Column


@lru_cache(maxsize=4096)  # the same few headings and cells are asked for again and again
def normal_title(text: str) -> str:
    """A column title for comparing: brackets half width, no white space, no year, no word for 'budgeted'.

    政府性基金, 政府性基金预算 and 政府性基金预算财政拨款 are one column; 运行维护费 is 运行费.
    """
    words = re.sub(r"^\d{4}年度?", "", squeeze(text)).replace("（", "(").replace("）", ")")
    words = words.removesuffix("预算数") or words
    return re.sub(r"(?<=.)预算(?:财政)?(?:拨款)?$", "", words).replace("运行维护费", "运行费")


def column_named(text: str, columns: tuple[Column, ...]) -> Column | None:
    """The column that a heading names; None when it names none of them."""
    if not text:
        return None
    wanted = normal_title(text)
    return next((c for c in columns if wanted in _titles_of(c)), None)


@cache
def _titles_of(column: Column) -> frozenset[str]:
    return frozenset(normal_title(title) for title in (column.title, *column.aliases))


def is_column_title(text: str) -> bool:
    """Whether a heading names an amount column of a table of some form."""
    return normal_title(text) in _all_titles()


@cache
def _all_titles() -> frozenset[str]:
    columns = (column for form in FORMS.values() for table in form.tables for column in table.columns)
    return frozenset(title for column in columns for title in _titles_of(column))
