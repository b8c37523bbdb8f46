"""Tables for pages: django-tables2 columns, drawn by a lean template from cells that are ready to print.

The stock template asks every cell for its attributes, which costs ten times the page; here one pass over the
rows makes the cells, and the template only writes them. Rows come filtered, sorted and paged.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from budgets.amounts import Unit, format_amount
from budgets.chinese_words import gloss, label, marked
from budgets.mark_links import mark_link
from budgets.models import CodedLine, Figure, Line, ProjectStatement
from budgets.money_words import amount_in, unit_name
from budgets.official_tables import BY_NUMBER, Form, OfficialTable
from budgets.queries.marks import Marks
from budgets.queries.tables import AmountField, column_title, row_anchor
from budgets.vocabulary import Level, LinkState, Nature, Precision, Side

SortLink = Callable[[str], tuple[str, str]]  # a column's name -> address of the next order, aria-sort

MINUS = "\N{MINUS SIGN}"  # as wide as a plus, and no line breaks after it
ALIGNED_DECIMALS = 2
FIGURE_SPACE, POINT_SPACE = "\N{FIGURE SPACE}", "\N{PUNCTUATION SPACE}"  # as wide as a digit and as a point
LONGEST_IN_LIST = 40  # characters of a text that a list repeats
LEVEL_CLASSES = {level.value: f"level-{level.name.lower()}" for level in Level}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, ready to print. `head` makes it the row's heading; `label` names its column on a phone."""

    text: str = ""
    css: str = ""
    hint: str = ""
    href: str = ""
    note: str = ""
    label: str = ""
    head: bool = False
    mark: SafeString | str = ""  # the sign of a finding at the figure, as markup

    @property
    def html(self) -> str:
        """The cell as markup, everything from the document escaped."""
        tag = "th" if self.head else "td"
        words: str = marked(self.text)
        if self.href:
            # What is said of the words is said of the link: it is what a keyboard reaches.
            hint = f' title="{escape(self.hint)}"' if self.hint else ""
            bare = self.text.rstrip()  # what only aligns the digits is not underlined
            words = f'<a href="{escape(self.href)}"{hint}>{marked(bare)}</a>{escape(self.text[len(bare) :])}'
        if self.mark:
            words = f"{self.mark} {words}"
        if self.note:
            words = f'{words} <small class="muted">{marked(self.note)}</small>'
        return f"<{tag}{self._attributes()}>{words}</{tag}>"

    def _attributes(self) -> str:
        given = {
            "scope": "row" if self.head else "",
            "class": self.css,
            "title": "" if self.href else self.hint,
            "data-label": self.label if self.text else "",
        }
        return "".join(f' {name}="{escape(value)}"' for name, value in given.items() if value)


@dataclass(frozen=True, slots=True)
class LeanRow:
    """One row: its id (what links point to), its style class and its cells in the order of the columns."""

    anchor: str
    css: str
    cells: tuple[Cell, ...]

    @property
    def html(self) -> SafeString:
        """All cells as markup: one look-up for the template instead of one for each attribute of each cell."""
        return mark_safe("".join(cell.html for cell in self.cells))


