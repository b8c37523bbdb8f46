"""How many projects with performance targets a document mentions, and how many statements and forms it prints.

Only this document is counted: what it lacks may be published elsewhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from budgets.form.spelling import squeeze
from budgets.form.terms import PartKey, SectionKey, Topic
from budgets.models import EditionVersion, Passage, StatedFact, StatementPart
from budgets.pages.notes.read import fact, facts_about
from budgets.pages.places import place_link
from budgets.words import coverage as words
from budgets.words.official import marked
from budgets.words.sentences import linked

_TARGET = PartKey.PERFORMANCE_TARGET.word
_LONGEST_REFERENCE = 100  # characters; more is a text of its own
_ELSEWHERE = re.compile(
    r"(?:本|该|项目|单位|具体|年度|绩效目标|内容|情况|的|请|，|：){0,8}"
    r"(?:(?:详|参|另)?见[^。；，]{0,40}(?:表|附件|附录|附后|网站|平台|文件)|另行公开|另行公布|另附|附后)"
)
_FORM_NAME = re.compile(r"项目名称[\t\s]+(?P<name>[^\t]+)")


@dataclass(frozen=True)
class Reference:
    """A statement that only says where to look: its name, the place, and its words."""

    name: SafeString
    place: SafeString
    text: SafeString


@dataclass(frozen=True)
class ProjectCoverage:
    """Projects with performance targets as the notes count them, beside what this document prints of them.

    `forms` are the project names of the target forms (绩效目标填报表). Of the parts 绩效目标, `elsewhere` are those
    that only refer to another document; `worded` counts those with other words, `silent` the empty ones.
    """

    projects: StatedFact | None
    amount: StatedFact | None
    statements: int
    forms: tuple[str, ...]
    elsewhere: tuple[StatementPart, ...]
    worded: int
    silent: int
    version: EditionVersion

    @property
    def counted(self) -> list[SafeString]:
        """How many projects there are and what is printed of them, a paragraph each."""
        if self.projects is None:
            return [words.not_stated(self.statements, len(self.forms))]
        amount = (self.amount.text, self.amount.value) if self.amount else None
        left = self.without_statement or 0, self.without_form or 0
        return [
            words.stated(self.projects.value, amount, place_link(self.projects, self.version)),
            words.printed(self.statements, len(self.forms), *left),
        ]

    @property
    def pointing(self) -> SafeString:
        """How many statements only say where to look."""
        return words.elsewhere(len(self.elsewhere), self.worded, self.silent)

    @property
    def pointing_summary(self) -> str:
        """What stands at the folded list of these statements."""
        return words.all_of_them(len(self.elsewhere))

    @property
    def references(self) -> list[Reference]:
        """Each of these statements with its place and its words."""
        return [
            Reference(
                linked(
                    marked(part.statement.shown_name),
                    self.version.page("statement", project=part.statement.slug) + f"#part-{part.key}",
                ),
                place_link(part, self.version),
                marked(part.text),
            )
            for part in self.elsewhere
        ]

    @property
    def without_statement(self) -> int | None:
        """The least number of such projects without a statement, if each statement is about one project."""
        return self._left(self.statements)

    @property
    def without_form(self) -> int | None:
        """The least number of such projects without a target form in this document."""
        return self._left(len(self.forms))

    def _left(self, published: int) -> int | None:
        return max(int(self.projects.value) - published, 0) if self.projects else None


def project_coverage(version: EditionVersion) -> ProjectCoverage:
    """What the document tells of its projects with performance targets; four queries."""
    facts = facts_about(version, Topic.PERFORMANCE)
    forms = target_form_names(version)
    parts = list(
        StatementPart.objects.filter(statement__version=version, key=_TARGET)
        .select_related("statement")
        .order_by("statement__number")
    )
    referring = [part for part in parts if refers_elsewhere(part.text)]
    statements = version.projectstatements.count()
    worded = sum(bool(part.text.strip()) for part in parts) - len(referring)
    return ProjectCoverage(
        fact(facts, Topic.PERFORMANCE, "projects"),
        fact(facts, Topic.PERFORMANCE, "amount"),
        statements,
        forms,
        tuple(part for part in referring if not _has_form(part.statement.name, forms)),
        worded,
        statements - len(referring) - worded,
        version,
    )


def target_form_names(version: EditionVersion) -> tuple[str, ...]:
    """The projects of the performance target forms that the document prints, in printed order."""
    rows = Passage.objects.filter(version=version, section=SectionKey.TARGET_FORMS.word)
    texts = rows.order_by("position").values_list("text", flat=True)
    return tuple(found["name"].strip() for text in texts if (found := _FORM_NAME.match(text.strip())))


def refers_elsewhere(text: str) -> bool:
    """Whether a part only refers to another place: 详见单位的项目绩效目标表。"""
    sentences = [sentence.strip() for sentence in re.split(r"[。\n]", text) if sentence.strip()]
    short = len(text) <= _LONGEST_REFERENCE
    return short and bool(sentences) and all(_ELSEWHERE.match(sentence) for sentence in sentences)


def _has_form(name: str, forms: Iterable[str]) -> bool:
    """Whether one of the forms has that project's name, or one name contains the other: 2025年某项目, 某项目."""
    own = squeeze(name)
    return any(own == form or (own and (own in form or form in own)) for form in map(squeeze, forms))
