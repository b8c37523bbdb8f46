"""实施主体: who carries a project out, and which unit of the list in 机构设置 that name means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from budgets.form.spelling import same_brackets
from budgets.form.terms import LinkState, PartKey
from budgets.parsing.records import ImplementerLink, ReadStatement

# ---- the name -----------------------------------------------------------------------------------------

_LONGEST_NAME = 60
_BODY = r"[^，。；：、]{2,40}?(?:中心|馆|院|所|局|校|公司|委员会|办公室|协会|学会|支队|总队|站|镇|街道)"
_IMPLEMENTER_WORDS = (
    re.compile(r"(?:实施|责任)主体(?:是|为|：)(?P<name>[^，。；\n]+)"),
    re.compile(rf"由(?P<name>{_BODY})(?:负责)?(?:组织|具体)?(?:负责)?实施"),
    re.compile(rf"^(?P<name>{_BODY})(?:是|系|内设)"),
)
_CLAUSE = re.compile(r"[^，。；\n]*")
_SENTENCE = re.compile(r"[，；：。是为由]")  # signs and words that no name and no list of names contains


def find_implementer(text: str) -> str:
    """The implementing body's name where the words are only names or state it plainly, else all the words."""
    return _name_and_words(text)[0]


def _name_and_words(text: str) -> tuple[str, str]:
    """The name, and the words that state it up to the end of their clause; all the words for both where none state it."""
    words = text.strip()
    only_names = words.rstrip("。")
    if "\n" not in words and len(only_names) <= _LONGEST_NAME and not _SENTENCE.search(only_names):
        return only_names, only_names
    found = next((match for pattern in _IMPLEMENTER_WORDS if (match := pattern.search(words))), None)
    if found is None:
        return words, words
    rest = _CLAUSE.match(words, found.end())
    return found["name"], found.group() + (rest.group() if rest else "")


# ---- the list of budget units -------------------------------------------------------------------------


@dataclass(frozen=True)
class ShortName:
    """A short name that the document explains (某中心（以下简称“中心”）): the words before it, and the whole as printed."""

    before: str
    words: str


def with_links(
    statements: Sequence[ReadStatement], units: Sequence[str], body: str
) -> tuple[ReadStatement, ...]:
    """The statements, each with the link of its implementer to the listed units.

    A short name that the document gives the body itself (以下简称“市科委”) holds in every statement; others
    only in the statement that gives them, as another one may call someone else 中心.
    """
    own = [_short_names(_text(statement)) for statement in statements]
    of_body = {
        short: explained
        for names in own
        for short, explained in names.items()
        if explained.before.endswith(_comparable(body))
    }
    return tuple(
        replace(statement, link=link_implementer(_implementing(statement), units, {**of_body, **names}))
        for statement, names in zip(statements, own, strict=True)
    )


def link_implementer(
    text: str, units: Sequence[str], short_names: Mapping[str, ShortName]
) -> ImplementerLink:
    """The listed unit that the words of 实施主体 mean, with the words that show it.

    A unit is given only where exactly one can be meant.
    """
    name, words = _name_and_words(text)
    if not units:
        return ImplementerLink(LinkState.NO_LIST, words=_first_sentence(words))
    if unit := _same(name, units):
        return ImplementerLink(LinkState.LISTED, unit, words)
    if not name or _SENTENCE.search(name):
        return ImplementerLink(LinkState.UNNAMED, words=_first_sentence(words))
    if _names_several(name):
        return ImplementerLink(LinkState.SEVERAL, words=words)
    if name in short_names:
        return _by_explained_name(short_names[name], units)
    if unit := _office_of(name, units, short_names):
        return ImplementerLink(LinkState.PART, unit, words)
    return _by_shape(name, words, units)


def _implementing(statement: ReadStatement) -> str:
    part = statement.part(PartKey.IMPLEMENTING_BODY)
    return part.text if part else ""


def _text(statement: ReadStatement) -> str:
    return "\n".join(part.text for part in statement.parts)


def _first_sentence(words: str) -> str:
    found = re.match(r"[^。\n]*。?", words)
    return found.group() if found else ""


# ---- one and the same ---------------------------------------------------------------------------------

_ITSELF = re.compile(r"[（(]?(?:本部|本级|机关)[）)]?$")  # 某委员会本部 is the committee itself


