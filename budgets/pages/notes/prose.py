"""The prose of an edition as published, and the terms that it defines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgets.form.terms import SectionKey
from budgets.models import BudgetUnit, Definition, EditionVersion, Passage
from budgets.pages.notes.read import Status

_HEADING = re.compile(r"[一二三四五六七八九十]+、[^。；]{2,40}")
# What each term is found by: bodies write “预算” or quotation marks around these words in different ways.
_KNOWN_TERMS = {
    "fiscal": "财政拨款",
    "basic": "基本支出",
    "project": "项目支出",
    "three_public": "三公",
    "agency": "机关运行经费",
}


@dataclass(frozen=True)
class ProseParagraph:
    """One passage for the page: its words, whether it reads as a heading, and its id (p-48)."""

    text: str
    heading: bool
    position: int

    @property
    def anchor(self) -> str:
        """What links to it name."""
        return f"p-{self.position}"


@dataclass(frozen=True)
class ProseSection:
    """One prose section as published; its listed units are kept apart, numbered as printed."""

    key: str
    heading: str
    paragraphs: tuple[ProseParagraph, ...]
    place: Passage  # its first passage, which gives the section's place in the document
    units: tuple[BudgetUnit, ...] = ()

    @property
    def title(self) -> str:
        """The official short name of the section: 名词解释."""
        return SectionKey.of(self.key).value


def prose_sections(version: EditionVersion) -> tuple[ProseSection, ...]:
    """Every passage in printed order, section by section."""
    passages = list(Passage.objects.filter(version=version).order_by("position"))
    units = tuple(BudgetUnit.objects.filter(version=version).order_by("number"))
    sections = []
    for key in dict.fromkeys(p.section for p in passages):
        own = [p for p in passages if p.section == key]
        listed = units if key == SectionKey.INSTITUTIONS.word else ()
        sections.append(ProseSection(key, own[0].heading, _paragraphs(own, listed), own[0], listed))
    return tuple(sections)


def _paragraphs(passages: Iterable[Passage], listed: Sequence[BudgetUnit]) -> tuple[ProseParagraph, ...]:
    """The passages, except those that only name a listed unit, as the list of units shows these."""
    names = {_bare(unit.name) for unit in listed}
    shown = (p for p in passages if _bare(p.text) not in names)
    return tuple(ProseParagraph(p.text, bool(_HEADING.fullmatch(p.text)), p.position) for p in shown)


def _bare(text: str) -> str:
    """A listed unit's name without its number and the stop that ends the line: 1. 某中心。"""
    return re.sub(r"^\d+[.．、]\s*", "", text).rstrip("。；;")


@dataclass(frozen=True)
class DefinedTerm:
    """One defined term: the wording, and the editions that give it."""

    term: str
    text: str
    versions: tuple[EditionVersion, ...] = ()

    @property
    def anchor(self) -> str:
        """The term's place on the glossary page, without quotation marks."""
        return term_anchor(self.term)


def term_anchor(term: str) -> str:
    """“三公”经费 → term-三公经费."""
    return "term-" + re.sub(r"\W+", "", term)


def terms_of(version: EditionVersion) -> dict[str, DefinedTerm | None]:
    """The definitions of the terms that our pages use, by a short key; None where the edition has none."""
    definitions = list(Definition.objects.filter(version=version).order_by("number"))
    return {key: _defined(core, definitions) for key, core in _KNOWN_TERMS.items()}


def _defined(core: str, definitions: Iterable[Definition]) -> DefinedTerm | None:
    return next((DefinedTerm(d.term, d.text) for d in definitions if core in d.term), None)


@dataclass(frozen=True)
class GlossaryEntry:
    """One defined term with every wording that live editions give it."""

    term: str
    wordings: tuple[DefinedTerm, ...]

    @property
    def anchor(self) -> str:
        """The term's place on the glossary page."""
        return term_anchor(self.term)


def glossary() -> tuple[GlossaryEntry, ...]:
    """Every term that live editions define, once, with each wording and the editions that have it."""
    definitions = (
        Definition.objects.filter(version__status=Status.PUBLISHED)
        .select_related("version__edition__body")
        .order_by("number", "-version__edition__year", "version__edition__body__name")
    )
    found: dict[str, dict[str, list[Definition]]] = {}
    for definition in definitions:
        wordings = found.setdefault(term_anchor(definition.term), {})
        wordings.setdefault(definition.text, []).append(definition)
    return tuple(_glossary_entry(list(wordings.values())) for wordings in found.values())


def _glossary_entry(wordings: Sequence[Sequence[Definition]]) -> GlossaryEntry:
    terms = [DefinedTerm(same[0].term, same[0].text, tuple(d.version for d in same)) for same in wordings]
    return GlossaryEntry(terms[0].term, tuple(terms))
