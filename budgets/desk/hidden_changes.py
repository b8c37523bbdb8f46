"""What a correction changes of the content that no page shows: what its file no longer holds, and what is new in it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from budgets.form.terms import HiddenKind
from budgets.models import EditionVersion, HiddenContent
from budgets.pages.precheck.read import starred, stored_place
from budgets.words import beside
from budgets.words import desk_changes as words

MOST = 50  # listed of either; further ones are only counted


@dataclass(frozen=True)
class HiddenList:
    """Some hidden things: what they have in common, each in words, and how many are only counted ("" for none)."""

    title: str
    items: tuple[SafeString, ...]
    more: str


@dataclass(frozen=True)
class HiddenChanges:
    """The sentence on what is hidden in the two files, and the lists of what is gone and what is new."""

    sentence: SafeString
    lists: tuple[HiddenList, ...]


def hidden_changes(before: EditionVersion, after: EditionVersion) -> HiddenChanges:
    """What the files of two versions hide, compared by kind, words and author; two queries.

    Where it stands in the file is not compared: a comment that moved with its cell is the same.
    """
    if before.hidden_count is None or after.hidden_count is None:
        return HiddenChanges(words.hidden_not_known(), ())
    was, now = (list(version.hiddencontents.order_by("position")) for version in (before, after))
    gone, new = tuple(_without(was, now)), tuple(_without(now, was))
    lists = (_list(words.hidden_gone(len(gone)), gone), _list(words.hidden_new(len(new)), new))
    return HiddenChanges(
        words.hidden_changed(gone=len(gone), new=len(new), left=len(now)),
        tuple(each for each in lists if each.items),
    )


def _without(items: Iterable[HiddenContent], others: Iterable[HiddenContent]) -> Iterator[HiddenContent]:
    left = Counter(map(_key, others))
    for item in items:
        if left[_key(item)]:
            left[_key(item)] -= 1
        else:
            yield item


def _key(item: HiddenContent) -> tuple[str, str, str, bool]:
    return item.kind, item.text, item.author, item.searched


def _list(title: str, items: tuple[HiddenContent, ...]) -> HiddenList:
    more = words.hidden_not_listed(len(items) - MOST) if len(items) > MOST else ""
    return HiddenList(title, tuple(map(_in_words, items[:MOST])), more)


def _in_words(item: HiddenContent) -> SafeString:
    kind = beside.hidden_kind(HiddenKind.of(item.kind), item.author)
    return words.hidden_item(kind, beside.place(vars(stored_place(item))), beside.quoted(starred(item)))