def _same(name: str, units: Iterable[str]) -> str:
    """The unit of exactly that name, else of the name without 本部, 本级 or 机关; "" for none."""
    for alike in (_comparable, _itself):
        found = [unit for unit in units if alike(unit) == alike(name)]
        if len(found) == 1:
            return found[0]
    return ""


def _comparable(name: str) -> str:
    """A name for comparing: brackets are alike in half and full width, spaces do not count."""
    return same_brackets(name).rstrip("。")


def _itself(name: str) -> str:
    return _ITSELF.sub("", _comparable(name))


# ---- several ------------------------------------------------------------------------------------------

_BETWEEN_NAMES = re.compile(r"[、，,；;/\s]+|以及|联合|和|及|与")
_ENDS_A_NAME = re.compile(
    r"(?:[心馆院所局校部处科室会办站队组委厅社园司学镇府]|街道|大学)(?:[（(][^（(]*[）)])?$"
)


def _names_several(name: str) -> bool:
    """Whether the words are a list of names; 与 inside one name (技术与产业促进中心) does not make a list."""
    return sum(bool(_ENDS_A_NAME.search(part)) for part in _BETWEEN_NAMES.split(name)) > 1


# ---- offices and short names --------------------------------------------------------------------------

_OFFICE = re.compile(r"[^，。；：、]{1,20}(?:部|处|科|室|组|队|分馆|分院|分所)")
_SHORT_NAME = re.compile(
    r"(?P<before>[\u4e00-\u9fff（）()]{4,60}?)[（(]以下简?称[：:]?\s*[“\"]?(?P<short>[^”\"）)]{2,20})[”\"]?[）)]"
)


def _short_names(text: str) -> dict[str, ShortName]:
    """The short names that the text explains with 以下简称; the words before end with the full name."""
    return {
        found["short"]: ShortName(_comparable(found["before"]), found.group())
        for found in _SHORT_NAME.finditer(text)
    }


def _meant(before: str, units: Iterable[str]) -> str:
    """The unit whose name ends the words before an explanation, the longest if several; "" for none."""
    return max((unit for unit in units if before.endswith(_itself(unit))), key=len, default="")


def _by_explained_name(explained: ShortName, units: Sequence[str]) -> ImplementerLink:
    unit = _meant(explained.before, units)
    state = LinkState.ABBREVIATION if unit else LinkState.NOT_LISTED
    return ImplementerLink(state, unit, explained.words)


def _office_of(name: str, units: Sequence[str], short_names: Mapping[str, ShortName]) -> str:
    """The unit whose name, or explained short name, begins an office's name; "" for none."""
    own = _comparable(name)
    heads = {_itself(unit): unit for unit in units}
    heads |= {
        short: unit for short, explained in short_names.items() if (unit := _meant(explained.before, units))
    }
    longest = max((head for head in heads if own.startswith(head)), key=len, default="")
    return heads[longest] if longest and _OFFICE.fullmatch(own[len(longest) :]) else ""


def _by_shape(name: str, words: str, units: Iterable[str]) -> ImplementerLink:
    """The link by characters alone, where only one unit fits: 生药中心 for 生物医药科技产业促进中心.

    At least two characters must not be common words: 信息中心 and 科技中心 say too little.
    """
    own = _comparable(name)
    found = [unit for unit in units if any(_shortens(own, full) for full in _full_names(unit))]
    if len(found) == 1 and len(_COMMON.sub("", own)) >= 2:
        return ImplementerLink(LinkState.RESEMBLES, found[0], words)
    return ImplementerLink(LinkState.AMBIGUOUS if len(found) > 1 else LinkState.NOT_LISTED, words=words)


def _full_names(unit: str) -> tuple[str, str]:
    """The unit's name, with and without the second name in brackets: 某服务中心（某资料馆）."""
    return _itself(unit), re.sub(r"（[^（）]*）$", "", _itself(unit))


# Words that half the units of any list have in their names.
_COMMON = re.compile(
    "上海市?|中共|中心|科学|技术|科技|研究|信息|服务|发展|管理|促进|产业|创新|事务|保障|综合|[院所馆局站部处]$"
)


def _shortens(short: str, full: str) -> bool:
    """Whether `full` contains the characters of `short` in that order, and both have the same end."""
    rest = iter(full)
    return 3 <= len(short) < len(full) and short[-1] == full[-1] and all(c in rest for c in short)
