"""What changed between two stored versions of the bundled edition."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from budgets.actions import create_draft, publish, withdraw
from budgets.actions.log import OPERATOR
from budgets.changes import ChangeKind, Group, ItemStanding, by_item, compare, paired
from budgets.desk.compared_versions import (
    changes_between,
    entries_of,
    previous_edition_version,
    verdict_changes,
)
from budgets.form.tables import Role
from budgets.form.terms import Kind
from budgets.models import CheckResult, Edition, EditionVersion
from budgets.parsing.records import BudgetReport
from budgets.reading import read
from budgets.reconcile import CheckOutcome
from tests.conftest import SAMPLE
from tests.documents import short_form

pytestmark = pytest.mark.django_db
ROW = "206	01	01	行政运行	71,488,788	71,488,788			"


@pytest.fixture
def altered(
    published: EditionVersion, report: BudgetReport, checks: tuple[CheckOutcome, ...]
) -> Callable[..., EditionVersion]:
    """A draft of the bundled document with each first text replaced by the second, once."""

    def alter(*changes: tuple[str, str]) -> EditionVersion:
        text = SAMPLE.read_text()
        if not changes:
            return create_draft(report, checks, text.encode())
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        budget = read(text.encode(), SAMPLE.name)
        return create_draft(budget.report, budget.checks, text.encode())

    return alter


def test_the_same_document_again_changes_nothing(
    published: EditionVersion, altered: Callable[..., EditionVersion]
) -> None:
    draft = altered()
    assert changes_between(published, draft) == ()
    found = verdict_changes(published, draft)
    assert (found.worse, found.better, found.gone) == ((), (), ())


def test_one_altered_digit_is_one_change_with_its_place(
    published: EditionVersion, altered: Callable[..., EditionVersion]
) -> None:
    draft = altered((ROW, ROW.replace("71,488,788", "71,488,988", 1)))
    (change,) = changes_between(published, draft)
    assert change.before and change.after
    assert (change.before.text, change.after.text) == ("71,488,788", "71,488,988")
    assert (change.kind, change.difference) == (ChangeKind.CHANGED, Decimal(200))
    assert (change.entry.group, change.entry.label, change.entry.column) == (
        Role.REVENUE,
        "206-01-01 行政运行",
        "合计",
    )
    place = change.after.place
    assert (place.line, place.number, place.line_number, place.side) == (127, 2, 6, "")


def test_checks_that_do_not_agree_any_more_are_worse(
    published: EditionVersion, altered: Callable[..., EditionVersion]
) -> None:
    draft = altered((ROW, ROW.replace("71,488,788", "71,488,988", 1)))
    found = verdict_changes(published, draft)
    worse = {change.result.code: change for change in found.worse}
    assert {"within.across.t2.2060101", "within.parts.t2.20601.total"} <= set(worse)
    change = worse["within.across.t2.2060101"]
    assert change.before and change.after
    assert (change.before.verdict, change.after.verdict) == ("equal", "differs")
    assert change.after.version == draft
    assert (found.better, found.gone) == ((), ())
    # Seen from the other side the same checks are better.
    back = verdict_changes(draft, published)
    assert {change.result.code for change in back.better} == set(worse)
    assert (back.worse, back.gone) == ((), ())


def test_checks_come_and_go_with_their_line(
    published: EditionVersion, altered: Callable[..., EditionVersion]
) -> None:
    draft = altered((f"{ROW}\n", ""))
    found = verdict_changes(published, draft)
    gone = {change.result.code for change in found.gone}
    assert "within.across.t2.2060101" in gone
    assert all(change.before and not change.after for change in found.gone)
    back = verdict_changes(draft, published)
    new = {change.result.code for change in back.worse if change.before is None}
    # A new check that agrees is no news.
    assert "within.across.t2.2060101" not in new


VERDICTS = [
    ("equal", "rounding", "worse"),
    ("equal", "unknown", "worse"),
    ("rounding", "differs", "worse"),
    ("unknown", "differs", "worse"),
    # A check that can no longer be made is no better one.
    ("differs", "unknown", "worse"),
    ("rounding", "unknown", "worse"),
    ("differs", "rounding", "better"),
    ("differs", "equal", "better"),
    ("unknown", "equal", "better"),
    (None, "differs", "worse"),
    (None, "unknown", "worse"),
    (None, "rounding", "worse"),
    (None, "equal", None),
    ("differs", None, "gone"),
    ("equal", None, "gone"),
    ("differs", "differs", None),
    ("unknown", "unknown", None),
]


def test_what_is_worse_and_what_is_better(
    published: EditionVersion, altered: Callable[..., EditionVersion]
) -> None:
    draft = altered()
    CheckResult.objects.all().delete()
    for n, (*verdicts, _) in enumerate(VERDICTS):
        for version, verdict in zip((published, draft), verdicts, strict=True):
            if verdict:
                CheckResult.objects.create(
                    version=version,
                    position=n,
                    code=str(n),
                    kind="form",
                    kept={"title": "x"},
                    verdict=verdict,
                )
    found = verdict_changes(published, draft)
    for name in ("worse", "better", "gone"):
        codes = {int(change.result.code) for change in getattr(found, name)}
        assert codes == {n for n, case in enumerate(VERDICTS) if case[2] == name}, name


def test_an_altered_paragraph_of_each_kind(
    published: EditionVersion, altered: Callable[..., EditionVersion]
) -> None:
    draft = altered(
        ("3. 上海科学技术交流中心", "3. 上海科技交流中心"),
        ("取得的收入。\n\n（三）", "取得的全部收入。\n\n（三）"),
        ("机构改革后相关职能调整", "机构改革以后相关职能调整"),
    )
    changes = changes_between(published, draft)
    assert [(c.entry.group, c.kind) for c in changes] == [
        (Group.UNITS, ChangeKind.CHANGED),
        (Group.DEFINITIONS, ChangeKind.CHANGED),
        (Group.NARRATIVE, ChangeKind.CHANGED),
    ]
    assert changes[1].entry.label == "事业收入"


def test_a_statement_with_another_amount(
    published: EditionVersion, altered: Callable[..., EditionVersion]
) -> None:
    draft = altered(("财政资金1577.5万元", "财政资金1677.5万元"))
    (item,) = by_item(changes_between(published, draft))
    assert (item.label, item.standing) == ("能源保障", ItemStanding.KEPT)
    assert [(c.entry.column, c.difference) for c in item.changes] == [
        ("年度预算安排", None),
        ("财政资金", Decimal(1_000_000)),
        ("预算合计", Decimal(1_000_000)),
    ]
    assert {c.entry.place.slug for c in item.changes} == {"能源保障"}


def test_titles_units_and_notes_of_tables_are_compared(
    published: EditionVersion, altered: Callable[..., EditionVersion]
) -> None:
    draft = altered()
    record = draft.printedtablerecords.get(number=6)
    record.title, record.notes, record.unit = "另一标题", "本表为空表。", "万元"
    record.save()
    changes = changes_between(published, draft)
    assert [(c.entry.column, c.kind, c.entry.text) for c in changes] == [
        ("标题", ChangeKind.CHANGED, "另一标题"),
        ("金额单位", ChangeKind.CHANGED, "万元"),
        ("表注", ChangeKind.ADDED, "本表为空表。"),
    ]
    draft.printedtablerecords.filter(number=6).delete()
    assert {c.kind for c in changes_between(published, draft)} == {ChangeKind.REMOVED}


def test_a_section_that_is_missing_is_removed(
    published: EditionVersion, altered: Callable[..., EditionVersion]
) -> None:
    draft = altered()
    draft.passages.filter(section="narrative").delete()
    changes = changes_between(published, draft)
    assert len(changes) == 1 + published.passages.filter(section="narrative").count()
    assert {(c.entry.group, c.kind) for c in changes} == {(Group.NARRATIVE, ChangeKind.REMOVED)}


def test_every_figure_and_every_word_is_there(published: EditionVersion) -> None:
    entries = entries_of(published)
    yuan = [e.yuan for e in entries if e.yuan is not None and isinstance(e.group, Role)]
    assert sorted(yuan) == sorted(published.figures.values_list("yuan", flat=True))
    paragraphs = sum(p.text.count("\n") + 1 for p in published_parts(published) if p.text)
    assert len([e for e in entries if e.group is Group.STATEMENTS and e.prose]) == paragraphs
    names = [e.label for e in entries if e.group is Group.STATEMENTS and e.aspect == "name"]
    assert names == [s.name for s in published.projectstatements.order_by("number")]
    assert len([e for e in entries if e.group is Group.UNITS and e.prose]) == 27
    assert len([e for e in entries if e.group is Group.DEFINITIONS and e.aspect == "name"]) == 8
    sections = [e for e in entries if e.key == ("paragraph",)]
    # The sentence about the units, and no paragraph of 名词解释: all of it was read as definitions.
    assert [e.group for e in sections].count(Group.INSTITUTIONS) == 1
    assert [e.group for e in sections].count(Group.DEFINITIONS) == 0


def published_parts(version: EditionVersion) -> list:
    return [part for s in version.projectstatements.all() for part in s.statementparts.all()]


def test_few_queries(
    published: EditionVersion,
    altered: Callable[..., EditionVersion],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    draft = altered()
    with django_assert_num_queries(9):
        entries_of(draft)
    with django_assert_num_queries(18):
        changes_between(published, draft)
    with django_assert_num_queries(2):
        verdict_changes(published, draft)
    with django_assert_num_queries(1):
        previous_edition_version(draft)


# ---- the year before ------------------------------------------------------------------------------------


def _of_year(year: int, text: str, kind: Kind = Kind.DEPARTMENTAL) -> EditionVersion:
    """Another edition of the same body, from a text of its own."""
    content = f"{text}\n\n<!-- {year} {kind.value} -->".encode()
    report = read(content, SAMPLE.name).report
    version = create_draft(report, (), content)
    edition, _ = Edition.objects.get_or_create(
        body=version.edition.body, year=year, kind="unit" if kind is Kind.UNIT else "departmental"
    )
    version.edition = edition
    version.save()
    return version


def test_the_nearest_earlier_year_that_is_live(published: EditionVersion) -> None:
    text = short_form(SAMPLE.read_text())
    assert previous_edition_version(published) is None
    older, old = publish(_of_year(2022, text)), publish(_of_year(2023, text))
    _of_year(2024, text)  # a draft is not live
    publish(_of_year(2024, text, Kind.UNIT))
    publish(_of_year(2026, text))
    assert previous_edition_version(published) == old
    assert previous_edition_version(_of_year(2025, text)) == old
    withdraw(old.edition, "含有不应公开的内容", OPERATOR)
    assert previous_edition_version(published) == older
    assert previous_edition_version(older) is None


def test_a_year_against_the_year_before(published: EditionVersion) -> None:
    text = SAMPLE.read_text().replace(
        ROW, ROW.replace("行政运行", "机关运行").replace("71,488,788", "70,000,000")
    )
    before = publish(
        _of_year(
            2024,
            text.replace(
                "206	01	02	一般行政管理事务	29,619,154	29,619,154			\n", "", 1
            ),
        )
    )
    pairs = paired(entries_of(before), entries_of(published))
    lines = {i.item: i for i in by_item(c for c in pairs if c.entry.group is Role.REVENUE)}
    assert lines["2060101"].standing is ItemStanding.RENAMED
    total = lines["2060101"].change("total")
    assert total and (total.difference, total.share) == (Decimal(1488788), Decimal("2.13"))
    assert lines["2060102"].standing is ItemStanding.NEW
    assert lines["20601"].standing is ItemStanding.KEPT
    changed = by_item(compare(entries_of(before), entries_of(published)))
    assert {i.item for i in changed if i.group is Role.REVENUE} == {"2060101", "2060102"}


def test_dates_are_compared(published: EditionVersion, altered: Callable[..., EditionVersion]) -> None:
    draft = altered()
    draft.projectstatements.filter(number=2).update(end=date(2026, 12, 31), nature="未列", fiscal=None)
    changes = changes_between(published, draft)
    assert [(c.entry.column, c.kind) for c in changes][-2:] == [
        ("金额性质", ChangeKind.CHANGED),
        ("结束日期", ChangeKind.CHANGED),
    ]