class LeanColumn(django_tables2.Column):
    """A column: heading, what is said under it, and the name it is sorted by ("" when it is not)."""

    def __init__(self, title: str, *, note: str = "", css: str = "", sort: str = "") -> None:
        super().__init__(verbose_name=title, orderable=False)
        self.note = note
        self.css = css
        self.sort = sort


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading as the template writes it."""

    title: str
    note: str
    css: str
    href: str
    sorted: str


class LeanTable(django_tables2.Table):
    """Rows of ready cells under django-tables2 columns."""

    class Meta:
        template_name = "_components/lean_table.html"
        attrs = {"class": "ledger"}

    def __init__(
        self,
        columns: Sequence[tuple[str, LeanColumn]],
        rows: Iterable[LeanRow],
        *,
        caption: str,
        label: str,
        sort_link: SortLink,
        fold: bool = False,
    ) -> None:
        """`fold`: each row becomes a card on a phone, with a line for every amount."""
        css = "ledger" + (" ledger--fold" if fold else "")
        super().__init__(data=list(rows), extra_columns=columns, orderable=False, attrs={"class": css})
        self.caption = caption
        self.label = label
        self.sort_link = sort_link

    def headings(self) -> list[Heading]:
        """The headings in order; one that can be sorted by links to its next order."""
        return [self._heading(bound.column) for bound in self.columns]

    def _heading(self, column: LeanColumn) -> Heading:
        href, state = self.sort_link(column.sort) if column.sort else ("", "")
        return Heading(str(column.verbose_name), column.note, column.css, href, state)

    def lean_rows(self) -> Sequence[LeanRow]:
        """The rows, without the wrapping that the stock template needs."""
        return self.data.data


def amount(yuan: Decimal | None, unit: Unit, decimals: int = 0, *, zero: str = "0", point: str = ".") -> str:
    """Exact digits with separators in that unit, filled up to so many decimals; "" for a blank cell.

    `zero` and `point` fill up to two decimals, as amounts in 万元 are printed; what is further missing to the
    longest of the column is room, so that no zero looks more exact than the document.
    """
    if yuan is None:
        return ""
    digits = format_amount(yuan, unit).replace("-", MINUS)
    whole, printed, fraction = digits.partition(".")
    if len(fraction) >= decimals:
        return digits
    zeros = zero * (min(decimals, ALIGNED_DECIMALS) - len(fraction))
    room = FIGURE_SPACE * (decimals - max(len(fraction), min(decimals, ALIGNED_DECIMALS)))
    return f"{whole}{printed or point}{fraction}{zeros}{room}"


def decimals_of(column: Iterable[Decimal | None], unit: Unit) -> int:
    """How many decimals put a column's points in one line: those of its longest, two at least in 万元."""
    longest = max((len(amount(yuan, unit).partition(".")[2]) for yuan in column), default=0)
    return max(longest, ALIGNED_DECIMALS) if unit is Unit.WAN else longest


def _figure_hint(figure: Figure | None) -> str:
    """What the document prints in that cell, and where."""
    if figure is None:
        return ""
    printed = amount_in(figure.printed, Unit(figure.unit))
    return _("原文%(place)s：%(amount)s") % {"place": figure.where, "amount": printed}


# Table 9 is printed under a tree of headings: how deep each of its columns stands there.
AGENCY = "agency_operating"
THREE_PUBLIC_CLASSES = {
    "overseas_travel": "level-section",
    "hospitality": "level-section",
    "vehicles": "level-section",
    "vehicle_purchase": "level-item",
    "vehicle_running": "level-item",
    AGENCY: "level-class",
}

