"""A checked document as its template shows it: facts, tables, findings and notices, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.terms import UnreadCause, Verdict
from budgets.pages import Context
from budgets.pages.precheck.document import CheckedDocument, Finding, HiddenItem, Noticed, RecognisedTable
from budgets.words import beside
from budgets.words import precheck as words
from budgets.words.check_list import following as following_words
from budgets.words.sentences import tables_of_form

DIFFERS = Verdict.DIFFERS.word


@dataclass(frozen=True)
class Explaining:
    """For a page on which findings can be explained: where to, and the page's own field against forgery.

    `typed` is the explanation that was refused, by the key of its finding.
    """

    address: str
    csrf: SafeString
    typed: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """One line of the facts: what it is, and what the document says; `css` is of what it says."""

    name: str
    words: str
    css: str = ""


@dataclass(frozen=True)
class Tag:
    """A word in a frame of the colour of `css`."""

    words: str
    css: str = ""


@dataclass(frozen=True)
class TableRow:
    """One official table; `lines` and `figures` are "" when it was not found."""

    number: int
    name: str
    unit: str
    lines: int | str = ""
    figures: int | str = ""
    tags: tuple[Tag, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ExplainForm:
    """The form that explains a finding: its fold, the words in it, and whether it is open."""

    key: int
    summary: str
    text: str
    is_open: bool


@dataclass(frozen=True)
class ShownFinding:
    """One finding; `under` stands below its title. It has an explanation, or the form to write one."""

    anchor: str
    title: str
    difference: str
    under: tuple[str, ...]
    places: tuple[str, ...]
    explanation: str
    form: ExplainForm | None
    folds: tuple["Following", ...] = ()


@dataclass(frozen=True)
class Following:
    """What follows from a finding, folded below the summary."""

    summary: str
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one verdict; they are folded away below `fold` where it says something."""

    verdict: str
    label: str
    count: int
    about: str
    fold: str
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class Notice:
    """What the reading noticed, where, and the words that are printed there."""

    message: str
    place: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownHidden:
    """Something that the file hides: what it is, its words, where, and what has to be said of it."""

    kind: str
    text: str
    place: str
    under: tuple[str, ...]
    tags: tuple[Tag, ...]


def shown(document: CheckedDocument, explaining: Explaining | None = None) -> Context:
    """What the template of a checked document needs."""
    covered = document.coverage
    return {
        "facts": list(facts(document)),
        "tables_title": tables_of_form(document.form),
        "tables": [_table(table) for table in document.tables],
        "covered": words.covered(
            _(document.form.words),
            covered.figures,
            covered.checked_figures,
            covered.counted,
            all_agree=not document.open_findings,
            further=covered.further,
            lacking=bool(document.unread),
        ),
        "groups": [_group(*group, explaining, lacking=bool(document.unread)) for group in document.groups],
        "explaining": explaining,
        "noticed": [_notice(item) for item in document.noticed],
        "unowned": [Notice(words.quoted(line.quote), line.place) for line in document.unowned],
        "signs": document.signs,
        "all_clear": _all_clear(document),
        **_hidden(document),
        **_unread(document),
    }


def _all_clear(document: CheckedDocument) -> str:
    """What is said where the pages show no personal data; "" where they do."""
    if document.signs:
        return ""
    if document.personal:
        return beside.only_hidden(document.personal)
    unsearched = sum(not item.searched for item in document.hidden or ())
    pictures = sum(item.cause is UnreadCause.PICTURE for item in document.unread or ())
    return beside.all_clear(pictures, unsearched, looked=document.hidden is not None)


def _hidden(document: CheckedDocument) -> Context:
    """What the file hides: first what has to be acknowledged."""
    if document.hidden is None:
        return {"hidden_lede": beside.not_looked(), "hidden": [], "cleaning": ""}
    items = sorted(document.hidden, key=lambda item: not item.asks)
    return {
        "hidden_lede": beside.hidden_found(len(items), document.to_acknowledge),
        "hidden": [_hidden_item(item) for item in items],
        "cleaning": beside.cleaning(document.format) if document.to_acknowledge else "",
    }


def _hidden_item(item: HiddenItem) -> ShownHidden:
    found = dict.fromkeys(sign.kind for sign in item.signs)
    return ShownHidden(
        beside.hidden_kind(item.kind, item.author),
        beside.quoted(item.text),
        item.place,
        () if item.searched else (beside.unsearched(),),
        tuple(Tag(_(kind.value), "verdict--differs") for kind in found),
    )


def _unread(document: CheckedDocument) -> Context:
    if document.unread is None:
        return {"unread_lede": beside.unread_not_recorded(), "unread": []}
    return {
        "unread_lede": beside.unread_found(len(document.unread)),
        "unread": [
            Notice(
                beside.unread_cause(item.cause, item.table),
                item.place,
                (words.as_printed(item.text),) if item.text else (),
            )
            for item in document.unread
        ],
    }


def facts(document: CheckedDocument) -> Iterable[Fact]:
    """What was understood of the document, its printed totals, and how much else there is."""
    size = filesizeformat(document.size) if document.size else ""
    yield Fact(_("单位"), document.body)
    yield Fact(_("年度与类型"), words.spaced_year_and_kind(document.year, document.kind))
    yield Fact(_("标题"), document.title)
    yield Fact(_("文件"), words.file_name(document.filename, size), "break")
    yield Fact("SHA-256", document.sha256, "break digest")
    yield from (Fact(total.name, words.total(total.yuan, unread=total.unread)) for total in document.totals)
    yield Fact(_("另有"), words.counted(document.counts))


def _table(table: RecognisedTable) -> TableRow:
    if not table.title:
        missing = Tag(_("没有找到"), "verdict--differs")
        return TableRow(table.number, table.official, table.unit, tags=(missing,))
    row = (table.number, table.title, table.unit, table.lines, table.figures)
    if not table.empty:
        return TableRow(*row)
    return TableRow(*row, (Tag(_("空表"), "verdict--unknown"),), table.notes or words.without_a_note())


def _group(
    verdict: str, label: str, findings: list[Finding], explaining: Explaining | None, *, lacking: bool
) -> FindingGroup:
    count = len(findings)
    return FindingGroup(
        verdict,
        label,
        count,
        words.about(verdict, lacking=lacking),
        "" if verdict == DIFFERS else words.open_these(count, label),
        tuple(_finding(finding, n, explaining) for n, finding in enumerate(findings, 1)),
    )


def _finding(finding: Finding, number: int | str, explaining: Explaining | None) -> ShownFinding:
    following = tuple(
        _finding(each, f"{number}-{n}", explaining) for n, each in enumerate(finding.following, 1)
    )
    return ShownFinding(
        f"finding-{number}-{finding.verdict}",
        finding.title,
        words.difference(finding.difference, finding.unit),
        (finding.sides,) if finding.sides else (),
        finding.places,
        "" if explaining else finding.explanation,
        _explain_form(finding, explaining.typed) if explaining else None,
        (Following(following_words(len(following)), following),) if following else (),
    )


def _explain_form(finding: Finding, typed: Mapping[int, str]) -> ExplainForm | None:
    if finding.key is None:
        return None
    summary = words.to_explain(carried=finding.carried, explained=bool(finding.explanation))
    text = typed.get(finding.key, finding.explanation)
    return ExplainForm(finding.key, summary, text, bool(finding.explanation) or finding.key in typed)


def _notice(item: Noticed) -> Notice:
    return Notice(item.message, item.place, (words.as_printed(item.quote),) if item.quote else ())
