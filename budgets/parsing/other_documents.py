"""Documents that are no departmental budget of our forms, each refused by what was recognised in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgets.form.amounts import is_amount
from budgets.form.spelling import same_brackets, squeeze
from budgets.form.tables import Role
from budgets.parsing.captions import PREPARER
from budgets.parsing.sections import Piece
from budgets.parsing.table_titles import TableTitles, titles_in
from budgets.readers.document import Document, Paragraph, UnreadableDocument

_COVER_LINES = 10
_LONGEST_TITLE = 60
_FEW = 3  # titles: fewer may coincide by chance, or be further tables of our form
_NAMED = 3  # titles that a refusal quotes

_YEAR = re.compile(r"(20\d\d)\s*年")
# 2024年度部门决算 · …决算情况说明 · …决算公开（文字说明）, but no sentence that mentions one.
_FINAL = re.compile(
    r"决算(?:草案|编制|信息|公开|报告|情况|总体|分析|批复|文本|文字|报表|总|表)*的?(?:说明|报告|表)?书?(?:[（(][^（()）]*[）)])?$"
)
_NOTES = re.compile(r"决算.*说明")
# 某区2026年政府预算 · 预算执行情况和2026年预算草案的报告
_GOVERNMENT = re.compile(
    r"(?:政府|财政)(?:20\d\d年度?)?(?:总|全口径)?预算(?:公开|草案|报告|表|情况)*(?:[（(][^（()）]*[）)])?$"
    r"|预算执行情况[和及与].*预算(?:草案)?|(?<![收支])总预算(?:草案|公开|报告|表)*$"
)
# 某省某局 · 某市某区…: a body of a place, so none of the central government.
_OF_A_PLACE = re.compile(r"^(?!国家|中国|中央|全国)[\u4e00-\u9fff]{1,8}?(?:省|市|自治区|自治州|县|区)")


def refuse_other_documents(document: Document, pieces: list[Piece]) -> None:
    """Raise UnreadableDocument for what is another kind of document, another form, or two documents in one."""
    titles = titles_in(document)
    cover = _cover_lines(pieces)
    _refuse_final_accounts(cover, document, titles)
    if _is_of_a_government(cover, titles):
        raise UnreadableDocument("report.government-budget", title=_named(cover, document))
    if len(titles.others) >= _FEW and len(titles.others) > len(titles.ours):
        raise _other_form(_named(cover, document), cover, titles)
    both = _two_documents(pieces)
    if both:
        raise UnreadableDocument("report.two-documents", first=both[0], second=both[1])


def _cover_lines(pieces: Sequence[Piece]) -> list[str]:
    """The first lines, before any heading; short ones, as a title is."""
    lines = [squeeze(paragraph.text) for paragraph in pieces[0].paragraphs]
    return [line for line in lines if line][:_COVER_LINES]


def _named(cover: Sequence[str], document: Document) -> str:
    """How a refusal calls the document: by the title on its cover, else by the name of the file."""
    titles = (
        line
        for line in cover
        if 4 < len(line) <= _LONGEST_TITLE and re.search("预算|决算", line) and not line.endswith("表")
    )
    return next(titles, document.filename)


# ---- another kind of document --------------------------------------------------------------------------


def _refuse_final_accounts(cover: Sequence[str], document: Document, titles: TableTitles) -> None:
    named = [line for line in cover if len(line) <= _LONGEST_TITLE and _FINAL.search(line)]
    short = {
        squeeze(block.text)
        for block in document.blocks
        if isinstance(block, Paragraph) and len(block.text) <= _LONGEST_TITLE
    }
    notes = [line for line in short if re.search(r"决算[^，。；]*说明$", line)]
    evidence = max(len(titles.of_final_accounts), len(notes))
    if not (named and len(titles.ours) < _FEW) and not (evidence > 1 and evidence > len(titles.ours)):
        return
    if not titles.of_final_accounts and (notes or any(map(_NOTES.search, named))):
        raise UnreadableDocument("report.final-account-notes")
    raise UnreadableDocument("report.final-account")


def _is_of_a_government(cover: Sequence[str], titles: TableTitles) -> bool:
    named = any(len(line) <= _LONGEST_TITLE and _GOVERNMENT.search(line) for line in cover)
    if named and len(titles.ours) < _FEW:
        return True
    return len(titles.of_government) > 1 and len(titles.of_government) > len(titles.ours)


# ---- another form --------------------------------------------------------------------------------------


def _other_form(title: str, cover: Sequence[str], titles: TableTitles) -> UnreadableDocument:
    count, tables = len(titles.every), "、".join(titles.others[:_NAMED])
    if titles.are_central and not any(_OF_A_PLACE.search(line) for line in cover):
        return UnreadableDocument("report.central-form", title=title, count=count, tables=tables)
    if titles.ours:
        ours = "、".join(list(titles.ours.values())[:_NAMED])
        return UnreadableDocument(
            "report.other-form-alike", title=title, count=count, tables=tables, ours=ours
        )
    return UnreadableDocument("report.other-form", title=title, count=count, tables=tables)


# ---- two documents -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Whose:
    """Whose budget a cover or a table says that it is; "" for what it does not say."""

    body: str = ""
    year: str = ""
    kind: str = ""

    def contradicts(self, other: "Whose") -> bool:
        """Whether both say something, and not the same."""
        pairs = ((self.year, other.year), (self.kind, other.kind))
        return any(a and b and a != b for a, b in pairs) or not same_body(self.body, other.body)

    def __str__(self) -> str:
        return self.body + (f"{self.year}年" if self.year else "") + self.kind


def same_body(one: str, other: str) -> bool:
    """Whether two names can be one body's: brackets, spaces, and words that one of them leaves out aside."""
    a, b = same_brackets(one), same_brackets(other)
    return a in b or b in a


