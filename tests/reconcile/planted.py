"""Faults drawn by a seed from what a document prints: every kind by a general pattern, none typed from a document.

Where a line stands (narrative, statement, table) is told by the parser's owner of the line; what is altered there is
found by the patterns below. A fault is a contradiction: where the document states only a bound (不低于, ≤), the altered
number breaks the bound.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from random import Random

from budgets.form.amounts import find_amounts
from budgets.parsing.records import BudgetReport
from tests.reconcile.planting import report_of


@dataclass(frozen=True)
class Fault:
    """Characters start..end of the text replaced; a finding must stand at that line and quote these words."""

    kind: str
    start: int
    end: int
    new: str
    quoted: str

    def planted_in(self, text: str) -> str:
        """The document with this fault."""
        return text[: self.start] + self.new + text[self.end :]

    def line_in(self, text: str) -> int:
        """The line on which the first altered sign stands."""
        leading = len(self.new) - len(self.new.lstrip("\n"))
        return text.count("\n", 0, self.start) + leading + 1


@dataclass(frozen=True)
class PrintedLine:
    """One line of the document: where it begins, its words, and what it belongs to."""

    start: int
    text: str
    owner: str


@dataclass(frozen=True)
class Source:
    """A document's text, and the seed's choices."""

    text: str
    random: Random

    @cached_property
    def report(self) -> BudgetReport:
        return report_of(self.text)

    @cached_property
    def lines(self) -> list[PrintedLine]:
        owners = {line.place.line: line.owner for line in self.report.lines}
        starts = [0, *(m.end() for m in re.finditer("\n", self.text))]
        return [
            PrintedLine(start, words, owners.get(number, ""))
            for number, (start, words) in enumerate(zip(starts, self.text.split("\n"), strict=True), 1)
        ]

    def owned(self, *owners: str) -> list[PrintedLine]:
        """The lines whose owner matches one of the patterns."""
        return [line for line in self.lines if any(re.match(owner, line.owner) for owner in owners)]

    @property
    def prose(self) -> list[PrintedLine]:
        """What is written in sentences: the sections, and the parts of the statements with their headings' names."""
        return self.owned(r"section: (?!target_forms)", r"statement \d+: ")


def _replaced(kind: str, line: PrintedLine, start: int, end: int, new: str, quoted: str = "") -> Fault:
    return Fault(kind, line.start + start, line.start + end, new, quoted or new)


# ---- numbers ------------------------------------------------------------------------------------------

_AMOUNT = re.compile(
    r"(?<![\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|元|万(?=[，。；、]))(?![/／×])"
)
_PERCENT = re.compile(r"(?<![\d.])(?P<number>\d+(?:\.\d+)?)\s*%")


def another_number(random: Random, number: str) -> str:
    """The number with one of its first digits changed, and never only the last: no rounding makes that."""
    digits = [n for n, sign in enumerate(number) if sign.isdigit()]
    position = random.choice(digits[:-1][:3] or digits)
    old = int(number[position])
    least = 1 if len(digits) > 1 else 3
    choices = [n for n in range(position == 0, 10) if abs(n - old) >= least]
    return number[:position] + str(random.choice(choices)) + number[position + 1 :]


def _quite_another(random: Random, number: str) -> str:
    """A number that is off by a seventh or more: a share printed in whole per cent shows no less."""
    old = float(number.replace(",", ""))
    while abs(float((new := another_number(random, number)).replace(",", "")) - old) < old / 7:
        pass
    return new


def _more(random: Random, number: str) -> str:
    """The number with another digit in front: nothing that it was at most can hold it."""
    whole, point, rest = number.partition(".")
    larger = int(f"{random.randint(1, 9)}{whole.replace(',', '')}")
    return (f"{larger:,}" if "," in number or larger < 1000 else str(larger)) + point + rest


def _numbers(
    source: Source, kind: str, line: PrintedLine, found: re.Match[str], change: Callable[[Random, str], str]
) -> Fault:
    new = change(source.random, found["number"])
    return _replaced(kind, line, found.start("number"), found.end("number"), new)


# ---- the narrative and the notes ----------------------------------------------------------------------

