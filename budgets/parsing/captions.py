"""The lines around a table that say who prepared it and in which unit it is."""

import re
from dataclasses import dataclass

from budgets.form.captions import CAPTION_LABEL
from budgets.form.spelling import fold


@dataclass(frozen=True)
class FoldedPattern:
    """A pattern that is looked for in folded text: 编制部⻔ is 编制部门. Positions are those of the printed text."""

    pattern: re.Pattern[str]

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, its groups folded."""
        return self.pattern.search(fold(text))


# The name ends at a space, or where the unit follows without one: 编制单位：某局单位：元
PREPARER = FoldedPattern(
    re.compile(
        r"(?:预算主管部门|预算单位|编制部门|编制单位|预算部门|部门名称|单位名称)\s*[：:]\s*(?P<name>[^\s：:]+?)(?=\s|(?:金额)?单位\s*[：:]|$)"
    )
)
UNIT_LINE = FoldedPattern(
    re.compile(r"(?<!编制)(?<!预算)单位\s*[：:]\s*(?:人民币)?(?P<unit>元|万\s*元)\s*[）)]?\s*$")
)
# A title and the caption under it, as one line: 2026年部门收入预算总表 编制部门：某局 单位：元
TITLE_AND_CAPTION = re.compile(rf"(?P<title>[^：:]*?表)\s*[（(]?(?P<caption>{CAPTION_LABEL}.*)", re.DOTALL)


def is_caption_line(text: str) -> bool:
    """Whether a line says who prepared a table or in which unit it is, and nothing else stands before that."""
    words = fold(text).strip()
    return bool(re.match(CAPTION_LABEL, words) and (PREPARER.search(words) or UNIT_LINE.search(words)))
