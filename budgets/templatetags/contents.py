"""在本页: the list of a long page's sections, read from the page itself, so that it never names what is not there."""

import re

from django import template
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from budgets.form.spelling import one_line

register = template.Library()

FEWEST = 3  # sections: fewer are seen at a glance
_HEADING = re.compile(r'<h2\b[^>]*?\sid="(?P<id>[^"]+)"[^>]*>(?P<words>.*?)</h2>', re.DOTALL)
_ASIDES = re.compile(  # said beside a heading: the scope, the place in the document
    r'<(?P<tag>span|a)\s[^>]*class="(?:scope|to-source)"[^>]*>.*?</(?P=tag)>', re.DOTALL
)

_LOOKS = re.compile(r'</?a\b[^>]*>|\sclass="[^"]*"')


@register.tag("contents")
def contents(parser: Parser, _token: Token) -> "ContentsNode":
    """{% contents %} … sections … {% endcontents %}: a list of their h2 with an id before them, a way up after them."""
    sections = parser.parse(("endcontents",))
    parser.delete_first_token()
    return ContentsNode(sections)


class ContentsNode(template.Node):
    """The sections with their list."""

    def __init__(self, sections: template.NodeList) -> None:
        self.nodelist = sections

    def render(self, context: template.Context) -> SafeString:
        """The list, the sections as they are, and the way up; the sections alone where they are few."""
        sections = self.nodelist.render(context)
        entries = [(found["id"], _words(found["words"])) for found in _HEADING.finditer(sections)]
        if len(entries) < FEWEST:
            return mark_safe(sections)
        listed = render_to_string("_components/contents.html", {"entries": entries})
        return mark_safe(listed + sections + render_to_string("_components/to_top.html"))


def _words(heading: str) -> SafeString:
    """A heading without links, looks and what is said beside it; its escapes and marks of language stay."""
    plain = _LOOKS.sub("", _ASIDES.sub("", heading))
    return mark_safe(one_line(plain))
