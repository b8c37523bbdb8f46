"""The words with which the line above a table says who prepared it and in which unit it is."""

import re

from budgets.form.spelling import squeeze

_PREPARER = "预算主管部门|预算单位|编制部门|编制单位|预算部门|部门名称|单位名称"
# How the line begins: 编制部门：…, 金额单位：…
CAPTION_LABEL = rf"(?:{_PREPARER}|(?:货币|金额|计量)?单位)\s*[：:]"
_NAMED = re.compile(rf"[（(]?{CAPTION_LABEL}")
# 单位：万元, （单位：人民币元）, 金额单位（万元）, alone or behind other words
_UNIT = re.compile(r"单位(?:[：:]|(?=[（(]))[（(]?(?:人民币)?[百千万亿]*元[）)]?$")


def names_preparer_or_unit(text: str) -> bool:
    """Whether a printed line says who prepared a table, or in which unit it is."""
    words = squeeze(text)
    return bool(_NAMED.match(words) or _UNIT.search(words))
