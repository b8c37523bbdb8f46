"""The columns of checks.csv and its other formats."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.exports.sheet import Field, FieldKind, Reader, Row, Sheet, SheetDefinition, exact, term, text
from budgets.form.counted import theme_of
from budgets.form.terms import CheckKind, Verdict
from budgets.models import CheckResult, EditionVersion
from budgets.models.compared import PLACE_KEYS
from budgets.words.checks import StoredPlace, place_text


def check_definition() -> SheetDefinition:
    """The columns: both sides and the difference in the check's unit, and the places compared."""
    kinds = {kind.word: _(kind.value) for kind in CheckKind}
    verdicts = {verdict.word: _(verdict.value) for verdict in Verdict}
    fields = (
        term("code", _("编号"), _("这项核对的编号，同一版里不重复。")),
        term("kind", _("种类"), _("核对的种类；JSON 用英文词（form、within 等）。"), kinds),
        text("title", _("检查"), _("核对了什么。")),
        term(
            "verdict", _("结论"), _("一致、四舍五入、不一致或无法核对；JSON 用英文词（equal 等）。"), verdicts
        ),
        exact("left", _("左"), _("一边的数，以“单位”列的单位计。")),
        exact("right", _("右"), _("另一边的数，以“单位”列的单位计。")),
        exact("difference", _("差额"), _("两边的差，以“单位”列的单位计。")),
        term("unit", _("单位"), _("左、右和差额的单位。")),
        Field(
            "places",
            _("位置"),
            _("比较的各处：表、行、栏、页、行号和印出的文字；JSON 里是对象的列表。"),
            FieldKind.PLACES,
            "places",
            _places_text,
            _places_listed,
        ),
        text("cause", _("起因"), _("这项核对由哪一项引起，写那一项的编号；自成一项的为空。"), "cause_code"),
        text("explanation", _("部门说明"), _("发布单位对这项核对的说明；没有说明的为空。")),
        Field(
            "theme",
            _("涉及"),
            _("这项核对是关于金额、数目、日期，还是文字和格式；JSON 用英文词（amounts 等）。"),
            FieldKind.TERM,
            "code",
            lambda code: _(theme_of(code).value),
            lambda code: theme_of(code).word,
        ),
    )
    return SheetDefinition("checks", _("核对"), _("每项核对一行，结论最严重的在前。"), fields)


def _places_text(places: Iterable[StoredPlace]) -> str:
    return "；".join(map(place_text, places))


def _places_listed(places: Iterable[StoredPlace]) -> list[StoredPlace]:
    """The places as objects with the same keys each."""
    return [{key: place.get(key) for key in PLACE_KEYS} for place in places]


def check_sheet(version: EditionVersion, checks: QuerySet[CheckResult]) -> Sheet:
    """The given checks as a sheet; titles and places are made from what is stored as the file is written."""
    definition = check_definition()
    sources = [field.source for field in definition.fields]

    def read() -> Iterator[Row]:
        return (tuple(getattr(check, source) for source in sources) for check in checks)

    return Sheet.of(definition, Reader(checks.count, read), version)
