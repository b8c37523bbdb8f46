"""What a Word or Excel file holds and does not print, as it is found: in order, each thing once."""

from collections.abc import Iterable
from dataclasses import replace

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place

# Of these the same words say the same thing wherever they stand.
_SAID_ONCE = frozenset(
    {HiddenKind.DESCRIPTION, HiddenKind.AUTHOR, HiddenKind.UNPRINTED_NOTE, HiddenKind.FORM_FIELD}
)


class Findings:
    """The hidden things found so far. Neighbouring words that are hidden alike become one."""

    def __init__(self) -> None:
        self._items: list[Hidden] = []
        self._texts: list[list[str]] = []  # the words of each: joined at the end, for there may be very many
        self._open: tuple[HiddenKind, str, bool] | None = None  # the last words, if nothing was printed since
        self._at = Place()
        self._wordless: dict[tuple[HiddenKind, str], Place] = {}

    def words(
        self,
        kind: HiddenKind,
        text: str,
        place: Place,
        author: str = "",
        *,
        printed: bool = False,
        goes_on: bool = False,
    ) -> None:
        """Some words; they join those before if these are of the same kind and nothing was printed between.

        `printed` is whether they are printed all the same, as inserted ones; `goes_on` whether they stand in the
        same paragraph as the last.
        """
        key = (kind, author, printed)
        if self._open == key:
            joint = "" if goes_on else "\t" if _are_beside(self._at, place) else "\n"
            self._texts[-1] += (joint, text)
        else:
            self._add(Hidden(kind, "", place, author), text)
        self._open, self._at = key, place

    def printed(self) -> None:
        """Something is printed here: words that follow begin anew."""
        self._open = None

    def one(
        self, kind: HiddenKind, text: str, place: Place, author: str = "", *, searched: bool = True
    ) -> None:
        """A thing of its own."""
        self._add(Hidden(kind, "", place, author, searched), text)
        self._open = None

    def _add(self, item: Hidden, text: str) -> None:
        self._items.append(item)
        self._texts.append([text])

    def wordless(self, kind: HiddenKind, place: Place, author: str) -> None:
        """A trace without words, such as a deleted paragraph mark: told only if its author left no other."""
        self._wordless.setdefault((kind, author), place)

    def all(self, further: Iterable[Hidden]) -> tuple[Hidden, ...]:
        """Everything found and what `further` adds, without what has no words."""
        words = zip(self._items, self._texts, strict=True)
        found = (replace(item, text="".join(texts)) for item, texts in words)
        items = [replace(item, text=_tidy(item.text)) for item in (*found, *further)]
        told = {(item.kind, item.author) for item in items if item.text}
        silent = (
            Hidden(kind, "", place, author)
            for (kind, author), place in self._wordless.items()
            if (kind, author) not in told
        )
        return (*_each_once(item for item in items if item.text or not item.searched), *silent)


def _are_beside(place: Place, other: Place) -> bool:
    """Whether two places are different cells of one row."""
    cells = (place.row is not None) and (place.table, place.row) == (other.table, other.row)
    return cells and place.column != other.column


def _tidy(text: str) -> str:
    """The lines of a text that hold something."""
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _each_once(items: Iterable[Hidden]) -> Iterable[Hidden]:
    seen: set[tuple[HiddenKind, str]] = set()
    for item in items:
        key = (item.kind, item.text)
        if item.kind in _SAID_ONCE and key in seen:
            continue
        seen.add(key)
        yield item
