"""The columns of a comparison's files: what its page shows, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from budgets.exports.sheet import Field, Sheet, SheetDefinition, exact, flag, term, text, yuan
from budgets.form.tables import BudgetForm, Form, form_of
from budgets.form.terms import Kind
from budgets.pages.compare.read import MOST_EDITIONS, ComparedLine, Comparison
from budgets.words.sentences import listed_plainly, numbered_tables


@dataclass(frozen=True)
class ComparedWords:
    """What a comparison's page says in words: its editions, and what it notes beside each line."""

    editions: Sequence[str]
    notes: Sequence[str]


def compared_definition(comparison: Comparison, editions: Sequence[str]) -> SheetDefinition:
    """One row for each line; an amount column for each edition, named after it, then what is worked out."""
    plain, full = _whose(comparison)
    name = f"compare-{plain}-{comparison.table.slug}-{comparison.field.name}"
    title = f"{full}-{_(comparison.table.title)}-{_(comparison.field.title)}"
    return SheetDefinition(
        name,
        title,
        _about_comparisons(),
        _compared_fields(editions, comparison.versions[-1].form, in_part=bool(comparison.in_part)),
    )


def any_compared_definition() -> SheetDefinition:
    """The columns for the dictionary: of any comparison, with as many editions as one may have."""
    editions = [_("第%(n)s份预算的名称") % {"n": n} for n in range(1, MOST_EDITIONS + 1)]
    return SheetDefinition(
        "compare",
        _("并排比较"),
        _about_comparisons(),
        _compared_fields(editions, form_of(Kind.DEPARTMENTAL), in_part=True),
    )


def _about_comparisons() -> str:
    return _("几份预算的同一张表、同一栏并排：每份预算一列，列名是它的年度或单位；选了几份就有几列。")


def _compared_fields(editions: Sequence[str], form: BudgetForm, *, in_part: bool) -> tuple[Field, ...]:
    two_sided = numbered_tables([table.number for table in form.tables if table.form is Form.TWO_SIDED])
    amount = (
        _("这份预算印出的金额，换算成元；空白表示没有印出，没有读出或没有读到的见“说明”。")
        if in_part
        else _("这份预算印出的金额，换算成元；空白表示没有印出。")
    )
    return (
        term("side", _("方向"), _("收入或支出；只有%(tables)s有两边，其余为空。") % {"tables": two_sided}),
        term("code", _("科目编码"), _("类、款、项连起来的编码，文本；没有编码的为空。")),
        text("name", _("科目名称"), _("最后一份列出它的预算所印的名称。")),
        term("level", _("层级"), _("类、款、项、合计等。")),
        flag("lowest", _("末级"), _("“是”的行可以相加，同一笔钱不会重复计算；其余是它们的小计或合计。")),
        *(yuan(f"amount_{n}", edition, amount) for n, edition in enumerate(editions, 1)),
        yuan("change", "增减", _("最后一份减它前面一份；有一份没有印出的为空。由本站算出。")),
        exact("change_percent", _("增减比例（%）"), _("增减占前一份的百分比，两位小数。由本站算出。")),
        exact("share", _("占比（%）"), _("最后一份占其印出的合计的百分比，两位小数。由本站算出。")),
        text("note", pgettext("列名", "说明"), _("新增、不再列出、名称不同、同名而编码不同，照页面所写。")),
    )


def _whose(comparison: Comparison) -> tuple[str, str]:
    """Bodies, years and versions for the file name, in ASCII and in Chinese; of many bodies only the first."""
    editions = [version.edition for version in comparison.versions]
    years = [f"{v.edition.segment}-v{v.number}" for v in comparison.versions]
    if comparison.same_body:
        named = listed_plainly(_("%(year)s年") % {"year": edition.year} for edition in editions)
        return "-".join([editions[0].body.slug, *years]), f"{editions[0].body.name}-{named}"
    bodies = list(dict.fromkeys(edition.body.name for edition in editions))
    full = (
        "、".join(bodies)
        if len(bodies) < 3
        else _("%(body)s等%(n)s个单位") % {"body": bodies[0], "n": len(bodies)}
    )
    return "-".join(f"{e.body.slug}-{year}" for e, year in zip(editions, years, strict=True)), full


def compared_sheet(comparison: Comparison, lines: Sequence[ComparedLine], words: ComparedWords) -> Sheet:
    """The lines in the order of the page."""
    rows = [
        (
            line.latest.side,
            line.latest.code,
            line.latest.name,
            line.latest.level,
            line.latest.lowest,
            *line.amounts,
            line.change,
            line.change_share,
            comparison.share_of(line),
            note,
        )
        for line, note in zip(lines, words.notes, strict=True)
    ]
    return Sheet.of(compared_definition(comparison, words.editions), rows)
