"""The fixed terms of the official form, one enum each; the value is the term as printed or as exported.

Every layer uses these: records, models, pages, downloads. No enum here knows a particular document.
"""

from enum import Enum
from typing import Self

DAYS_TO_DISCLOSE = 20  # from 批复 to 公开: the rule for every budget


class Worded:
    """What terms share: the name in lower case is the machine's word, as query strings and JSON have it."""

    name: str

    @property
    def word(self) -> str:
        """The machine's word."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Self:
        """The term with that word; KeyError when there is none."""
        return cls[word.upper()]  # type: ignore[index]


class FixedTerm(Worded, Enum):
    """A term of the form; its value is what is printed."""

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """The choices of a database field that stores the word: each word with its term."""
        return [(member.word, member.value) for member in cls]

    @classmethod
    def printed_choices(cls) -> list[tuple[str, str]]:
        """The choices of a database field that stores the term as printed."""
        return [(member.value, member.value) for member in cls]


class Kind(FixedTerm):
    """Whose budget a document is; part of an edition's identity."""

    DEPARTMENTAL = "部门预算"
    UNIT = "单位预算"


class Scope(FixedTerm):
    """资金口径: which money an amount counts. Amounts of two scopes are never added up."""

    ALL_FUNDS = "全部资金"
    FISCAL = "财政拨款"
    GENERAL_PUBLIC = "一般公共预算"
    MANAGED_FUNDS = "政府性基金预算"
    STATE_CAPITAL = "国有资本经营预算"


class Side(FixedTerm):
    """方向: the half of a two-sided table that a line is in."""

    REVENUE = "收入"
    EXPENDITURE = "支出"


class Level(FixedTerm):
    """层级 of a line. Coded tables have 类, 款, 项; in the others a line with parts is 小计, one without is 明细."""

    CLASS = "类"
    SECTION = "款"
    ITEM = "项"
    SUBTOTAL = "小计"
    DETAIL = "明细"
    TOTAL = "合计"


class SectionKey(FixedTerm):
    """The prose sections in the official order."""

    DUTIES = "主要职能"
    INSTITUTIONS = "机构设置"
    DEFINITIONS = "名词解释"
    NARRATIVE = "预算编制说明"
    OTHER_NOTES = "其他相关情况说明"
    TARGET_FORMS = "绩效目标表"


class Topic(FixedTerm):
    """The subject of a number that the notes state."""

    NARRATIVE = "预算编制说明"
    THREE_PUBLIC = "“三公”经费预算"
    AGENCY_OPERATING = "机关运行经费预算"
    PROCUREMENT = "政府采购预算"
    PERFORMANCE = "绩效目标设置"
    ASSETS = "国有资产占有使用"
    PLANNED_PURCHASES = "预算安排购置"


class PartKey(FixedTerm):
    """The seven parts of a project statement, in the official order."""

    OVERVIEW = "项目概述"
    BASIS = "立项依据"
    IMPLEMENTING_BODY = "实施主体"
    PLAN = "实施方案"
    PERIOD = "实施周期"
    BUDGET = "年度预算安排"
    PERFORMANCE_TARGET = "绩效目标"


class UnreadCause(FixedTerm):
    """Why something that is printed was not read."""

    PICTURE = "是图片"
    NO_COLUMNS = "没有表格线，分不清各栏"
    CUT_ROW = "一行被分页切断"
    NOT_AN_AMOUNT = "不是数字"
    NO_CODE = "没有科目编码"
    CODE_REPEATED = "同一科目印了不止一次，金额不同"
    UNKNOWN_COLUMN = "在没有认出的栏目里"
    UNKNOWN_HEADINGS = "没有认出表头"
    NO_TITLE = "没有表名"
    HIDDEN = "在文件里隐藏着"
    NOT_UNDERSTOOD = "没有读懂"


class Acknowledged(FixedTerm):
    """What whoever publishes a version has to acknowledge, where it has such a thing."""

    UNREAD = "没有读出的地方"
    HIDDEN = "文件里看不见的内容"
    COVER = "封面与各表不符"
    FEWER = "公开的版本有、这一版没有的表"


