"""在本页: the list of a long page's sections, made from the headings that the page has."""

import re

from django import template
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from budgets.form.spelling import one_line

register = template.Library()

FEWEST = 3  # sections: fewer need no list
_HEADING = re.compile(r'<h2\b[^>]*?\sid="(?P<id>[^"]+)"[^>]*>(?P<words>.*?)</h2>', re.DOTALL)
_ASIDES = re.compile(  # notes inside a heading: the scope, the place in the document
    r'<(?P<tag>span|a)\s[^>]*class="(?:scope|to-source)"[^>]*>.*?</(?P=tag)>', re.DOTALL
)

_LOOKS = re.compile(r'</?a\b[^>]*>|\sclass="[^"]*"')


@register.tag("contents")
def contents(parser: Parser, _token: Token) -> "ContentsNode":
    """{% contents %} … sections … {% endcontents %}: puts a list of their h2 with ids in front, a link up behind."""
    sections = parser.parse(("endcontents",))
    parser.delete_first_token()
    return ContentsNode(sections)


class ContentsNode(template.Node):
    """The sections with their list."""

    def __init__(self, sections: template.NodeList) -> None:
        self.nodelist = sections

    def render(self, context: template.Context) -> SafeString:
        """The list, the sections and the link to the top; with few sections, these alone."""
        sections = self.nodelist.render(context)
        entries = [(found["id"], _words(found["words"])) for found in _HEADING.finditer(sections)]
        if len(entries) < FEWEST:
            return mark_safe(sections)
        listed = render_to_string("_components/contents.html", {"entries": entries})
        return mark_safe(listed + sections + render_to_string("_components/to_top.html"))


def _words(heading: str) -> SafeString:
    """The words of a heading without links, classes and notes; escapes and language marks stay."""
    plain = _LOOKS.sub("", _ASIDES.sub("", heading))
    return mark_safe(one_line(plain))
