"""Which layers (optional content) of a PDF are shown when it is opened."""

from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1

_DEEPEST = 20


class Layers:
    """Tells of an optional content group, or of a membership in several, whether it is off."""

    def __init__(self, catalog: dict[str, Any]) -> None:
        self._base_off = False
        self._on: set[int] = set()
        self._off: set[int] = set()
        properties = resolve1(catalog.get("OCProperties"))
        first = resolve1(properties.get("D")) if isinstance(properties, dict) else None
        if isinstance(first, dict):
            self._base_off = getattr(resolve1(first.get("BaseState")), "name", "") == "OFF"
            self._on, self._off = _ids(first.get("ON")), _ids(first.get("OFF"))

    def is_off(self, group: Any) -> bool:
        """Whether content of this group (a reference, as an /OC entry has it) is not shown; nothing given is shown."""
        if group is None:
            return False
        try:
            return not self._is_shown(group, 0)
        except Exception:  # a broken membership hides nothing
            return False

    def _is_shown(self, group: Any, depth: int) -> bool:
        found = resolve1(group)
        if not isinstance(found, dict) or depth > _DEEPEST:
            return True
        if getattr(resolve1(found.get("Type")), "name", "") != "OCMD":
            return self._is_on(group)
        expression = resolve1(found.get("VE"))
        if isinstance(expression, list) and expression:
            return self._holds(expression, depth)
        return self._by_policy(found)

    def _by_policy(self, membership: dict[str, Any]) -> bool:
        groups = membership.get("OCGs")
        listed = resolve1(groups)
        members = listed if isinstance(listed, list) else [groups]
        states = [self._is_on(member) for member in members if resolve1(member) is not None]
        if not states:
            return True
        policy = getattr(resolve1(membership.get("P")), "name", "AnyOn")
        if policy == "AllOn":
            return all(states)
        if policy == "AnyOff":
            return not all(states)
        return not any(states) if policy == "AllOff" else any(states)

    def _holds(self, expression: list[Any], depth: int) -> bool:
        """Whether a visibility expression (/And, /Or, /Not and groups) holds."""
        if depth > _DEEPEST:
            return True
        operator = getattr(resolve1(expression[0]), "name", "")
        states = []
        for part in expression[1:]:
            inner = resolve1(part)
            states.append(self._holds(inner, depth + 1) if isinstance(inner, list) else self._is_on(part))
        if operator == "Not":
            return not (states and states[0])
        return any(states) if operator == "Or" else all(states)

    def _is_on(self, group: Any) -> bool:
        number = group.objid if isinstance(group, PDFObjRef) else None
        if number is None:
            return True
        if number in self._off:
            return False
        return number in self._on or not self._base_off


def _ids(groups: Any) -> set[int]:
    listed = resolve1(groups)
    return (
        {group.objid for group in listed if isinstance(group, PDFObjRef)}
        if isinstance(listed, list)
        else set()
    )
