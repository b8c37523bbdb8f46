"""How a stored check reads on a page: its title, its difference and its quotations. Verdicts and files stay as stored."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from budgets import terms
from budgets.amounts import Unit, format_amount
from budgets.chinese_words import gloss
from budgets.models import Passage, StatementPart
from budgets.money_words import amount_in
from budgets.vocabulary import PartKey, SectionKey, Verdict

MONEY = frozenset(unit.value for unit in Unit)
PERCENT = "%"


class Titled(Protocol):
    """What has the title of a check: the sentence in Chinese, and what it was made of."""

    @property
    def title(self) -> str: ...

    @property
    def wording(self) -> Mapping[str, Any]: ...


class Found(Titled, Protocol):
    """A check as stored."""

    code: str
    verdict: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    unit: str


# ---- titles --------------------------------------------------------------------------------------------

_FIXED = frozenset(term for name, group in vars(terms).items() if name.isupper() for term in group)
_SIGNS = {"，": "逗号", "。": "句号", "、": "顿号", "；": "分号", "：": "冒号", ",": "逗号", ";": "分号"}
_DOUBLED = re.compile("标点重复：“(?P<signs>.+)”")
_LONELY = re.compile("(?P<name>.+)“.”缺少(?P<half>[前后])一半", re.DOTALL)
_UNNAMED = re.compile(r"“(?P<row>第\d+个项目)”")


def title_of(result: Found) -> str:
    """The title as a sentence for readers: signs by their names, a broken rule as what should be."""
    if doubled := _DOUBLED.fullmatch(result.title):
        return _signs_in_words(doubled["signs"])
    if lonely := _LONELY.fullmatch(result.title):
        opens = lonely["half"] == "后"
        words = _("有前%(sign)s，没有后%(sign)s") if opens else _("有后%(sign)s，没有前%(sign)s")
        return words % {"sign": _(lonely["name"])}
    title = _UNNAMED.sub(lambda found: place_row(found["row"]), sentence(result))
    if result.code.startswith("statements.percents.") and result.verdict != Verdict.EQUAL.name.lower():
        return title.replace(_("之和为100%"), _("之和应为 100%"))
    return title


def sentence(result: Titled) -> str:
    """The title in the language of the page; what an earlier version of the site found is in Chinese alone."""
    return _filled(result.wording) if result.wording else result.title


def _filled(wording: Mapping[str, Any]) -> str:
    parameters = {name: _part(part) for name, part in wording["parameters"].items()}
    return _(wording["template"]) % parameters


def _part(part: Any) -> str:
    """Words of the document as printed, fixed terms of the form in the language of the page, a list, or a sentence."""
    if isinstance(part, dict):
        return _filled(part)
    if isinstance(part, list):
        return _("、").join(_part(each) for each in part)
    if part in _FIXED:
        return _(part)
    meant = gloss(part)
    return f"{part} ({meant})" if meant else part


def _signs_in_words(signs: str) -> str:
    """连着两个句号; 逗号后面紧跟着顿号; more than two by their number."""
    names = [_(_SIGNS.get(sign, sign)) for sign in signs]
    if len(names) != 2:
        return _("连着 %(n)s 个标点") % {"n": len(names)}
    first, second = names
    if first == second:
        return _("连着两个%(sign)s") % {"sign": first}
    return _("%(first)s后面紧跟着%(second)s") % {"first": first, "second": second}


def place_row(row: str) -> str:
    """The row of a place; a statement without a name is called as on its own page."""
    unnamed = re.fullmatch(r"第(\d+)个项目", row)
    return _("第 %(n)s 份项目说明（原文未写名称）") % {"n": unnamed[1]} if unnamed else row


# ---- differences --------------------------------------------------------------------------------------


def difference_text(result: Found) -> str:
    """差 0.63 万元, 差 10 个百分点; "" without a difference. Which side is more stands beside it."""
    if not result.difference:
        return ""
    size = format_amount(abs(result.difference), Unit.YUAN)
    if result.unit == PERCENT:
        return _("差 %(n)s 个百分点") % {"n": size}
    if result.unit in MONEY:
        return _("差 %(amount)s") % {"amount": amount_in(size, Unit(result.unit))}
    return _("差 %(amount)s") % {"amount": f"{size} {_(result.unit) if result.unit else ''}".strip()}


def percents_text(result: Found) -> str:
    """What percentages that should make a whole add up to; "" of any other check."""
    if not result.code.startswith("statements.percents.") or result.left is None or result.right is None:
        return ""
    left, right = (format_amount(side, Unit.YUAN) for side in (result.left, result.right))
    return _("各期相加得 %(left)s%%，应为 %(right)s%%") % {"left": left, "right": right}


def importance(result: Found) -> int:
    """Money first, then other numbers, then findings of form and words."""
    if result.difference is None and result.left is None:
        return 2
    return 0 if result.unit in MONEY else 1


# ---- quotations ---------------------------------------------------------------------------------------

_CUT_OUT = ("text.foreign.", "text.punctuation.", "text.quotes.")  # quoted with so many characters around
_PAUSE = re.compile(r"[，。；：！？]")
_BREATH = re.compile(r"[、》」”）)\s]|(?=[《「“（(])")  # where no pause is near
_FARTHEST = 80  # characters looked at on either side for the end of the clause
CUT = "……"


def whole_clauses(quote: str, text: str) -> str:
    """The quotation with the clauses that it was cut from, …… where its passage goes on; as it is when not found."""
    passages = (" ".join(passage.split()) for passage in text.split("\n"))
    words = next((passage for passage in passages if quote and quote in passage), "")
    if not words:
        return quote
    start = words.index(quote)
    end = start + len(quote)
    first = _beginning(words, start)
    after = _PAUSE.search(words, end, end + _FARTHEST)
    last = after.end() if after else (len(words) if len(words) - end <= _FARTHEST else end)
    return f"{CUT if first else ''}{words[first:last].strip()}{CUT if last < len(words) else ''}"


def _beginning(words: str, start: int) -> int:
    """Where the clause that holds the character `start` begins; `start` itself where nothing near tells."""
    near = max(0, start - _FARTHEST)
    for stops in (_PAUSE, _BREATH):
        found = [match.end() for match in stops.finditer(words, near, start)]
        if found or not near:
            return found[-1] if found else 0
    return start


Quotation = tuple[str, str, str]  # row, column and words of a place, as stored


def quotation_of(place: Mapping[str, Any]) -> Quotation:
    """What a place quotes, and where."""
    return place.get("row") or "", place.get("column") or "", place.get("text") or ""


def quoted_whole(results: Sequence[Any]) -> dict[Quotation, str]:
    """The words of the defects of text among these checks, with whole clauses.

    Two queries at most, over the statements and sections concerned; other findings quote what they are about.
    """
    cut = [quotation_of(p) for r in results if r.code.startswith(_CUT_OUT) for p in r.places]
    if not cut:
        return {}
    texts = _texts(results[0].version_id, {row for row, _column, _words in cut})
    return {key: whole_clauses(key[2], "\n".join(texts.get(key[:2], ()))) for key in cut}


def _texts(version: int, rows: set[str]) -> dict[tuple[str, str], list[str]]:
    """What the named statements and sections print, by row and column of a place."""
    texts: dict[tuple[str, str], list[str]] = {}
    parts = StatementPart.objects.filter(statement__version=version, statement__name__in=rows)
    for name, key, text in parts.values_list("statement__name", "key", "text"):
        texts.setdefault((name, PartKey[key.upper()].value), []).append(text)
    sections = [key.name.lower() for key in SectionKey if key.value in rows]
    passages = (
        Passage.objects.filter(version=version, section__in=sections) if sections else Passage.objects.none()
    )
    for section, text in passages.order_by("position").values_list("section", "text"):
        texts.setdefault((SectionKey[section.upper()].value, ""), []).append(text)
    return texts