# ---- official tables -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class LineTables:
    """How lines of one official table become tables: its columns, unit, figures and orders.

    `source` is the address of the document's own page, where each figure leads; `marks` are the findings, and
    `checks` the page that lists them.
    """

    table: OfficialTable
    fields: tuple[AmountField, ...]
    unit: Unit
    figures: Mapping[tuple[int, str], Figure]
    sort_link: SortLink
    label: str
    source: str
    marks: Marks
    checks: str

    def build(self, lines: Sequence[Line]) -> list[LeanTable]:
        """One table; two for the halves of a two-sided table, and for “三公” beside 机关运行经费."""
        if self.table.form is Form.SINGLE_ROW:
            return self._three_public(lines)
        if self.table.form is not Form.TWO_SIDED:
            return [self._table(lines, self.fields, self.label)]
        halves = []
        for side in Side:
            fields = tuple(field for field in self.fields if side in field.sides)
            own = [line for line in lines if getattr(line, "side", "") == side.value]
            halves.append(self._table(own, fields, f"{self.label} {_(side.value)}"))
        return halves

    def _three_public(self, lines: Sequence[Line]) -> list[LeanTable]:
        """Table 9 in two parts that cannot be added up: the first, and what its total leaves out."""
        parts = (
            (_("“三公”经费"), [line for line in lines if _column_key(line) != AGENCY]),
            (
                _("机关运行经费（不含在“三公”合计内）"),
                [line for line in lines if _column_key(line) == AGENCY],
            ),
        )
        return [self._table(own, self.fields, f"{self.label} {name}", name) for name, own in parts if own]

    def _table(
        self, lines: Sequence[Line], fields: Sequence[AmountField], label: str, part: str = ""
    ) -> LeanTable:
        decimals = {f.name: decimals_of((getattr(line, f.name) for line in lines), self.unit) for f in fields}
        rows = [self._row(line, fields, decimals) for line in lines]
        scopes = self._scopes(lines, fields)
        words = _("资金口径：%(scope)s；单位：%(unit)s") if len(scopes) < 2 else self._mixed_words()
        caption = words % {"scope": _("、").join(_(scope) for scope in scopes), "unit": unit_name(self.unit)}
        if self.table.form is Form.TWO_SIDED:
            part = label.rpartition(" ")[2]
        caption = part + _("。") + caption if part else caption
        return LeanTable(self._columns(fields), rows, caption=caption, label=label, sort_link=self.sort_link)

    def _scopes(self, lines: Iterable[Line], fields: Iterable[AmountField]) -> list[str]:
        """Whose money the amounts are, each scope once: by column, in table 9 by line."""
        if self.table.form is Form.SINGLE_ROW:
            return list(dict.fromkeys(self._line_scope(line) for line in lines))
        return list(dict.fromkeys(field.scope.value for field in fields if field.scope))

    def _line_scope(self, line: Line) -> str:
        return self.table.column(_column_key(line)).scope.value

    @staticmethod
    def _mixed_words() -> str:
        return _("资金口径：%(scope)s（见各栏）；单位：%(unit)s")

    def _columns(self, fields: Sequence[AmountField]) -> list[tuple[str, LeanColumn]]:
        coded = self.table.form is Form.CODED
        columns = [("code", LeanColumn(_("科目编码"), css="code", sort="code"))] if coded else []
        columns.append(("name", LeanColumn(_("科目名称") if coded else _("项目"), sort="name")))
        mixed = not _one_scope(fields)
        for field in fields:
            note = _(field.scope.value) if mixed and field.scope else ""
            columns.append((field.name, LeanColumn(_(field.title), note=note, css="num", sort=field.name)))
        if self.table.form is Form.SINGLE_ROW:
            columns.append(("scope", LeanColumn(_("资金口径"))))
        return [*columns, ("place", LeanColumn(_("原文位置"), css="code"))]

    def _row(self, line: Line, fields: Sequence[AmountField], decimals: Mapping[str, int]) -> LeanRow:
        cells = [Cell(_spaced_code(line), "code")] if isinstance(line, CodedLine) else []
        looked_up = isinstance(line, CodedLine) and line.name_looked_up
        key = _column_key(line)
        note = _("名称按编码查得") if looked_up else _("不含在“三公”合计内") if key == AGENCY else ""
        cells.append(
            Cell(
                line.name,
                "name",
                note="; ".join(words for words in (gloss(line.name), note) if words),
                head=True,
            )
        )
        cells += [self._amount(line, field, decimals[field.name]) for field in fields]
        if self.table.form is Form.SINGLE_ROW:
            cells.append(Cell(_(self._line_scope(line)), "muted"))
        cells.append(Cell(line.where, "code"))
        anchor = row_anchor(line.number, getattr(line, "side", ""))
        return LeanRow(anchor, THREE_PUBLIC_CLASSES.get(key, LEVEL_CLASSES[line.level]), tuple(cells))

    def _keys(self, line: Line, field: AmountField) -> list[str]:
        """The printed columns that the field means for that line: of its own side, where both share the number."""
        side = getattr(line, "side", "")
        columns = [self.table.column(key) for key in field.columns or (_column_key(line),)]
        return [
            column.key for column in columns if not side or column.side is None or column.side.value == side
        ]

    def _amount(self, line: Line, field: AmountField, decimals: int) -> Cell:
        keys = self._keys(line, field)
        figure = next((f for key in keys if (f := self.figures.get((line.number, key)))), None)
        text = amount(getattr(line, field.name), self.unit, decimals)
        href = self.source + figure.in_source if figure else ""
        sign = mark_link(self.marks.at(figure), self.checks)
        return Cell(text, "num", hint=_figure_hint(figure), href=href, label=_(field.title), mark=sign)


