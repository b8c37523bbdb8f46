"""Tables for pages: django-tables2 columns, drawn by a lean template from cells that are ready to print.

The stock template asks every cell for its attributes, which costs ten times the page; here one pass over the
rows makes the cells, and the template only writes them. Rows come filtered, sorted and paged.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import django_tables2
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from budgets.form.amounts import Unit, format_amount, two_decimals
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import linked

SortLink = Callable[[str], tuple[str, str]]  # a column's name -> address of its next order, aria-sort

MINUS = "\N{MINUS SIGN}"  # as wide as a plus, and no line breaks after it
ALIGNED_DECIMALS = 2
FIGURE_SPACE, POINT_SPACE = "\N{FIGURE SPACE}", "\N{PUNCTUATION SPACE}"  # as wide as a digit and as a point


ARROWS = {"ascending": "↑", "descending": "↓"}


def attributes(given: Mapping[str, str]) -> SafeString:
    """The attributes of an element, those without a value left out."""
    return mark_safe("".join(f' {name}="{escape(value)}"' for name, value in given.items() if value))


@dataclass(frozen=True, slots=True)
class TableCell:
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
            # The hint belongs to the link, which is what a keyboard reaches.
            hint = f' title="{escape(self.hint)}"' if self.hint else ""
            bare = self.text.rstrip()  # spaces that only align the digits are not underlined
            words = f'<a href="{escape(self.href)}"{hint}>{marked(bare)}</a>{escape(self.text[len(bare) :])}'
        if self.mark:
            words = f"{self.mark} {words}"
        if self.note:
            words = f'{words} <small class="muted">{marked(self.note)}</small>'
        return f"<{tag}{self._attributes()}>{words}</{tag}>"

    def _attributes(self) -> str:
        return attributes(
            {
                "scope": "row" if self.head else "",
                "class": self.css,
                "title": "" if self.href else self.hint,
                "data-label": self.label if self.text else "",
            }
        )


@dataclass(frozen=True, slots=True)
class LeanRow:
    """One row: its id (what links point to), its style class and its cells in the order of the columns."""

    anchor: str
    css: str
    cells: tuple[TableCell, ...]

    @property
    def html(self) -> SafeString:
        """The row as markup, so that the template looks up one value a row."""
        cells = "".join(cell.html for cell in self.cells)
        return mark_safe(f"<tr{attributes({'id': self.anchor, 'class': self.css})}>{cells}</tr>")


class LeanColumn(django_tables2.Column):
    """A column: its heading, a note under it, and the name that it is sorted by ("" where it cannot be sorted)."""

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

    @property
    def html(self) -> SafeString:
        """The heading as markup: its title, which a click sorts by, with an arrow for its order, and the note."""
        arrow = format_html(' <span aria-hidden="true">{}</span>', ARROWS[self.sorted]) if self.sorted else ""
        words = linked(format_html("{}{}", with_gloss(self.title), arrow), self.href)
        if self.note:
            words = format_html('{}<br><small class="muted">{}</small>', words, self.note)
        given = attributes({"scope": "col", "class": self.css, "aria-sort": self.sorted})
        return format_html("<th{}>{}</th>", given, words)


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
    """Exact digits with separators in that unit, `decimals` places wide; "" for a blank cell.

    Up to two decimals are filled with `point` and `zero`, as amounts in 万元 are printed. Further places are
    filled with spaces: a zero there would look more exact than the document.
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
    """How many decimals align a column's points: as many as its longest amount has, at least two in 万元."""
    longest = max((len(amount(yuan, unit).partition(".")[2]) for yuan in column), default=0)
    return max(longest, ALIGNED_DECIMALS) if unit is Unit.WAN else longest


def signed(number: Decimal | None, suffix: str) -> str:
    """A change with its sign and `suffix`, in yuan where that is empty; "" for None and for no change."""
    if not number:
        return ""
    digits = two_decimals(number).replace("-", MINUS) if suffix else amount(number, Unit.YUAN)
    return ("+" if number > 0 else "") + digits + suffix
