"""The columns of projects.csv and its other formats."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from budgets.exports.sheet import Sheet, SheetDefinition, day, flag, in_words, term, text, yuan
from budgets.form.terms import LinkState, PartKey
from budgets.models import EditionVersion, ProjectStatement
from budgets.pages.projects.read import part_field, with_part_texts


def statement_definition() -> SheetDefinition:
    """The columns: name, implementer, period, amounts, and the seven parts word for word."""
    fields = (
        text("name", _("项目名称"), _("项目的名称，照原文。"), fiscal="activity:generic:project:label"),
        text("implementer", _("实施主体"), _("“实施主体”部分的文字，照原文。")),
        text(
            "budget_unit",
            _("预算单位"),
            _("实施主体与名单里的预算单位同名，或者管理员确认过的，写这个单位；不能确定的为空。"),
            "unit_name",
        ),
        day("start", _("开始日期"), _("实施周期的第一天。"), fiscal="date:fiscal:activity-start"),
        day("end", _("结束日期"), _("实施周期的最后一天。"), fiscal="date:fiscal:activity-end"),
        yuan("fiscal", "财政资金", _("说明写明是财政资金的金额，元；没有写明来源的为空。")),
        yuan("self_raised", "自筹资金", _("说明写明是自筹资金的金额，元；没有写明来源的为空。")),
        yuan("total", "预算合计", _("本年度预算安排的金额，元；只取自“年度预算安排”。")),
        term(
            "nature", _("金额性质"), _("预算合计是原文列明的、本站由列明的几部分相加推算的，还是原文未列。")
        ),
        flag("approximate", _("约数"), _("原文在金额前写了“约”。")),
        term("precision", _("日期精度"), _("原文写到日，还是只写到月（按月首、月末处理）。")),
        *(
            text(
                part_field(key),
                _(key.value),
                _("说明里“%(part)s”部分的全文，照原文。") % {"part": _(key.value)},
            )
            for key in PartKey
            if key is not PartKey.IMPLEMENTING_BODY
        ),
        term(
            "link_state", _("对应情况"), _("实施主体与预算单位名单的关系。"), in_words(LinkState), "state_now"
        ),
        text("link_unit", _("对应单位"), _("实施主体所指的名单内单位；不一定就是预算单位。"), "linked_name"),
        text("link_words", _("对应依据"), _("据以判断的原文字句。")),
        day("confirmed_on", _("确认日期"), _("管理员确认的日期；没有确认过的为空。")),
    )
    return SheetDefinition(
        "projects", pgettext("导航", "项目"), _("每份项目经费情况说明一行，七个部分照录全文。"), fields
    )


def statement_sheet(version: EditionVersion, statements: QuerySet[ProjectStatement]) -> Sheet:
    """The given statements as a sheet, with their seven parts."""
    return Sheet.of(statement_definition(), with_part_texts(statements), version)