_CHANGE = r"(?:增加|减少|增长|下降|上升|降低)(?:了)?"
_OTHER_NOTE = re.compile("政府采购|绩效目标|车辆|资产")


def _clause(line: PrintedLine, at: int) -> str:
    return re.split(r"[，。；：（]", line.text[:at])[-1]


def _narrative(source: Source) -> Iterator[tuple[PrintedLine, re.Match[str], str]]:
    """Every amount of the narrative and of the notes on “三公” and operating costs, with the words before it."""
    for line in source.owned("section: narrative", "section: other_notes"):
        if not _OTHER_NOTE.search(line.text):
            for found in _AMOUNT.finditer(line.text):
                yield line, found, _clause(line, found.start())


def narrative_amounts(source: Source) -> Iterator[Fault]:
    """An amount of this year's budget, which a table prints too."""
    for line, found, before in _narrative(source):
        other = re.search(rf"{_CHANGE}$|预算安排$|{source.report.year - 1}年", before)
        if not other:
            yield _numbers(source, "narrative amount", line, found, another_number)


def printed_changes(source: Source) -> Iterator[Fault]:
    """A change in money: its amount, or its direction."""
    for line, found, before in _narrative(source):
        word = re.search(r"(?P<word>增加|减少)$", before)
        if word is None:
            continue
        yield _numbers(source, "printed change", line, found, another_number)
        new = "减少" if word["word"] == "增加" else "增加"
        yield _replaced("printed change", line, found.start() - 2, found.start(), new, new + found.group())


def bases_of_changes(source: Source) -> Iterator[Fault]:
    """Last year's amount, where a change or a percentage is measured against it."""
    for line, found, before in _narrative(source):
        last_year = re.search(rf"{source.report.year - 1}年.*(?:执行数|预算数)为?$", before)
        if last_year and re.search("[1-9]", found["number"]):
            yield _numbers(source, "base of a change", line, found, another_number)


def amounts_named_again(source: Source) -> Iterator[Fault]:
    """This year's budget named a second time in the same entry."""
    for line, found, before in _narrative(source):
        if before.endswith("预算安排"):
            yield _numbers(source, "amount named twice", line, found, another_number)


def changes_in_percent(source: Source) -> Iterator[Fault]:
    """The percentage of a change, where the amounts are printed that give it."""
    for line in source.owned("section: narrative", "section: other_notes"):
        for found in _PERCENT.finditer(line.text):
            if re.search(rf"{_CHANGE}$", line.text[: found.start()]) and "数为0" not in line.text:
                yield _numbers(source, "percentage", line, found, another_number)


def reasons_of_changes(source: Source) -> Iterator[Fault]:
    """A reason that names the thing itself, turned into its contrary."""
    for line in source.owned("section: narrative", "section: other_notes"):
        for found in re.finditer(
            r"原因是：?(?P<name>[^，。；]{2,40}?)(?:经费)?(?P<word>增加|减少|保持不变)[。；]", line.text
        ):
            entry = line.text[: found.start()].rsplit("主要用于", 1)[0]
            if (
                re.sub(r"[（(][类款项][）)]|[”\"]", "", entry)
                .rstrip("0123456789.,万元，科目")
                .endswith(found["name"])
            ):
                word = source.random.choice([w for w in ("增加", "减少", "保持不变") if w != found["word"]])
                yield _replaced("reason of a change", line, *found.span("word"), word)
    for line in source.owned("section: narrative"):
        for found in re.finditer(r"收入支出(?P<word>增加|减少)的主要原因", line.text):
            word = "减少" if found["word"] == "增加" else "增加"
            yield _replaced("reason of a change", line, *found.span("word"), word)


def target_forms(source: Source) -> Iterator[Fault]:
    """An amount or a date of a performance target form."""
    for line in source.owned("section: target_forms"):
        for found in re.finditer(r"(?<=\t)(?P<number>\d[\d,]*\.\d\d)(?=\t)", line.text):
            if re.search("资金|拨款", line.text):
                yield _numbers(source, "form of targets", line, found, another_number)
        for found in re.finditer(r"20\d\d-(?P<month>\d\d)-\d\d", line.text):
            yield _replaced("form of targets", line, *found.span("month"), "13")


