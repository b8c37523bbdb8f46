"""The lines around a table that say who prepared it and in which unit it is."""

import re

# The name ends at a space, or where the unit follows without one: 编制单位：某局单位：元
PREPARER = re.compile(
    r"(?:预算主管部门|预算单位|编制部门|编制单位|预算部门|部门名称|单位名称)\s*[：:]\s*(?P<name>[^\s：:]+?)(?=\s|(?:金额)?单位\s*[：:]|$)"
)
UNIT_LINE = re.compile(r"(?<!编制)(?<!预算)单位\s*[：:]\s*(?:人民币)?(?P<unit>元|万\s*元)\s*[）)]?\s*$")
