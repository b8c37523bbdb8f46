"""The title of a check as a template with parameters: a Chinese sentence that can be translated.

Rules import `worded` as `_`, the name that makemessages looks for. Nothing is translated here: a check is stored
with its Chinese sentence, and with the template and parameters that it was made from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Union

Part = Union[
    str, tuple[str, ...], "Wording"
]  # words of the document or of the form, a list of them, a sentence


@dataclass(frozen=True)
class Wording:
    """A template with named places, and the words for each; these may be a Wording again."""

    template: str
    parameters: Mapping[str, Part] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in Chinese."""
        return self.template % {name: _in_chinese(part) for name, part in self.parameters.items()}

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it: {"template": …, "parameters": {name: text, [text, …] or another such object}}."""
        return {
            "template": self.template,
            "parameters": {name: _as_data(part) for name, part in self.parameters.items()},
        }


def _in_chinese(part: Part) -> str:
    return "、".join(part) if isinstance(part, tuple) else str(part)


def _as_data(part: Part) -> Any:
    if isinstance(part, Wording):
        return part.as_data()
    return list(part) if isinstance(part, tuple) else part


def worded(template: str, /, **parameters: int | str | Iterable[str] | Wording | None) -> Wording:
    """The template with its parameters; numbers as digits, a list as words that 、 joins."""
    return Wording(template, {name: _part(given) for name, given in parameters.items()})


_ = worded


def _part(given: object) -> Part:
    if isinstance(given, str | Wording):
        return given
    return tuple(given) if isinstance(given, Iterable) else str(given)


def added(parts: Iterable[str | Wording]) -> Wording:
    """甲 + 乙 + 丙; the plus signs need no translation, the parts may."""
    named = {f"part{n}": part for n, part in enumerate(parts, 1)}
    return Wording(" + ".join(f"%({name})s" for name in named), named)


def undecided(check: Wording, reason: Wording) -> Wording:
    """The title of a check that cannot be made, with the reason."""
    return _("%(check)s（%(reason)s，无法核对）", check=check, reason=reason)
