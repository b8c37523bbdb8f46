"""What a finding says, as the code of a sentence with its parameters; budgets.words.findings makes the sentence of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Union

# Words of the document or of the form, a list of them, or again a code with parameters.
Part = Union[str, tuple[str, ...], "Wording"]


@dataclass(frozen=True)
class Wording:
    """The code of a sentence, and what stands at its named places."""

    code: str
    parameters: Mapping[str, Part] = field(default_factory=dict)

    def with_more(self, **parameters: str) -> "Wording":
        """The same with more parameters."""
        return replace(self, parameters={**parameters, **self.parameters})

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it: {"said": code, name: text, [text, …] or another such object, …}."""
        return {"said": self.code, **{name: _as_data(part) for name, part in self.parameters.items()}}


def _as_data(part: Part) -> Any:
    if isinstance(part, Wording):
        return part.as_data()
    return list(part) if isinstance(part, tuple) else part


def worded(code: str, /, **parameters: int | str | Iterable[str] | Wording | None) -> Wording:
    """The code with its parameters; numbers as digits, a list as its words."""
    return Wording(code, {name: _part(given) for name, given in parameters.items()})


def _part(given: object) -> Part:
    if isinstance(given, str | Wording):
        return given
    return tuple(given) if isinstance(given, Iterable) else str(given)


def added(parts: Iterable[str | Wording]) -> Wording:
    """甲 + 乙 + 丙."""
    return Wording("sum", {f"part{n}": part for n, part in enumerate(parts, 1)})


def undecided(check: Wording, reason: Wording) -> Wording:
    """What a check that cannot be made would compare, and why it cannot."""
    return worded("undecided", check=check, reason=reason)