def whose_table(piece: Piece) -> Whose:
    """What the title of a table and the lines under it say."""
    words = squeeze(piece.heading.text) if piece.heading else ""
    year = _YEAR.search(words)
    named = next((m["name"] for p in piece.paragraphs if (m := PREPARER.search(p.text))), "")
    return Whose(named, year[1] if year else "", _kind(words))


def _kind(words: str) -> str:
    return (
        "单位预算"
        if re.search(r"预算单位|单位(?:预算|财务|收入|支出|财政|一般|政府|国有|“)", words)
        else ("部门预算" if re.search(r"部门(?!预算经济)", words) else "")
    )


_COVER = re.compile(r"[^。，；：]{0,40}(?:部门|单位)预算(?:信息)?(?:公开)?")
_CLOSE = 4  # lines of a cover


def _two_documents(pieces: Sequence[Piece]) -> tuple[str, str] | None:
    """The two whose covers or whose tables follow each other in one file; None where there is one."""
    tables: dict[Role, list[Whose]] = {}
    for piece in pieces:
        if isinstance(piece.what, Role) and piece.grids:
            tables.setdefault(piece.what, []).append(whose_table(piece))
    apart = [(all_[0], other) for all_ in tables.values() for other in all_[1:] if other.contradicts(all_[0])]
    if len(apart) > 1:
        return str(apart[0][0]), str(apart[0][1])
    covers = list(_covers(pieces))
    for number, cover in covers[1:]:
        follows = any(isinstance(piece.what, Role) and piece.grids for piece in pieces[number + 1 :])
        if follows and cover.contradicts(covers[0][1]):
            return str(covers[0][1]), str(cover)
    return None


def _covers(pieces: Sequence[Piece]) -> Iterable[tuple[int, Whose]]:
    """Every title of a document with the body under it, each with the number of its piece."""
    for number, piece in enumerate(pieces):
        lines = piece.paragraphs
        for at, line in enumerate(lines):
            words = squeeze(line.text)
            if not _COVER.fullmatch(words):
                continue
            near = lines[max(at - 1, 0) : at + _CLOSE]
            named = next((m["name"] for p in near if (m := PREPARER.search(p.text))), "")
            year = next((m[1] for p in near if (m := _YEAR.search(p.text))), "")
            if named and year:
                yield number, Whose(named, year, "单位预算" if "单位" in words else "部门预算")


# ---- a form without content ----------------------------------------------------------------------------

_SMALLEST = 100  # smaller whole numbers may count rows or columns
_PLACEHOLDER = re.compile(
    r"[×xXＸ＊*＿_\-—.…○〇□△（()）]+|.*(?:×{2,}|[xXＸ]{2,}|_{2,}|＿{2,}|□{2,}).*|[（(]?(?:填写)?(?:部门|单位)(?:全称|名称)[）)]?"
)


def is_placeholder(name: str) -> bool:
    """Whether a name is only the place for one: ××局, ____, （单位名称）."""
    return bool(_PLACEHOLDER.fullmatch(name))


def is_blank_form(document: Document, pieces: Iterable[Piece]) -> bool:
    """Whether tables of our form are there without any amount."""
    roles = {piece.what for piece in pieces if isinstance(piece.what, Role)}
    return len(roles) > 1 and not any(
        _is_money(cell.text or "")
        for block in document.blocks
        if not isinstance(block, Paragraph)
        for row in block.rows
        for cell in row[1:]
    )


def _is_money(text: str) -> bool:
    """Whether a cell prints an amount; codes, years and the numbers of rows are none."""
    words = text.strip()
    if not is_amount(words) or _YEAR.fullmatch(words + "年"):
        return False
    if "." in words or "," in words:
        return True
    digits = words.lstrip("+-")
    return not (len(digits) in (2, 3, 5, 7) and digits[0] in "0235") and int(digits) >= _SMALLEST
