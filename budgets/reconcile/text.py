"""Kind 7, defects of the text itself: foreign words, punctuation, quotes and brackets, dates, passages printed twice.

Only certain defects differ, doubtful ones are unknown; a rule that finds none gives one check that says so.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from budgets.form.spelling import squeeze
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.prose import Prose, find_dates, section_headings, section_proses, statement_proses
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import Wording, worded


@dataclass(frozen=True)
class Defect:
    """One defect: `code` is its piece of prose, `unsure` makes its verdict unknown."""

    code: str
    title: Wording
    places: tuple[ComparedPlace, ...]
    unsure: bool = False


# Nobody reads a longer list of defects of one kind.
_MOST_DEFECTS = 500


def defect_results(rule: str, clean: Wording, defects: Iterable[Defect]) -> Iterator[CheckOutcome]:
    """One outcome for each defect, numbered within its piece of prose; a single one where there is no defect."""
    counts: dict[str, int] = {}
    for number, defect in enumerate(defects):
        if number == _MOST_DEFECTS:
            code = f"text.{rule}.more"
            title = worded("text.more", n=_MOST_DEFECTS)
            yield finding(code, title, Verdict.UNKNOWN)
            break
        counts[defect.code] = counts.get(defect.code, 0) + 1
        code = f"text.{rule}.{defect.code}.{counts[defect.code]}"
        verdict = Verdict.UNKNOWN if defect.unsure else Verdict.DIFFERS
        yield finding(code, defect.title, verdict, *defect.places)
    if not counts:
        yield finding(f"text.{rule}", clean, Verdict.EQUAL)


def _proses(report: BudgetReport) -> Iterator[Prose]:
    yield from section_headings(report)
    yield from section_proses(report)
    yield from statement_proses(report)


# ---- foreign words ------------------------------------------------------------------------------------

# Words for which a Chinese word would be printed. Names, abbreviations, units and technical terms
# (AI, app, mm, web) are not among them, and a phrase with any other word (Internet of Things) is a name.
_LINKING_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        and or of the in on at to for from by with without but not as is are was were be this that these those it its
        their our his her we they he she you will would can could should may must has have had do does did if when
        which who whose what where than then so also only all any some each every other such more most about into
        over under between among during before after through per via both either neither
        """,
    )
)
_PLAIN_NOUNS = frozenset(
    re.findall(
        r"\w+",
        """
        project projects budget budgets expenditure expenditures revenue income fund funds funding total amount year
        quarter month government department committee institute company service services work works management
        development research technology science scientific public national plan target targets purpose support
        provide provides improve promote including according based related various number part parts
        """,
    )
)
# Lower-case technical terms and units that Chinese texts use; any other word between spaces is doubtful.
_TERMS = frozenset(
    re.findall(
        r"\w+",
        """
        app apps web wifi email mail online offline pc ppt pdf vlog blog logo demo bug wap html http https api sdk
        cosplay talk show live club park lab labs mini pro plus max vs ok km kg mg ml mm cm dm nm um mol ppm ppb rpm
        hz khz mhz ghz kw mw gw kwh mwh kva kv pa kpa mpa gpa db lm lx cd rad kbps mbps gbps px dpi fps pcs in vivo
        vitro et al de novo ex situ ha
        """,
    )
)
_RUN = re.compile(
    r"(?<![A-Za-z0-9&/.'’@_\-])[A-Za-z]+(?:[^\S\n]+[A-Za-z]+)*(?![A-Za-z0-9&/.'’@_\-])(?!\.[A-Za-z])"
)
_CHINESE = r"[\u4e00-\u9fff]"
_BEFORE = re.compile(rf"(?:{_CHINESE}|[”》）】〕、，。；])\s*$")
_AFTER = re.compile(rf"\s*(?:{_CHINESE}|[“《（【〔，。；、])")


def foreign_words(report: BudgetReport) -> Iterator[CheckOutcome]:
    """An English word in the place of a Chinese one, between Chinese words: 思想 and 习近平."""
    yield from defect_results("foreign", worded("text.foreign"), _each(report, _foreign))


def _foreign(prose: Prose) -> Iterator[Defect]:
    text = prose.text
    for found in _RUN.finditer(text):
        before = text[max(0, found.start() - 4) : found.start()]
        if not (_BEFORE.search(before) and _AFTER.match(text, found.end())):
            continue
        words = found.group().split()
        place = prose.around(*found.span())
        if all(_is_plain(word) for word in words):
            title = worded("text.foreign.word", word=found.group())
            yield Defect(prose.code, title, (place,))
        elif _stands_apart(text, found) and all(_is_unknown(word) for word in words):
            title = worded("text.foreign.unsure", word=found.group())
            yield Defect(prose.code, title, (place,), unsure=True)


