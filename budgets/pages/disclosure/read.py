"""公开规范性: for each thing that the rules ask of a published budget, whether a version has it.

Each rule names its source. An item says whether the thing was found, found empty or not found, and where; it judges
only what the document shows.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import CharField, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.form.spelling import one_line
from budgets.form.tables import Role
from budgets.form.terms import DAYS_TO_DISCLOSE, Level, SectionKey, Topic
from budgets.models import (
    LINE_MODELS,
    BudgetUnit,
    Definition,
    EditionVersion,
    Passage,
    Placed,
    PrintedTableRecord,
    StatedFact,
    ThreePublicLine,
    UnreadPlace,
)
from budgets.pages.disclosure.items import Item, Rule, Standing
from budgets.pages.disclosure.rules import asked_for
from budgets.pages.unread.read import page_of, unread_of
from budgets.words import unread
from budgets.words.sentences import listed_plainly


@dataclass(frozen=True)
class _Rows:
    """The stored rows that the rules look at, read once."""

    version: EditionVersion
    tables: Mapping[str, PrintedTableRecord]  # by the name of the table in addresses
    lowest: Sequence[
        tuple[str, str, str]
    ]  # the table's name in addresses, level, code of each line of the lowest level
    three_public: Mapping[str, ThreePublicLine]
    facts: Sequence[StatedFact]
    passages: Sequence[Passage]
    definitions: int
    units: int
    unread: Sequence[UnreadPlace]

    def lacks(self, table: str) -> bool:
        """Whether something of a table, or outside of all tables (""), was not read."""
        return any(place.table == table for place in self.unread)

    def address(self, table: str, column: str = "") -> str:
        """Where what was not read of a table, or of one column of it, is printed; the list of it where it is several."""
        own = [p for p in self.unread if p.table == table and column in ("", p.column)]
        if len(own) == 1 and own[0].in_source:
            return self.version.page("source") + own[0].in_source
        return page_of(self.version)

    def missing(self, title: str, words: str = "", *, page: str = "", anchor: str = "") -> Item:
        """The item for a table or note that was not found: it is missing only from what was read as a whole."""
        if self.lacks(""):
            return Item(title, Standing.UNREAD, unread.missing(), unread=self.address(""))
        return Item(title, Standing.MISSING, words, page=page, anchor=anchor)


def disclosure_of(version: EditionVersion) -> tuple[Rule, ...]:
    """Every rule with what the version shows; seven queries, eight where something was not read, whatever it holds."""
    rows = _Rows(
        version,
        {record.slug: record for record in PrintedTableRecord.objects.filter(version=version)},
        _lowest(version),
        {line.column: line for line in ThreePublicLine.objects.filter(version=version)},
        list(StatedFact.objects.filter(version=version).order_by("position")),
        list(Passage.objects.filter(version=version).order_by("position")),
        Definition.objects.filter(version=version).count(),
        BudgetUnit.objects.filter(version=version).count(),
        list(unread_of(version)) if version.unread_count else (),
    )
    return tuple(Rule(asked, tuple(_ITEMS[asked.key](rows))) for asked in asked_for(version.form))


def _lowest(version: EditionVersion) -> list[tuple[str, str, str]]:
    """The lines of the lowest level of the tables whose depth is asked for, in one query."""
    parts = [
        LINE_MODELS[role]
        ._default_manager.filter(version=version, lowest=True)
        .order_by()
        .annotate(table=Value(role.value, CharField()))
        .values_list("table", "level", "code")
        for role in _DEPTHS
    ]
    return list(parts[0].union(*parts[1:], all=True))


def _place(row: Placed) -> dict[str, int | None]:
    return {"page": row.place_page, "line": row.place_line}


# ---- tables -------------------------------------------------------------------------------------------


def _all_tables(rows: _Rows) -> Iterator[Item]:
    for table in rows.version.form.tables:
        record = rows.tables.get(table.slug)
        title = _("表%(n)s %(title)s") % {"n": table.number, "title": _(table.title)}
        if record is None:
            yield rows.missing(title)
            continue
        standing = Standing.EMPTY if record.is_empty else Standing.FOUND
        words = _("有这张表，没有印金额") if record.is_empty else ""
        yield Item(title, standing, words, _place(record), "table", table.slug)


def _notes_of_empty_tables(rows: _Rows) -> Iterator[Item]:
    for record in sorted(rows.tables.values(), key=lambda record: record.number):
        if record.is_empty:
            title = _("表%(n)s 的空表说明") % {"n": record.number}
            at = _place(record), "table", record.slug
            if record.notes:
                yield Item(title, Standing.FOUND, record.notes, *at)
            else:
                yield Item(title, Standing.MISSING, _("表下没有文字说明"), *at)


_DEPTHS = {
    Role.REVENUE: Level.ITEM,
    Role.EXPENDITURE: Level.ITEM,
    Role.GENERAL_PUBLIC: Level.ITEM,
    Role.BASIC_BY_CLASS: Level.SECTION,
}
_MANY = 5  # codes named one by one


def _depth(rows: _Rows) -> Iterator[Item]:
    for table in rows.version.form.tables:
        level, record = _DEPTHS.get(table.role), rows.tables.get(table.slug)
        if level is None:
            continue
        kind = _("经济分类") if level is Level.SECTION else _("功能分类")
        title = _("表%(n)s：%(kind)s列到%(level)s") % {
            "n": table.number,
            "kind": kind,
            "level": _(level.value).lower(),
        }
        codes = [(depth, code) for at, depth, code in rows.lowest if at == table.slug]
        if record is None:
            yield rows.missing(title, _("没有找到这张表"))
        elif rows.lacks(table.slug):
            words, at = unread.in_table(), _place(record)
            address = rows.address(table.slug)
            yield Item(title, Standing.UNREAD, words, at, "table", table.slug, unread=address)
        elif not codes:
            yield Item(title, Standing.EMPTY, _("表里没有科目"), _place(record), "table", table.slug)
        else:
            short = sorted(code for depth, code in codes if depth != level.value)
            words = (
                _("末级科目 %(n)s 个，都列到%(level)s") % {"n": len(codes), "level": _(level.value).lower()}
                if not short
                else _("有 %(n)s 个科目没有列到%(level)s：%(codes)s")
                % {
                    "n": len(short),
                    "level": _(level.value).lower(),
                    "codes": listed_plainly(short[:_MANY]) + ("……" if len(short) > _MANY else ""),
                }
            )
            standing = Standing.MISSING if short else Standing.FOUND
            yield Item(title, standing, words, _place(record), "table", table.slug)


# ---- “三公” -------------------------------------------------------------------------------------------

_KINDS = ("overseas_travel", "hospitality", "vehicles")


def _three_public(rows: _Rows) -> Iterator[Item]:
    table = rows.version.form.by_role.get(Role.THREE_PUBLIC)
    columns = table.columns if table else ()
    for column in columns:
        if column.key != "agency_operating":
            line = rows.three_public.get(column.key)
            title = _(column.title) if column.key != "total" else _("“三公”经费合计")
            if line is None and table is not None and rows.lacks(table.slug):
                address = rows.address(table.slug)
                yield Item(title, Standing.UNREAD, unread.in_table(), page="three-public", unread=address)
            elif line is None:
                yield rows.missing(title, _("没有找到这一栏"))
            elif line.unread:
                address = rows.address(Role.THREE_PUBLIC.value, column.key)
                at = _place(line), "three-public"
                yield Item(title, Standing.UNREAD, unread.cell(), *at, unread=address)
            else:
                empty = line.amount is None
                words = _("有这一栏，没有印金额") if empty else ""
                standing = Standing.EMPTY if empty else Standing.FOUND
                yield Item(title, standing, words, _place(line), "three-public")
    stated = {f.key: f for f in reversed(rows.facts) if f.topic == Topic.THREE_PUBLIC.word}
    for column in columns:
        if column.key in _KINDS:
            yield _reason(rows, _(column.title), stated.get(column.key), _parts_that_say(column.key, stated))


def _parts_that_say(key: str, stated: Mapping[str, StatedFact]) -> list[StatedFact]:
    """The facts on vehicle purchase and running, if the notes compare these with the year before, not their sum."""
    fact = stated.get(key)
    if key != "vehicles" or (fact is not None and fact.change_text):
        return []
    parts = [stated[part] for part in ("vehicle_purchase", "vehicle_running") if part in stated]
    return parts if len(parts) == 2 and all(part.change_text for part in parts) else []


def _reason(rows: _Rows, name: str, fact: StatedFact | None, parts: Sequence[StatedFact]) -> Item:
    """Whether the notes give a reason for the change of one kind of expense."""
    title = _("%(name)s增减的原因") % {"name": name}
    if parts:
        said = [_reason(rows, part.label, part, ()) for part in parts]
        worst = next((item for item in said if item.standing is Standing.MISSING), said[0])
        words = "；".join(f"{part.label}{item.words}" for part, item in zip(parts, said, strict=True))
        return Item(title, worst.standing, words, worst.place, worst.page)
    if fact is None:
        return rows.missing(title, _("说明里没有找到这一项的预算数"), page="notes", anchor="other_notes")
    at = _place(fact), "three-public"
    if not fact.change_text:
        return Item(title, Standing.MISSING, _("说明里没有找到与上年的比较"), *at)
    if fact.reason:
        return Item(title, Standing.FOUND, f"{fact.change_text}：{fact.reason}", *at)
    if fact.change == 0:
        return Item(title, Standing.FOUND, fact.change_text, *at)
    return Item(title, Standing.MISSING, _("%(change)s，没有找到原因") % {"change": fact.change_text}, *at)


# ---- notes --------------------------------------------------------------------------------------------

_HEADING = re.compile(r"\s*[一二三四五六七八九十]+、[^。；]{2,40}")
_OMITTED = re.compile(r"\W*略\W*")
_LONGEST_QUOTE = 60


def _required_notes(rows: _Rows) -> Iterator[Item]:
    yield _section(rows, _("主要职责"), SectionKey.DUTIES)
    yield _section(
        rows,
        _("机构设置"),
        SectionKey.INSTITUTIONS,
        _("列出 %(n)s 家单位") % {"n": rows.units} if rows.units else "",
    )
    yield _changes(rows)
    yield _note(rows, _("机关运行经费"), "机关运行经费", Topic.AGENCY_OPERATING)
    for title, key in (
        (_("政府采购：货物"), "goods"),
        (_("政府采购：工程"), "works"),
        (_("政府采购：服务"), "services"),
    ):
        yield _procurement(rows, title, key)
    yield _note(rows, _("国有资产占有使用"), "国有资产", Topic.ASSETS)
    yield _note(rows, _("绩效"), "绩效", Topic.PERFORMANCE)
    yield _section(
        rows,
        _("名词解释"),
        SectionKey.DEFINITIONS,
        _("解释 %(n)s 个名词") % {"n": rows.definitions} if rows.definitions else "",
    )


def _section(rows: _Rows, title: str, key: SectionKey, words: str = "") -> Item:
    """Whether a prose section is there; a section that prints only 略 counts as empty."""
    name = key.word
    own = [passage for passage in rows.passages if passage.section == name]
    if not own:
        return rows.missing(title)
    item = partial(Item, title, place=_place(own[0]), page="notes", anchor=name)
    if all(_OMITTED.fullmatch(passage.text) for passage in own):
        return item(Standing.EMPTY, _("有标题，正文只印“%(text)s”") % {"text": own[0].text.strip()})
    return item(Standing.FOUND, words or _quote(own[0].text))


def _changes(rows: _Rows) -> Item:
    """收支增减变化: whether the narrative states a change of revenue or expenditure."""
    title = _("收支增减变化")
    named = [f for f in rows.facts if f.topic == Topic.NARRATIVE.word and f.key != "function"]
    changed = next((fact for fact in named if fact.change_text), None)
    if changed is not None:
        words = f"{changed.label}{changed.text}，{changed.change_text}"
        return Item(title, Standing.FOUND, words, _place(changed), "notes", anchor="narrative")
    words = _("编制说明里没有找到与上年的比较") if named else ""
    return rows.missing(title, words, page="notes" if named else "", anchor="narrative" if named else "")


def _note(rows: _Rows, title: str, word: str, topic: Topic) -> Item:
    """Whether a numbered note is there, by a number that it states, else by the words under its heading."""
    fact = next((f for f in rows.facts if f.topic == topic.word), None)
    if fact is not None:
        return Item(
            title, Standing.FOUND, f"{fact.label}：{fact.text}", _place(fact), "notes", anchor="other_notes"
        )
    heading, said = _under_heading(rows.passages, word)
    item = partial(Item, title, page="notes", anchor="other_notes")
    if said is not None:
        return item(Standing.FOUND, _quote(said.text), _place(said))
    if heading is not None:
        return item(Standing.EMPTY, _("有标题，没有正文"), _place(heading))
    return rows.missing(title)


def _procurement(rows: _Rows, title: str, key: str) -> Item:
    facts = [f for f in rows.facts if f.topic == Topic.PROCUREMENT.word]
    fact = next((f for f in facts if f.key == key), None)
    if fact is not None:
        return Item(title, Standing.FOUND, fact.text, _place(fact), "procurement")
    heading, said = _under_heading(rows.passages, "政府采购")
    about = next(iter(facts), None) or said or heading
    if about is None:
        return rows.missing(title)
    words = _("政府采购的说明里没有找到这一类的预算数")
    return Item(title, Standing.MISSING, words, _place(about), "procurement")


def _under_heading(passages: Iterable[Passage], word: str) -> tuple[Passage | None, Passage | None]:
    """The numbered heading with that word in the other notes, and the first passage under it."""
    heading: Passage | None = None
    for passage in passages:
        if passage.section != SectionKey.OTHER_NOTES.word:
            continue
        is_heading = bool(_HEADING.fullmatch(passage.text))
        if heading is not None:
            return heading, None if is_heading else passage
        if is_heading and word in passage.text:
            heading = passage
    return heading, None


def _quote(text: str) -> str:
    words = one_line(text)
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}……"


# ---- dates --------------------------------------------------------------------------------------------


def _dates(rows: _Rows) -> Iterator[Item]:
    version = rows.version
    for title, day in ((_("批复日期"), version.approved_on), (_("公开日期"), version.disclosed_on)):
        if day is None:
            yield Item(title, Standing.UNSTATED)
        else:
            words = date_format(day, _("Y年n月j日"))
            yield Item(title, Standing.FOUND, words)
    days = version.days_to_disclosure
    title = _("批复到公开")
    if days is None:
        yield Item(title, Standing.UNSTATED, _("缺少日期，无法计算"))
    else:
        words = ngettext("相隔 %(n)s 天", "相隔 %(n)s 天", days) % {"n": days}
        if days < 0:
            sentence = ngettext("公开日期在批复日期之前 %(n)s 天", "公开日期在批复日期之前 %(n)s 天", -days)
            words = sentence % {"n": -days}
        elif days > DAYS_TO_DISCLOSE:
            words = _("相隔 %(n)s 天，超过 %(limit)s 天") % {"n": days, "limit": DAYS_TO_DISCLOSE}
        yield Item(title, Standing.FOUND, words)


_ITEMS: Mapping[str, Callable[[_Rows], Iterator[Item]]] = {
    "tables": _all_tables,
    "empty-tables": _notes_of_empty_tables,
    "depth": _depth,
    "three-public": _three_public,
    "notes": _required_notes,
    "dates": _dates,
}
