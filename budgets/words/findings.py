"""What each finding says, made of its code, its parameters and its places; the sentences are those of finding_sentences.

A check is kept as the code of its sentence with parameters. A parameter that is not kept is a name of what the check
compared, and is taken from its places (`taken_from`), so that the thousand checks of an edition that agree keep none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from budgets.words.coded import in_words
from budgets.words.finding_sentences import SENTENCES

# A place that a check compared: table, row, column, page, line and the printed text.
Place = Mapping[str, Any]
# A sentence as it is kept: its code under "said", and its parameters.
Said = Mapping[str, Any]


def code_of(said: Said, check: str) -> str:
    """The code of a check's sentence; unless it is kept, it is the first two words of the check's own code."""
    kept: str | None = said.get("said")
    return kept or ".".join(check.split("#")[0].split(".")[:2])


def sentence(said: Said, check: str, places: Sequence[Place]) -> str:
    """The sentence in the language of the page. `check` is the code of the check.

    Raises KeyError when a sentence has a place for something that is neither kept nor a name of what was compared.
    """
    return _UNNAMED.sub(lambda found: statement_name(found["name"]), _filled(said, check, places))


def without_names(said: Said, check: str, places: Sequence[Place]) -> dict[str, Any]:
    """What has to be kept of a sentence beside the places of its check: {} where these give all of it."""
    kept = {
        name: part for name, part in said.items() if name != "said" and part != _named(name, check, places)
    }
    return kept if said["said"] == code_of({}, check) else {"said": said["said"], **kept}


def with_names(said: Said, check: str, places: Sequence[Place]) -> dict[str, Any]:
    """A sentence with the names that its places give, so that it can be made without them."""
    code = code_of(said, check)
    parts = {
        name: with_names(part, check, places) if isinstance(part, dict) else part
        for name, part in said.items()
    }
    names = {name: _named(name, check, places) for name in _places_in(SENTENCES.get(code, ""))}
    return {"said": code, **{name: part for name, part in names.items() if part is not None}, **parts}


def _filled(said: Said, check: str, places: Sequence[Place]) -> str:
    code = code_of(said, check)
    if code == "sum":
        return " + ".join(_part(part, check, places) for name, part in said.items() if name != "said")
    if code == "text.punctuation.doubled":
        return _doubled(said["marks"])
    template = SENTENCES[code]
    parts = {
        name: said[name] if name in said else _named(name, check, places) for name in _places_in(template)
    }
    if "tables" in parts:
        numbered = gettext(SENTENCES["cell.table"])
        parts["tables"] = " + ".join(numbered % {"n": number} for number in parts["tables"])
    return gettext(template) % {name: _part(part, check, places) for name, part in parts.items()}


_PLACE_IN_SENTENCE = re.compile(r"%\((\w+)\)s")


def _places_in(template: str) -> Iterator[str]:
    return iter(dict.fromkeys(_PLACE_IN_SENTENCE.findall(template)))


def _part(part: Any, check: str, places: Sequence[Place]) -> str:
    if part is None:
        raise KeyError(check)
    return in_words(part, lambda inner: _filled(inner, check, places))


# ---- names of what was compared --------------------------------------------------------------------------


def _named(name: str, check: str, places: Sequence[Place]) -> Any:
    """What the places of a check say at a named place of its sentence; None where they say nothing."""
    tables = list(dict.fromkeys(str(place["table"]) for place in places if place.get("table")))
    if name in _FIRST and places:
        return places[0].get(_FIRST[name]) or ""
    if name in ("n", "m"):
        return next(iter(tables[name == "m" :]), None)
    if name == "other" and len(places) > 1:
        return places[1].get("column") or ""
    if name == "parts":
        return {
            "said": "sum",
            **{f"part{n}": place.get("column") or "" for n, place in enumerate(places[1:], 1)},
        }
    return check.split("#")[0].rpartition(".")[2] if name == "code" else None


# Places of a sentence that are named after the first place of the check, and which of its names they take.
_FIRST = {
    "row": "row",
    "column": "column",
    "statement": "row",
    "form": "row",
    "label": "row",
    "topic": "column",
    "name": "text",
}
_UNNAMED = re.compile(r"“(?P<name>第\d+个项目)”")


def statement_name(row: str) -> str:
    """The row of a place; a statement without a name is called what its own page calls it."""
    unnamed = re.fullmatch(r"第(\d+)个项目", row)
    return gettext("第 %(n)s 份项目说明（原文未写名称）") % {"n": unnamed[1]} if unnamed else row


_SIGNS = {
    "，": _("逗号"),
    "。": _("句号"),
    "、": _("顿号"),
    "；": _("分号"),
    "：": _("冒号"),
    ",": _("逗号"),
    ";": _("分号"),
}


def _doubled(signs: str) -> str:
    """Names of doubled punctuation: 连着两个句号, 逗号后面紧跟着顿号; of more than two signs only how many."""
    names = [gettext(_SIGNS.get(sign, sign)) for sign in signs]
    if len(names) != 2:
        return gettext(SENTENCES["text.punctuation.several"]) % {"n": len(names)}
    first, second = names
    if first == second:
        return gettext(SENTENCES["text.punctuation.same"]) % {"sign": first}
    return gettext(SENTENCES["text.punctuation.doubled"]) % {"first": first, "second": second}
