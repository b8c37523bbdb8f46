"""How findings are counted, everywhere: by their causes, and what differs by what it is about, money first."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from budgets.form.terms import Theme, Verdict

_EQUAL, _DIFFERS = Verdict.EQUAL.word, Verdict.DIFFERS.word


@dataclass(frozen=True)
class Counted:
    """The numbers of checks: all that were made; causes by the word of their verdict, with all checks that agree; what
    differs by its theme.

    What follows from a finding is counted in `made` only.
    """

    made: int = 0
    verdicts: Mapping[str, int] = field(default_factory=dict)
    themes: Mapping[Theme, int] = field(default_factory=dict)

    def of(self, verdict: Verdict) -> int:
        """How many causes have that verdict, or how many checks agree."""
        return self.verdicts.get(verdict.word, 0)


def counted(findings: Iterable[tuple[str, str, bool]], equal: int) -> Counted:
    """Counts what does not agree exactly: the verdict's word, the code, and whether it stands for itself; and what agrees."""
    rows = list(findings)
    own = [(verdict, code) for verdict, code, stands in rows if stands]
    found = Counter(verdict for verdict, _code in own)
    verdicts = {verdict.word: found[verdict.word] for verdict in Verdict} | {_EQUAL: equal}
    themes = Counter(theme_of(code) for verdict, code in own if verdict == _DIFFERS)
    return Counted(len(rows) + equal, verdicts, {theme: themes[theme] for theme in Theme if themes[theme]})


# What a check is about, by the beginning of its code; the first that fits.
_THEMES = (
    (
        Theme.DATES,
        r"statements\.(?:dates|period|form\.f\d+\.(?:dates|period))|text\.dates|form\.(?:year|cover\.year)|narrative\.year",
    ),
    (Theme.COUNTS, r"notes\.(?:vehicles|units|performance\.(?:forms|statements|units)$)"),
    (Theme.WORDING, r"statements\.(?:parts\.|order|numbering)"),
    (
        Theme.AMOUNTS,
        r"form\.(?:unit|rows|columns|note|stated|last-year|repeated\.(?:amounts|entry-amounts))|text\.cut",
    ),
    (Theme.WORDING, r"form|text|narrative\.(?:name|reason)"),
)
_PATTERNS = tuple((theme, re.compile(pattern)) for theme, pattern in _THEMES)


def theme_of(code: str) -> Theme:
    """What the check of a code is about; money, unless its code says otherwise."""
    return next((theme for theme, pattern in _PATTERNS if pattern.match(code)), Theme.AMOUNTS)