def procurement_parts(source: Source) -> Iterator[Fault]:
    """An amount of the procurement budget or one of its parts; what is reserved becomes more than all of it."""
    for line in source.owned("section: other_notes"):
        if "政府采购" in line.text:
            for found in _AMOUNT.finditer(line.text):
                change = _more if "预留" in line.text else another_number
                yield _numbers(source, "procurement part", line, found, change)


_COUNT = r"(?<!\d)(?P<number>\d+)\s*"


def vehicle_counts(source: Source) -> Iterator[Fault]:
    """The number of vehicles in all, or of one kind."""
    for line in source.owned("section: other_notes"):
        if re.search("(?:共有|购置)车辆", line.text):
            for found in re.finditer(rf"(?:车辆|用车){_COUNT}辆", line.text):
                yield _numbers(source, "vehicle count", line, found, another_number)


def unit_counts(source: Source) -> Iterator[Fault]:
    """How many units there are: exact where they are listed, more than there are where only some are meant."""
    for line in source.owned("section: institutions"):
        for found in re.finditer(rf"{_COUNT}(?:家|个内设机构)", line.text):
            yield _numbers(source, "number of units", line, found, another_number)
    listed = len(source.report.institutions.units)
    for line in source.owned("section: other_notes") if listed else ():
        for found in re.finditer(rf"{_COUNT}(?:家(?:机关|参公|事业单位)|个预算单位)", line.text):
            new = str(int(found["number"]) + listed + source.random.randint(0, 20))
            yield _replaced("number of units", line, *found.span("number"), new)


# ---- names --------------------------------------------------------------------------------------------

_CHINESE = r"[\u4e00-\u9fff]"


def _another_name(random: Random, name: str) -> str:
    """The name with a sign left out, another in its place, or two that changed places; never its first or last.

    上海 for 上海市 is a shorter name and no fault.
    """
    inner = range(1, len(name) - 2)
    position = random.choice(
        [n for n in inner if name[n] != name[n + 1] and re.match("(?!市|区)" + _CHINESE * 2, name[n:])]
    )
    way = random.randrange(3)
    if way == 0:
        return name[:position] + name[position + 1 :]
    if way == 1:
        return name[:position] + name[position + 1] + name[position] + name[position + 2 :]
    other = random.choice([sign for sign in "海市区政院部厅局站团" if sign != name[position]])
    return name[:position] + other + name[position + 1 :]


def unit_names(source: Source) -> Iterator[Fault]:
    """A listed unit's name misspelt where it is the implementer, the body's own above a table or in the prose."""
    listed = {re.sub(r"[（(].*|本部.*|[。；]$", "", unit.text) for unit in source.report.institutions.units}
    names = sorted((name for name in {*listed, source.report.body} if len(name) > 6), key=len, reverse=True)
    lines = source.owned(
        r"table \d+: caption", r"section: (?:narrative|institutions|other_notes)", r"statement \d+: impl"
    )
    for line in lines:
        if line.owner == "section: institutions" and re.match(r"\d+[.．、]", line.text):
            continue  # the list itself: nothing says what is right
        for name in names:
            if name in line.text:
                start = line.text.index(name)
                new = _another_name(source.random, name)
                yield _replaced("unit's name", line, start, start + len(name), new)
                break


# ---- statements ---------------------------------------------------------------------------------------


def _budgets(source: Source) -> dict[str, list[PrintedLine]]:
    """The lines of 年度预算安排 of each statement."""
    found = defaultdict(list)
    for line in source.owned(r"statement \d+: budget"):
        found[line.owner].append(line)
    return found


_PERIOD_BEFORE = re.compile(r"(?:季度|月)(?!.*(?:季度|月)).{0,16}$")
_PROGRESS = re.compile("累计|不低于|不少于|达到|执行率")


def instalments(source: Source) -> Iterator[Fault]:
    """What is spent in a quarter or in some months."""
    for lines in _budgets(source).values():
        for line in lines:
            for found in _AMOUNT.finditer(line.text):
                if _PERIOD_BEFORE.search(line.text[: found.start()]):
                    yield _numbers(source, "instalment", line, found, _quite_another)