class HiddenKind(FixedTerm):
    """What a file holds that nobody who looks at its pages sees."""

    COMMENT = "批注"
    TRACKED_CHANGE = "修订痕迹"
    HIDDEN_TEXT = "隐藏的文字"  # the file says that it is hidden
    UNSEEN_TEXT = "看不见的文字"  # white, covered, transparent or too small to see
    OUTSIDE_PAGE = "页面以外的文字"
    HIDDEN_ROW = "隐藏的行"
    HIDDEN_COLUMN = "隐藏的列"
    HIDDEN_SHEET = "隐藏的工作表"
    LAYER = "不显示的图层"
    UNPRINTED_NOTE = "没有印出的注"  # notes, headers and hints that nothing on a page refers to
    ATTACHMENT = "嵌入的文件"
    FORM_FIELD = "表单里的值"
    STORED_DATA = "随文件保存的数据"  # caches, variables, custom data
    EARLIER_CONTENT = "改动以前的内容"  # what an incremental save replaced and kept
    SCRIPT = "脚本"
    DESCRIPTION = "替代文字"
    PROPERTY = "文件属性"
    AUTHOR = "作者"


class Nature(FixedTerm):
    """金额性质 of a statement's amount."""

    STATED = "列明"
    DERIVED = "推算"
    MISSING = "未列"


class Precision(FixedTerm):
    """日期精度: whether the document gives days or only months."""

    DAY = "日"
    MONTH = "月"


class InstalmentKind(FixedTerm):
    """What an instalment's number means; only increments may be added up."""

    INCREMENT = "当期"
    CUMULATIVE = "累计"
    LOWER_BOUND = "累计不低于"


class LinkState(FixedTerm):
    """Which listed budget unit the words of 实施主体 mean. Words that only contain a unit's name do not mean that unit."""

    LISTED = "名单内单位"
    PART = "可能是名单内单位的部门"
    ABBREVIATION = "名单内单位的简称"
    RESEMBLES = "可能是名单内单位的简称"
    NOT_LISTED = "名单中没有"
    SEVERAL = "写了几个主体"
    AMBIGUOUS = "简称可指几个单位"
    UNNAMED = "没有单独写明名称"
    NO_LIST = "原文没有单位名单"
    UNDETERMINED = "未判断"
    CONFIRMED = "本站管理员确认"
    CONFIRMED_NONE = "本站管理员确认不对应"


class QuoteUse(FixedTerm):
    """What was read from words of a project statement: a value, or an amount that was understood but not counted."""

    TOTAL = "预算合计"
    FISCAL = "财政资金"
    SELF_RAISED = "自筹资金"
    INSTALMENT = "分期"
    PART = "金额构成"
    PERIOD = "实施周期"
    MILESTONE = "进度"
    UNCOUNTED = "未计入"


class Uncounted(FixedTerm):
    """Why an amount in 年度预算安排 is not counted as this year's budget of the project."""

    OTHER_YEAR = "其他年度的金额"
    SEVERAL_YEARS = "多年合计"
    PROGRESS = "累计或已执行"
    CONTRACT = "合同金额"
    INVESTMENT = "总投资"
    CHANGE = "与其他年度比较的增减"
    CARRIED = "结转结余"
    REDUCED = "核减或节约"
    DRAWN = "带动的其他资金"
    OTHER_SOURCE = "其他来源的资金"
    FOREIGN = "外币"
    PRICE = "单价或计算过程"
    BOUND = "上限、下限或约略的范围"
    UNREADABLE = "写法无法换算成一个金额"
    OVERALL = "总额，不一定只是本年度"
    SHARE = "已写明金额的一部分，复述"
    REPEATED = "复述"
    INSIDE = "已含在合计之内"
    OUTSIDE = "项目以外的金额（产值、营业收入、注册资金等）"
    CONFLICT = "与另一处写法不一致"
    DOUBT = "同一段里另有不明的金额，没有取数"
    UNCLEAR = "看不出是什么金额"


class CheckKind(FixedTerm):
    """种类 of a check."""

    FORM = "形式"
    WITHIN = "表内"
    BETWEEN = "表间"
    NARRATIVE = "文字说明"
    STATEMENTS = "项目说明"
    NOTES = "其他说明"
    TEXT = "文字"


class Theme(FixedTerm):
    """What a finding is about, money first."""

    AMOUNTS = "金额"
    COUNTS = "数目"
    DATES = "日期"
    WORDING = "文字和格式"


class Verdict(FixedTerm):
    """结论 of a check, worst first."""

    DIFFERS = "不一致"
    ROUNDING = "四舍五入"
    UNKNOWN = "无法核对"
    EQUAL = "一致"
