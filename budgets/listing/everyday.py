"""An everyday word that was searched for in a list leads to the official codes of it that the list has."""

from budgets.form.everyday import everyday_word
from budgets.listing.paging import Choice, Listing


def everyday_links(listing: Listing) -> dict[str, str | list[Choice]] | None:
    """For an everyday word that was searched for: the official codes of it that this list has, as links."""
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