def plan_percentages(source: Source) -> Iterator[Fault]:
    """A share of what is spent in a quarter; progress so far falls behind what was there before."""
    for lines in _budgets(source).values():
        found = [(line, m) for line in lines for m in _PERCENT.finditer(line.text)]
        shares = [(line, m) for line, m in found if line.text[m.end() :].startswith("即")]
        steps = [(line, m) for line, m in found if (line, m) not in shares]
        for line, m in shares:
            yield _numbers(source, "percentage", line, m, another_number)
        if any(_PROGRESS.search(line.text) for line in lines):
            for (_, before), (line, m) in pairwise(steps):
                lower = str(max(int(float(before["number"])) - source.random.randint(5, 15), 1))
                yield _replaced("percentage", line, m.start("number"), m.end("number"), lower)
        elif (
            97 < sum(float(m["number"]) for _, m in steps) < 103
        ):  # else another number may mend what is wrong
            for line, m in steps:
                yield _numbers(source, "percentage", line, m, another_number)


def amounts_in_two_parts(source: Source) -> Iterator[Fault]:
    """The year's total of a statement, where it is printed again in the statement."""
    for owner, lines in _budgets(source).items():
        number = owner.split(":")[0]
        printed = [
            (line, m)
            for line in source.owned(rf"{number}: ")
            for m in _AMOUNT.finditer(line.text)
            if not _PERIOD_BEFORE.search(line.text[: m.start()])
        ]
        first = next(((line, m) for line, m in printed if line in lines), None)
        if first is None:
            continue
        money = _yuan(first[1])
        again = [(line, m) for line, m in printed if _yuan(m) == money]
        for line, m in again if len(again) > 1 else ():
            yield _numbers(source, "amount named twice", line, m, another_number)
        if any(re.match(r"\d+[.．、]", line.text) for line in lines):
            continue  # several amounts, no total
        *_, last = source.owned(rf"{number}: plan")
        wrong = another_number(source.random, first[1]["number"]) + first[1]["unit"]
        words = f"本项目{source.report.year}年预算{wrong}。"
        yield _replaced("amount named twice", last, len(last.text), len(last.text), words, wrong)


def _yuan(found: re.Match[str]) -> object:
    amounts = find_amounts(found.group())
    return amounts[0].yuan if amounts else None


def named_parts(source: Source) -> Iterator[Fault]:
    """One of several amounts in a sentence behind 其中 or 用于, or the amount before them."""
    for lines in _budgets(source).values():
        for line in lines:
            for sentence in re.finditer(r"[^。]*?(?P<list>其中|用于|包括)[^。]*", line.text):
                found = list(_AMOUNT.finditer(line.text, *sentence.span()))
                before = [m for m in found if m.end() <= sentence.start("list")]
                if len(before) == 1 and len(found) > 2:
                    for m in found:
                        yield _numbers(source, "part of an amount", line, m, another_number)


# ---- dates --------------------------------------------------------------------------------------------

_DATE = re.compile(
    r"(?<![\d.\-])(?P<y>20\d\d)(?P<s>年|\.|-)(?P<m>\d{1,2})(?P<t>月|\.|-)(?P<d>\d{1,2})(?P<e>日|(?![\d.号]))"
)


def impossible_dates(source: Source) -> Iterator[Fault]:
    """A day or a month that no calendar has."""
    for line in source.prose:
        for found in _DATE.finditer(line.text):
            if found["s"] != found["t"] and found["t"] != "月":
                continue
            month, day = source.random.choice(
                [("2", "30"), ("02", "31"), ("13", found["d"]), ("11", "31"), (found["m"], "32")]
            )
            new = f"{found['y']}{found['s']}{month}{found['t']}{day}{found['e']}"
            yield _replaced("impossible date", line, *found.span(), new)


def other_years(source: Source) -> Iterator[Fault]:
    """A period of implementation in another year, or one that ends before it begins."""
    for line in source.owned(r"statement \d+: period"):
        years = list(re.finditer(r"20\d\d(?=年|\.|-)", line.text))
        if len(years) != 2:
            continue
        first, last = years
        if source.random.random() < 0.5:
            new = str(int(last.group()) + source.random.randint(1, 3))
            yield _replaced("date outside the year", line, *first.span(), new, new)
        else:
            shift = source.random.choice([-3, -2, 2, 3])
            words = line.text[first.start() : last.end()]
            new = str(int(first.group()) + shift) + words[4:-4] + str(int(last.group()) + shift)
            yield _replaced("date outside the year", line, first.start(), last.end(), new)