def _stands_apart(text: str, found: re.Match[str]) -> bool:
    """Whether the word is between spaces; technical terms are mostly printed without them (web平台)."""
    return text[found.start() - 1].isspace() and text[found.end() : found.end() + 1].isspace()


def _is_unknown(word: str) -> bool:
    """Whether a word is in lower case, and no unit or known technical term."""
    return len(word) > 1 and word.islower() and word not in _TERMS


def _is_plain(word: str) -> bool:
    """Whether a word is an ordinary one: and, And, project; but IT and OR may be abbreviations, and Science a name."""
    if word.islower():
        return word in _LINKING_WORDS or word in _PLAIN_NOUNS
    return word.istitle() and len(word) > 2 and word.lower() in _LINKING_WORDS


# ---- punctuation --------------------------------------------------------------------------------------

# Two marks of which one is too many. …… and —— are single marks; ？！ and three or more marks are emphasis or an ellipsis.
_DOUBLED = re.compile(
    r"(?<![，。、；：])[，。、；：][^\S\n]*[，。、；：](?![^\S\n]*[，。、；：])|(?<!,),[^\S\n]?,(?!,)|(?<!;);;(?!;)"
)
_ROW = re.compile(r"([，、；：])(?:[^\S\n]*[，。、；：]){2,}")


