"""What a file format has to offer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from budgets.exports.sheet import Sheet


@dataclass(frozen=True)
class Format:
    """One kind of file: its suffix, its name, its media type, and how a sheet is written as a stream of bytes.

    `write` also gets the options of the query string that belong to the format.
    """

    suffix: str
    label: str
    content_type: str
    write: Callable[[Sheet, Mapping[str, str]], Iterator[bytes]]