# ---- the text itself ----------------------------------------------------------------------------------

_BLOCK = 45  # Chinese characters; a shorter passage may stand twice on purpose


def doubled_passages(source: Source) -> Iterator[Fault]:
    """A long passage, or several on end, printed a second time right behind itself."""
    prose = [line for line in source.prose if line.text.rstrip().endswith(tuple("。；："))]  # no headings
    for line in prose:
        if len(re.findall(_CHINESE, line.text)) >= _BLOCK:
            yield Fault(
                "doubled passage",
                line.start + len(line.text),
                line.start + len(line.text),
                f"\n\n{line.text}",
                line.text[:20],
            )
    for first, second in pairwise(prose):
        both = source.text[first.start : second.start + len(second.text)]
        if first.owner == second.owner and len(re.findall(_CHINESE, both)) >= _BLOCK and "\t" not in both:
            end = second.start + len(second.text)
            yield Fault("doubled passage", end, end, f"\n\n{both}", first.text.removeprefix("- ")[:12])


_SIGNS = "“”《》（）〔〕"
_ITEM = re.compile(r"(?:^|[\s，。；：、])[（(]?[\d一二三四五六七八九十]{1,3}$")


def lonely_signs(source: Source) -> Iterator[Fault]:
    """A quotation mark or a bracket that loses its other half."""
    for line in source.prose:
        for found in re.finditer(rf"[{_SIGNS}]", line.text):
            at = found.start()
            item = re.search(r"[（(][\d一二三四五六七八九十]{1,3}$", line.text[:at]) or re.match(
                r"[（(][\d一二三四五六七八九十]{1,3}[）)]", line.text[at:]
            )
            if not item:
                partner = _partner(line.text, at)
                if partner is not None:
                    quoted = line.text[partner]
                    yield _replaced("quote", line, at, at + 1, "", quoted)


def _partner(text: str, at: int) -> int | None:
    """Where the other half of a sign stands on the same line."""
    side = _SIGNS.index(text[at])
    other = _SIGNS[side + 1 if side % 2 == 0 else side - 1]
    found = text.find(other, at) if side % 2 == 0 else text.rfind(other, 0, at)
    return found if found >= 0 else None


def doubled_marks(source: Source) -> Iterator[Fault]:
    """A second mark right behind one."""
    for line in source.prose:
        for found in re.finditer(r"(?<![，。、；：\s])[，。、；](?![，。、；：\s])", line.text):
            mark = source.random.choice("，。、；")
            yield _replaced("doubled punctuation", line, *found.span(), found.group() + mark)


_FOREIGN = ("and", "or", "of", "the", "with", "for", "project", "development", "by", "enhance", "towards")


def foreign_words(source: Source) -> Iterator[Fault]:
    """A foreign word in the place of a Chinese conjunction."""
    for line in source.prose:
        for found in re.finditer(rf"(?<={_CHINESE})[和与或的](?={_CHINESE})", line.text):
            word = source.random.choice(_FOREIGN)
            yield _replaced("foreign word", line, *found.span(), f" {word} ", word)


KINDS: tuple[Callable[[Source], Iterator[Fault]], ...] = (
    narrative_amounts,
    printed_changes,
    bases_of_changes,
    amounts_named_again,
    changes_in_percent,
    reasons_of_changes,
    target_forms,
    procurement_parts,
    vehicle_counts,
    unit_counts,
    unit_names,
    instalments,
    plan_percentages,
    amounts_in_two_parts,
    named_parts,
    impossible_dates,
    other_years,
    doubled_passages,
    lonely_signs,
    doubled_marks,
    foreign_words,
)


def drawn(text: str, seed: int, each: int) -> list[Fault]:
    """So many faults of each kind as the document has places for, drawn by the seed."""
    source = Source(text, Random(seed))
    by_kind: dict[str, list[Fault]] = defaultdict(list)
    for kind in KINDS:
        for fault in kind(source):
            by_kind[fault.kind].append(fault)
    return [
        fault for faults in by_kind.values() for fault in source.random.sample(faults, min(each, len(faults)))
    ]
