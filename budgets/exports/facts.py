"""What an edition's files say about themselves: body, year, version, source, how to read and cite them."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from budgets.exports.sheet import Sheet, SheetDefinition, text
from budgets.models import EditionVersion


def facts_of(version: EditionVersion, revision: int) -> list[tuple[str, str]]:
    """Labels and words, in order. None depends on the address of the site or the status of the version."""
    edition = version.edition
    day = timezone.localtime(version.published_at or version.created_at).date()
    number = _("第 %(n)s 版") % {"n": version.number} if version.number else _("草稿")
    return [
        (pgettext("文件", "单位"), edition.body.name),
        (_("年度"), str(edition.year)),
        (_("类型"), _(edition.form_kind.value)),
        (_("文件标题"), version.title),
        (_("版本"), _("本站%(number)s，%(day)s载入") % {"number": number, "day": day.isoformat()}),
        (_("修订号"), _("%(n)s（部门说明和实施主体的确认，每多一条加一）") % {"n": revision}),
        (_("来源文件"), version.filename),
        ("SHA-256", version.source.sha256),
        (_("地址"), version.lasting_page("edition")),
        (_("引用"), citation(version)),
        (_("许可"), licence()),
        (_("怎样读"), _how_to_read(version)),
        (_("没有的"), _("这套表不印每个预算单位各有多少钱。数字与文字照原文，未作修正。")),
    ]


def _how_to_read(version: EditionVersion) -> str:
    if version.unread_count:
        return _(
            "金额一律是元，照原文收录的表除外，那里是原文的单位；空白表示原文没有填，不等于零，“没有读出的栏”里写着的除外，那里印了而本站没有读出来；“末级”为“是”的行相加不会重复计算。"
        )
    if version.furthertablerecords.exists():
        return _(
            "金额一律是元，照原文收录的表除外，那里是原文的单位；空白表示原文没有填，不等于零；“末级”为“是”的行相加不会重复计算。"
        )
    return _("金额一律是元；空白表示原文没有填，不等于零；“末级”为“是”的行相加不会重复计算。")


def citation(version: EditionVersion) -> str:
    """How to cite the edition: who published it, its title, our version, and its lasting address."""
    day = timezone.localtime(version.published_at or version.created_at).date().isoformat()
    words = {"body": version.edition.body.name, "title": version.title, "n": version.number or 0, "day": day}
    return _("%(body)s：《%(title)s》，本站第 %(n)s 版，%(day)s载入") % words


def licence() -> str:
    """The licence of the data, in words."""
    return _("原文由发布单位依法公开，属于公开的政府信息，可自由使用；转载时请注明发布单位、年度和版本。")


def fact_sheet(version: EditionVersion, revision: int) -> Sheet:
    """These facts as the first sheet of the workbook."""
    return Sheet.of(fact_definition(), facts_of(version, revision), version)


def fact_definition() -> SheetDefinition:
    """The columns of the sheet of facts, which only the workbook has."""
    fields = (
        text("label", _("项目"), _("说的是什么；只在工作簿 workbook.xlsx 的第一页。")),
        text("words", _("内容"), _("单位、年度、版本、来源文件、引用、许可等，一项一行。")),
    )
    return SheetDefinition("about", pgettext("工作簿", "说明"), _("这份预算的来历，工作簿的第一页。"), fields)
