"""Someone who searches a list for an everyday word is led to the official codes for it."""

from budgets.form.everyday import everyday_word
from budgets.listing.paging import Choice, Listing


def everyday_links(listing: Listing) -> dict[str, str | list[Choice]] | None:
    """The everyday word that was searched for, and links to its official codes in this list; None without any."""
    word = everyday_word(listing.filters.active.get("q", ""))
    if word is None:
        return None
    there = set(
        listing.filters.queryset.filter(code__in=[c.code for c in word.codes]).values_list("code", flat=True)
    )
    links = [
        Choice(f"{code.code} {code.name}", listing.link(q=code.code), False)
        for code in word.codes
        if code.code in there
    ]
    return {"word": word.word, "links": links} if links else None