def _column_key(line: Line) -> str:
    """Which printed column of table 9 the line is; "" in the other tables."""
    return getattr(line, "column", "")


def _one_scope(fields: Iterable[AmountField]) -> str:
    """The scope that all these columns share; "" when they differ."""
    scopes = {field.scope for field in fields}
    only = scopes.pop() if len(scopes) == 1 else None
    return only.value if only else ""


def _spaced_code(line: CodedLine) -> str:
    return " ".join(part for part in (line.class_code, line.section_code, line.item_code) if part)


# ---- every figure --------------------------------------------------------------------------------------


def figure_table(
    figures: Iterable[Figure],
    unit: Unit,
    address: Callable[[Figure], str],
    source: str,
    sort_link: SortLink,
    mark: Callable[[Figure], SafeString],
) -> LeanTable:
    """Every figure with its table, row, column, scope, printed text and place.

    `address` gives the row on its table's page, `source` is the page of the document itself, `mark` the sign
    of a finding.
    """
    figures = list(figures)
    money = _("金额（%(unit)s）") % {"unit": unit_name(unit)}
    decimals = decimals_of((figure.yuan for figure in figures), unit)
    columns = [
        ("table", LeanColumn(_("表"))),
        ("code", LeanColumn(_("编码"), css="code", sort="code")),
        ("name", LeanColumn(_("名称"), sort="name")),
        ("column", LeanColumn(_("栏目"))),
        ("yuan", LeanColumn(money, css="num", sort="yuan")),
        ("text", LeanColumn(_("原文"), css="num")),
        ("scope", LeanColumn(_("资金口径"))),
        ("lowest", LeanColumn(_("末级"))),
        ("place", LeanColumn(_("原文位置"), css="code")),
    ]
    rows = [
        _figure_row(
            figure,
            Cell(amount(figure.yuan, unit, decimals), "num", label=money, mark=mark(figure)),
            address(figure),
            source,
        )
        for figure in figures
    ]
    label = _("九张表里的每一个数字")
    caption = _("资金口径见各行；单位：%(unit)s；原文一栏照印，连同它自己的单位") % {"unit": unit_name(unit)}
    return LeanTable(columns, rows, caption=caption, label=label, sort_link=sort_link, fold=True)


def _figure_row(figure: Figure, money: Cell, href: str, source: str) -> LeanRow:
    table = BY_NUMBER[figure.table_number]
    cells = (
        Cell(_("表%(n)s") % {"n": table.number}, "why", hint=label(table.title)),
        Cell(" ".join(_code_parts(figure.code)), "code"),
        Cell(figure.name, "name", href=href, note=_(figure.side), head=True),
        Cell(_(column_title(table.number, figure.column))),
        money,
        Cell(f"{figure.printed} {figure.unit}", "num muted", label=_("原文")),
        Cell(_(figure.scope)),
        Cell(_("是") if figure.lowest else _("否"), label=_("末级")),
        Cell(figure.where, "code", href=source + figure.in_source),
    )
    return LeanRow(f"figure-{figure.position}", "", cells)


def _code_parts(code: str) -> tuple[str, ...]:
    return tuple(part for part in (code[:3], code[3:5], code[5:]) if part)


# ---- project statements --------------------------------------------------------------------------------


MONEY = ("fiscal", "self_raised", "total")


