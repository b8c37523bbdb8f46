"""Which real edition is copied to which body and year of a made-up city."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

OFFICES = (
    ("财政局", "finance"),
    ("教育局", "education"),
    ("民政局", "civil-affairs"),
    ("司法局", "justice"),
    ("审计局", "audit"),
    ("统计局", "statistics"),
    ("卫生健康局", "health"),
    ("文化和旅游局", "culture"),
    ("生态环境局", "environment"),
    ("交通运输局", "transport"),
    ("住房保障局", "housing"),
    ("绿化和市容局", "greening"),
    ("水务局", "water"),
    ("体育局", "sports"),
    ("应急管理局", "emergency"),
    ("市场监督管理局", "market"),
    ("人力资源和社会保障局", "labour"),
    ("规划和自然资源局", "planning"),
    ("退役军人事务局", "veterans"),
    ("数据管理局", "data"),
)


@dataclass(frozen=True)
class Original:
    """An edition that was imported: its key, its year and its kind, as the database has them."""

    edition: int
    year: int
    kind: str


@dataclass(frozen=True)
class Copy:
    """One edition of the city: of which edition it is a copy, in which round, and whose it is.

    In one round every original is copied at most once; rounds count from 1.
    """

    original: Original
    round: int
    body: int  # the place of its body among the bodies of the city
    year: int


def bodies_of(count: int) -> Iterator[tuple[str, str]]:
    """Names and address names of so many bodies; no real body has such a name."""
    districts = range(1, -(-count // len(OFFICES)) + 1)
    for _n, (district, (office, word)) in zip(range(count), product(districts, OFFICES), strict=False):
        yield f"示例市第{district}区{office}", f"example-{district}-{word}"


def copies_of(originals: Sequence[Original], bodies: int, years: int) -> Iterator[Copy]:
    """One copy for each body and year, the originals by turns; the last year is the newest of the originals."""
    last = max(original.year for original in originals)
    for number, (body, year) in enumerate(product(range(bodies), range(last - years + 1, last + 1))):
        turn, place = divmod(number, len(originals))
        yield Copy(originals[place], turn + 1, body, year)


def title_of(year: int, kind: str) -> str:
    """The title of a copy's document."""
    return f"示例市{year}年{'单位预算' if kind == 'unit' else '部门预算'}"
