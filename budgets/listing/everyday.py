"""Someone who searches a list for an everyday word is led to the official codes for it."""

from django.utils.safestring import SafeString

from budgets.form.everyday import everyday_word
from budgets.listing.paging import Listing
from budgets.words.lists import everyday


def everyday_links(listing: Listing) -> SafeString:
    """What the everyday word that was searched for may stand under in this list; "" where it is none."""
    word = everyday_word(listing.filters.active.get("q", ""))
    if word is None:
        return SafeString("")
    there = set(
        listing.filters.queryset.filter(code__in=[c.code for c in word.codes]).values_list("code", flat=True)
    )
    links = [
        (f"{code.code} {code.name}", f"{listing.link(q=code.code)}#results")
        for code in word.codes
        if code.code in there
    ]
    return everyday(word.word, links) if links else SafeString("")