def statement_table(
    statements: Iterable[ProjectStatement],
    unit: Unit,
    address: Callable[[Any], str],
    printed_at: Callable[[Any, str], tuple[str, str]],
    sort_link: SortLink,
) -> LeanTable:
    """The project statements as a list; on a phone each becomes a small card.

    `printed_at` gives the address of the words that state an amount and says where they are, both "" where it is
    not printed as such.
    """
    statements = list(statements)
    # One for all three: on a phone they stand under one another.
    decimals = decimals_of((getattr(statement, name) for statement in statements for name in MONEY), unit)
    titles = {
        "fiscal": _("财政资金"),
        "self_raised": _("自筹资金"),
        "total": _("预算合计"),
        "nature": _("金额性质"),
        "start": _("实施周期"),
    }
    columns = [("name", LeanColumn(_("项目名称"), sort="name")), ("implementer", LeanColumn(_("实施主体")))]
    for name in MONEY:
        columns.append((name, LeanColumn(titles[name], note=unit_name(unit), css="num", sort=name)))
    columns.append(("nature", LeanColumn(titles["nature"])))
    columns.append(("start", LeanColumn(titles["start"], sort="start")))
    rows = [
        _statement_row(
            statement,
            [
                _money(statement, name, titles[name], unit, decimals, printed_at(statement, name))
                for name in MONEY
            ],
            address,
        )
        for statement in statements
    ]
    label = _("项目经费情况说明")
    caption = _("项目说明所列资金，来源见各栏；单位：%(unit)s；空白表示原文没有写明") % {
        "unit": unit_name(unit)
    }
    return LeanTable(columns, rows, caption=caption, label=label, sort_link=sort_link, fold=True)


def _money(
    statement: ProjectStatement, name: str, title: str, unit: Unit, decimals: int, printed: tuple[str, str]
) -> Cell:
    """An amount of a statement; one that is printed with 约 gets no zeros, which would make it look exact."""
    yuan = getattr(statement, name)
    label = _("%(title)s（%(unit)s）") % {"title": title, "unit": unit_name(unit)}
    href, hint = printed if yuan is not None else ("", "")
    if not statement.approximate or name != "total" or yuan is None:
        return Cell(amount(yuan, unit, decimals), "num", hint, href, label=label)
    about = amount(yuan, unit, decimals, zero=FIGURE_SPACE, point=POINT_SPACE)
    return Cell(_("约 ") + about, "num", hint, href, label=label)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_IN_LIST else f"{text[:LONGEST_IN_LIST].rstrip('，、；。 ')}…"


def _statement_row(
    statement: ProjectStatement, money: Sequence[Cell], address: Callable[[Any], str]
) -> LeanRow:
    cells = (
        Cell(
            statement.shown_name,
            "name" if statement.name else "name muted",
            href=address(statement),
            head=True,
        ),
        Cell(_shortened(statement.implementer), "why", note=_link_note(statement)),
        *money,
        Cell(_(statement.nature), "" if statement.nature == Nature.STATED.value else "muted"),
        Cell(_period(statement), "code"),
    )
    return LeanRow(f"statement-{statement.number}", "", cells)


def _link_note(statement: Any) -> str:
    """How the implementer stands to the listed units: state, day, unit and words, without saying a name twice."""
    words = [_(statement.state_now)]
    if statement.confirmed_on:
        words.append(f"{statement.confirmed_on:%Y-%m-%d}")
    note = " ".join(words)
    if statement.linked_name and statement.linked_name != statement.implementer:
        note = _("%(state)s：%(unit)s") % {"state": note, "unit": statement.linked_name}
    if statement.link_state == LinkState.UNNAMED.value or statement.link_words in ("", statement.implementer):
        return note
    return _("%(link)s（原文“%(words)s”）") % {"link": note, "words": _shortened(statement.link_words)}


def _period(statement: ProjectStatement) -> str:
    """实施周期 as days, or as months where the document gives only months."""
    if not (statement.start and statement.end):
        return ""
    months = statement.precision == Precision.MONTH.value
    first, last = (_day(day, months) for day in (statement.start, statement.end))
    return f"{first} – {last}"


def _day(day: date, month_only: bool) -> str:
    return f"{day:%Y-%m}" if month_only else day.isoformat()