def doubled_punctuation(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Two marks side by side of which one is too many: ，， 。。 ，、 ；。"""
    yield from defect_results("punctuation", worded("text.punctuation"), _each(report, _punctuation))


def _punctuation(prose: Prose) -> Iterator[Defect]:
    found = [*_DOUBLED.finditer(prose.text), *_ROW.finditer(prose.text)]
    for match in sorted(found, key=lambda m: m.start()):
        marks = squeeze(match.group())
        yield Defect(
            prose.code, worded("text.punctuation.doubled", marks=marks), (prose.around(*match.span()),)
        )


# ---- quotes and brackets ------------------------------------------------------------------------------

_PAIRS = (
    ("“", "”", "引号"),
    ("‘", "’", "单引号"),
    ("《", "》", "书名号"),
    ("（(", "）)", "括号"),
    ("【", "】", "方括号"),
    ("〔", "〕", "六角括号"),
    ("[［", "]］", "方括号"),
    ("「", "」", "引号"),
    ("『", "』", "引号"),
)
_OF_PAIRS = tuple(
    (
        *pair,
        re.compile(f"[{re.escape(pair[0] + pair[1])}]"),
        re.compile(rf"(?:^|\n)\s*[{re.escape(pair[0])}]"),
    )
    for pair in _PAIRS
)
# 1） and a) number an item, ’ after a letter is an apostrophe.
_ITEM_NUMBER = re.compile(
    r"(?:^|[\s，。；：、！？“（(])(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\s*$"
)


def unbalanced_quotes(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A quote or bracket without its other half in the same section or part; it may be closed in a later passage."""
    yield from defect_results("quotes", worded("text.quotes"), _each(report, _quotes))


def _quotes(prose: Prose) -> Iterator[Defect]:
    text = prose.text
    lonely: list[tuple[int, str, str]] = []
    for opening, _closing, name, either, at_the_beginning in _OF_PAIRS:
        opened: list[int] = []
        for found in either.finditer(text):
            position = found.start()
            if found.group() in opening:
                opened.append(position)
            elif opened and (opening != "《" or _is_one_title(text[opened[-1] + 1 : position])):
                opened.pop()
            elif opened:
                lonely += [(opened.pop(), name, "后"), (position, name, "前")]
            elif not _is_other_sign(text, position):
                lonely.append((position, name, "前"))
        # A quotation of several passages has an opening mark at each, and a closing mark only after the last.
        leading = {m.end() - 1 for m in at_the_beginning.finditer(text)} if opened else set()
        last = max(leading, default=-1)
        lonely += [(n, name, "后") for n in opened if n not in leading or n == last]
    for position, name, half in sorted(lonely):
        title = worded("text.quotes.no-first", name=name, sign=text[position])
        if half == "后":
            title = worded("text.quotes.no-second", name=name, sign=text[position])
        yield Defect(prose.code, title, (prose.around(position, position + 1),))


def _is_one_title(words: str) -> bool:
    """Whether the words between 《 and 》 can be one title, which may contain others (印发《甲》的通知) but no list of them."""
    outside = re.split("《[^《》]*》", words)
    return len(outside) == 1 or not re.search(r"[，。；：\n]|〕|、$", outside[0] + outside[-1])


def _is_other_sign(text: str, position: int) -> bool:
    before = text[max(0, position - 8) : position]
    if text[position] == "’":
        return bool(re.search(r"[A-Za-z]$", before))
    if position > len(before):
        before = text[position - len(before) - 1] + before  # not the beginning of the text
    return text[position] in "）)" and bool(_ITEM_NUMBER.search(before))


# ---- dates --------------------------------------------------------------------------------------------


def impossible_dates(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Dates that do not exist in the sections; those in statements are checked with kind 5."""
    defects = (defect for prose in section_proses(report) for defect in _dates(prose))
    yield from defect_results("dates", worded("text.dates"), defects)


def _dates(prose: Prose) -> Iterator[Defect]:
    for found in find_dates(prose.text):
        if not found.exists:
            words = prose.place(found.start, found.end).text
            title = worded("text.dates.none-such", date=words)
            yield Defect(prose.code, title, (prose.around(found.start, found.end),))


# ---- passages printed twice ---------------------------------------------------------------------------

_SHORTEST_RUN = 20  # Chinese characters of a run of passages; shorter ones are headings and formulas
_SHORTEST_PASSAGE = 40  # of a single passage in one part
_SHORTEST_NEIGHBOUR = 15  # of a single passage of whole sentences right behind the same
_SHORTEST_SENTENCES = 60  # of sentences within passages


def doubled_passages(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Two or more consecutive passages, or a long one, printed twice within a section or part."""
    yield from defect_results("doubled", worded("text.doubled"), _doubled(report))


def _doubled(report: BudgetReport) -> Iterator[Defect]:
    for prose in section_proses(report):
        yield from _doubled_in(prose)
    for prose in statement_proses(report):
        yield from _doubled_in(prose)
    yield from _doubled_statements(report)


def _doubled_in(prose: Prose) -> Iterator[Defect]:
    keys = [squeeze(passage.text) for passage in prose.passages]
    found = False
    for first, again, length in _runs(keys, 1):
        shortest = _SHORTEST_RUN if length > 1 else _SHORTEST_PASSAGE
        if again == first + length and keys[first].endswith("。"):
            shortest = _SHORTEST_NEIGHBOUR
        if _letters("".join(keys[first : first + length])) >= shortest:
            found = True
            places = tuple(_passage_place(prose, n) for n in (first, again))
            title = worded("text.doubled.passages", n=length)
            yield Defect(prose.code, title, places)
    if not found and prose.code.startswith("s") and "." in prose.code:
        yield from _doubled_sentences(prose)


def _doubled_sentences(prose: Prose) -> Iterator[Defect]:
    """Two or more consecutive sentences printed twice in one part: doubtful, it may be on purpose."""
    spans = [m.span() for m in re.finditer(r"[^。！？\n]+[。！？]?", prose.text)]
    keys = [squeeze(prose.text[start:end]) for start, end in spans]
    for first, again, length in _runs(keys, 2):
        if _letters("".join(keys[first : first + length])) >= _SHORTEST_SENTENCES:
            places = tuple(prose.place(spans[n][0], spans[n + length - 1][1]) for n in (first, again))
            yield Defect(prose.code, worded("text.doubled.sentences"), places, unsure=True)


def _doubled_statements(report: BudgetReport) -> Iterator[Defect]:
    """A whole statement that is printed twice."""
    seen: dict[str, ComparedPlace] = {}
    for statement in report.statements:
        words = "".join(squeeze(part.text) for part in statement.parts)
        place = ComparedPlace.at(statement.place, statement.heading, None, statement.name, "标题")
        key = squeeze(statement.name) + words
        if key in seen and _letters(words) >= _SHORTEST_SENTENCES:
            title = worded("text.doubled.statement", project=statement.name)
            yield Defect(f"s{statement.number}", title, (seen[key], place))
        seen.setdefault(key, place)


# Of a line that is repeated many times (略) only the first few copies are compared.
_MOST_COPIES = 8


def _runs(keys: Sequence[str], shortest: int) -> Iterator[tuple[int, int, int]]:
    """The longest runs of keys that are repeated: first position, second position, length."""
    seen: dict[str, list[int]] = {}
    skip_to = 0
    for again, key in enumerate(keys):
        copies = seen.setdefault(key, [])
        if again >= skip_to:
            length, first = max(((_length(keys, n, again), n) for n in copies), default=(0, 0))
            if length >= shortest:
                yield first, again, length
                skip_to = again + length
        if len(copies) < _MOST_COPIES:
            copies.append(again)


def _length(keys: Sequence[str], first: int, again: int) -> int:
    length = 0
    while (
        first + length < again
        and again + length < len(keys)
        and keys[first + length]
        and keys[first + length] == keys[again + length]
    ):
        length += 1
    return length


def _passage_place(prose: Prose, number: int) -> ComparedPlace:
    start = prose.starts[number]
    return prose.place(start, start + min(len(prose.passages[number].text), 60))


def _letters(text: str) -> int:
    return len(re.findall(_CHINESE, text))


def _each(report: BudgetReport, find: Callable[[Prose], Iterator[Defect]]) -> Iterator[Defect]:
    for prose in _proses(report):
        yield from find(prose)


RULES = (foreign_words, doubled_punctuation, unbalanced_quotes, impossible_dates, doubled_passages)
