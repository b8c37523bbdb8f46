"""Each hit as the page prints it: its title, its amounts, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.models import Figure, Placed, SearchKind
from budgets.pages.checks.marks import CHECKS_OF_A_PAGE
from budgets.pages.places import place_link
from budgets.pages.tables.read import ROWS_OF_A_TABLE
from budgets.search.finding import Found, Hit
from budgets.search.highlight import TextPiece, excerpt, is_in, pieces
from budgets.words import search as words_of_search
from budgets.words.official import in_document, marked, with_gloss
from budgets.words.sentences import listed, side_by_side

ROWS_OF = {"table": ROWS_OF_A_TABLE, "checks": CHECKS_OF_A_PAGE}


@dataclass(frozen=True)
class ShownCell:
    """One printed amount of a line: its column, the digits, and where exactly it is printed."""

    column: str
    figure: Figure
    href: str


@dataclass(frozen=True)
class ShownHit:
    """One hit as the page prints it."""

    hit: Hit
    href: str
    title: SafeString
    where: str  # the official table, the section, the part: in words
    words: SafeString
    cells: tuple[ShownCell, ...] = ()
    row: str = ""  # the address of the table's line, when `href` leads to a cell
    place: Placed | None = None
    said: str = ""  # shown instead of the Chinese title

    @property
    def name(self) -> SafeString:
        """The title with its link, and the code where it has one."""
        code = self.hit.entry.code
        beside = format_html(' <span class="muted">{}</span>', code) if code else ""
        if self.said:
            return format_html('<a href="{}">{}</a>{}', self.href, with_gloss(self.said), beside)
        return format_html('<a href="{}"{}>{}</a>{}', self.href, in_document(), self.title, beside)

    @property
    def in_source(self) -> SafeString:
        """The place in the document, where the hit itself does not lead there."""
        if self.place is None or not self.place.in_source:
            return SafeString("")
        if self.cells and self.href == self.cells[0].href:
            return SafeString("")
        return place_link(self.place, self.hit.version)

    @property
    def amounts(self) -> list[SafeString]:
        """The amounts of a line, each with its column, and a link to the line where the hit leads to an amount."""
        shown = [self._amount(cell) for cell in self.cells]
        if shown and self.row:
            shown.append(format_html('<a href="{}">{}</a>', self.row, _("看这一行")))
        return shown

    def _amount(self, cell: ShownCell) -> SafeString:
        printed = cell.figure.printed
        digits = format_html("<mark>{}</mark>", printed) if self.hit.meant else format_html("{}", printed)
        return words_of_search.amount(cell.column, digits, cell.figure.unit, cell.href)

    @property
    def below(self) -> SafeString:
        """The edition that the hit is in, and the table, section or part."""
        return side_by_side([marked(self.hit.version.edition), marked(self.where) if self.where else ""])


def shown_hit(hit: Hit, found: Found) -> ShownHit:
    entry, asked, amounts = hit.entry, found.asked, found.amounts
    address = address_of(hit)
    title = _html(pieces(entry.title, asked))
    if entry.kind == SearchKind.LINE:
        return _shown_line(hit, address, title)
    if entry.kind == SearchKind.STATEMENT:
        return _shown_statement(hit, found, address, title)
    where = "" if entry.kind in (SearchKind.EDITION, SearchKind.PASSAGE) else _where(hit)
    said = excerpt(entry.text, asked, amounts) if entry.text else []
    if entry.kind == SearchKind.FINDING and not any(piece.asked for piece in said):
        said = []  # the numbers that it quotes say nothing by themselves
    words = _html(said)
    return ShownHit(hit, address, title, where, words, place=entry)


def _where(hit: Hit) -> str:
    """The section or list that the hit is in; "" for other kinds."""
    return {
        SearchKind.UNIT: _("机构设置"),
        SearchKind.DEFINITION: _("名词解释"),
        SearchKind.FINDING: _("本站的核对"),
    }.get(SearchKind(hit.entry.kind), "")


def _shown_line(hit: Hit, row: str, title: SafeString) -> ShownHit:
    """A line with its amounts; the hit links to the amount that was asked for, if any."""
    entry = hit.entry
    source = hit.version.page("source")
    table = hit.version.form.by_slug[entry.argument]
    cells = tuple(
        ShownCell(_(table.label_of(cell.figure.column)), cell.figure, source + cell.figure.in_source)
        for cell in hit.cells
        if cell.figure
    )
    where = _("表%(n)s《%(title)s》") % {"n": table.number, "title": table.title}
    if cells:
        scopes = listed(dict.fromkeys(_(cell.figure.scope) for cell in cells))
        where += " · " + _("资金口径：%(scope)s") % {"scope": scopes}
    href = cells[0].href if hit.meant else row
    return ShownHit(hit, href, title, where, SafeString(""), cells, row if hit.meant else "", entry)


def _shown_statement(hit: Hit, found: Found, address: str, title: SafeString) -> ShownHit:
    """A statement, linked to the part that contains most of what was asked for."""
    asked, amounts = found.asked, found.amounts
    counts = [is_in(part.text, asked, amounts) for part in hit.parts]
    most = max(counts, default=0)
    if not most:
        first = _html(excerpt(hit.parts[0].text, asked)) if hit.parts else SafeString("")
        return ShownHit(hit, address, title, "", first, place=hit.entry)
    part = hit.parts[counts.index(most)]
    if is_in(hit.entry.title, asked) < len(asked.words):
        address += f"#part-{part.key}"
    return ShownHit(hit, address, title, part.heading, _html(excerpt(part.text, asked, amounts)), place=part)


def address_of(hit: Hit) -> str:
    """The address of the page that shows the hit, with its place on the page."""
    entry = hit.entry
    own = {"table": {"table": entry.argument}, "statement": {"project": entry.argument}}.get(entry.page, {})
    query = [entry.query] if entry.query else []
    if entry.rank is not None and (page := entry.rank // ROWS_OF[entry.page] + 1) > 1:
        query.append(f"page={page}")
    address = hit.version.page(entry.page, **own)
    return (
        address + (f"?{'&'.join(query)}" if query else "") + (f"#{entry.fragment}" if entry.fragment else "")
    )


def _html(shown: Iterable[TextPiece]) -> SafeString:
    """The pieces as markup, with what was asked for in <mark>."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.asked else p.text,) for p in shown)
    )
