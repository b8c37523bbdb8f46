"""Headings by their words: of sections, statements and the tables of every form, wherever they stand."""

import re
from collections.abc import Iterator

from budgets.form.spelling import squeeze
from budgets.form.tables import FORMS, FurtherTable, Role
from budgets.form.terms import SectionKey
from budgets.readers.document import Paragraph

# What a heading begins: a prose section, the table of a role or one that a form has besides, or, as a word,
# "statement", "contents", "cover" and "table", which is a table that no form knows.
Heading = SectionKey | Role | FurtherTable | str
UNKNOWN_TABLE = "table"

LONGEST_HEADING = 60
_PROSE_HEADINGS = (
    (SectionKey.DUTIES, re.compile(r"[^。；，]*主要(职能|职责)")),
    (SectionKey.INSTITUTIONS, re.compile(r"[^。；，]*机构设置(情况)?")),
    (SectionKey.DEFINITIONS, re.compile(r"名词解释")),
    (SectionKey.NARRATIVE, re.compile(r"(\d{4}年)?(部门|单位)?预算编制(的)?说明")),
    (SectionKey.OTHER_NOTES, re.compile(r"其他相关情况(的)?说明")),
    # One form per project, after the statements: 财政项目支出绩效目标填报表
    (SectionKey.TARGET_FORMS, re.compile(r"(?!详?见)[^。；，]*绩效目标(填报|申报|公开)?表")),
)
# Matched after the section's number is removed: 一、名词解释 is the same heading as 名词解释.
_NUMBER = re.compile(r"[一二三四五六七八九十]+、|\d+[.．、]|第[一二三四五六七八九十]+部分[、：:]?")
_STATEMENT = re.compile(r".*经费情况说明")
_CONTENTS_ENTRY = re.compile(
    r"([一二三四五六七八九十]+、|\d+[.．、]|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十]+部分).*"
    # The leader of an entry may wrap: … alone on its line, with the page number or without
    r"|.*[.…·]{3,}\d*|[.…·]+\d*|(部门|单位)?预算表"
)


def kind_of(block: Paragraph) -> Heading | None:
    """What heading the words of a paragraph are, wherever it is."""
    text = squeeze(block.text)
    if len(text) > LONGEST_HEADING:
        return None
    return next(_kinds_of_heading(_NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text), None)


def is_contents_entry(text: str) -> bool:
    """Whether a line can be in the list of contents: numbered, or with leaders to a page number."""
    return bool(_CONTENTS_ENTRY.fullmatch(squeeze(text)))


def _kinds_of_heading(text: str) -> Iterator[Heading]:
    text = title_words(text)
    if text.endswith("表"):
        yield from (t.role for form in FORMS.values() for t in form.tables if text.endswith(t.core))
        yield from (t for form in FORMS.values() for t in form.further if text.endswith(t.core))
    yield from (key for key, pattern in _PROSE_HEADINGS if pattern.fullmatch(text))
    if _STATEMENT.fullmatch(text) and "“三公”" not in text:
        yield "statement"


def is_known_title(text: str) -> bool:
    """Whether the text is the title of a table of some form or of a performance target form."""
    kinds = (Role, FurtherTable, SectionKey)
    return (
        len(text) <= LONGEST_HEADING
        and title_words(text).endswith("表")
        and any(isinstance(k, kinds) for k in _kinds_of_heading(text))
    )


_CONTINUED = re.compile(r"(?:[（(]续表?[一二三四五六七八九十\d]*[）)]|续表)$")
# What stands behind the word 表: （单位：元） · （万元） · （2/3） · (第2页) · （空表）
_BEHIND = re.compile(r"(?<=表)(?:[（(][^（()）]{1,12}[）)])+$")


def is_continued(text: str) -> bool:
    """Whether a title says that its table goes on: （续）, 续表."""
    return bool(_CONTINUED.search(squeeze(text).strip("《》")))


def title_words(text: str) -> str:
    """A title without brackets around it, and without what stands behind its word 表: （续）, （万元）."""
    return _BEHIND.sub("", _CONTINUED.sub("", squeeze(text).strip("《》")))
