"""References to what a document prints, as numbers: what a check compared is kept in this form, not in words.

A reference is one of
  37                          the 37th printed figure of the official tables, counted through the document
  ["cell", 3, 12, "total"]    the blank cell in that column of line 12 of table 3
  ["name", 3, 12]             the name of line 12 of table 3
  ["title", 3]                the title of table 3
  ["none", 3, "教育支出", "合计"] a line, or with "" the whole of a table, that is not printed anywhere
  ["page", 4]                 the 4th page, where no line of it is meant
  ["fact", 5]                 the 5th number that the notes state; ["fact", 5, "change"] its printed change
  ["line", 331, 4, 16]        characters 4 to 16 of the 331st line of the document, white space counted as one character
A line may be called by other names than its own: ["line", 331, 4, 16, table, row, column]. Words that are not in one
line, because a break cuts them, stand in the place of the two numbers: ["line", 331, "words", table, row, column].
"""

import re
from collections.abc import Mapping

from budgets.form.codes import dashed
from budgets.form.terms import PartKey, SectionKey

Reference = int | list[int | str | None]
# What a place is called: the number of its table, its row and its column.
Labels = tuple[int | None, str, str]

NAME, TITLE, HEADING = "科目名称", "", "标题"
_OWNER = re.compile(r"(?P<kind>table|statement|section|furniture) ?(?P<number>\d*):? ?(?P<rest>.*)")
_OF_TABLE = {"note": ("表注", ""), "caption": ("", "编制部门")}


def row_label(code: str, name: str) -> str:
    """A row of a table as people call it: 205-08-02 干部教育."""
    return f"{dashed(code)} {name}".strip()


def statement_label(number: int, name: str) -> str:
    """A project statement as people call it: the project's name, or its number where none is printed."""
    return name or f"第{number}个项目"


def table_in(reference: list[int | str | None]) -> int | None:
    """The number of the table that a reference other than a figure's number names; None outside the tables."""
    kind = reference[0]
    if kind in ("fact", "page"):
        return None
    if kind == "line":
        labels = reference[3:] if isinstance(reference[2], str) else reference[4:]
        return int(labels[0]) if labels and labels[0] else None
    return int(str(reference[1]))


def labels_of(owner: str, statements: Mapping[int, str]) -> Labels:
    """What a line of the document is called, by the element that it belongs to; `statements` are labels by number.

    "statement 3: plan" is the part 实施方案 of the third statement, "table 6: note" a note under table 6.
    """
    if owner == "cover":
        return None, "封面", ""
    found = _OWNER.fullmatch(owner)
    if found is None:
        return None, "", ""
    kind, number, rest = found["kind"], int(found["number"] or 0), found["rest"]
    if kind == "table":
        return number, *_OF_TABLE.get(rest, ("", ""))
    if kind == "statement":
        return None, statements.get(number, ""), PartKey.of(rest).value if rest else HEADING
    if kind == "section":
        return None, SectionKey.of(rest).value, ""
    return None, "目录" if rest == "contents" else "", ""
