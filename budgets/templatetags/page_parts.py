"""What parts of every page need to know: the page that is shown, a chart's frame elsewhere, why a field is refused."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from budgets.charts.base import Chart
from budgets.listing.paging import aria_current
from budgets.words.lists import reasons as refused
from budgets.words.official import with_gloss

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: Context, name: str) -> SafeString:
    """The attribute that marks a link of the site to the page that is shown; nothing on any other page."""
    request = context.get("request")
    own = request is not None and request.path == reverse(f"budgets:{name}")
    return aria_current("page" if own else "")


@register.simple_tag(takes_context=True)
def frame_of(context: Context, chart: Chart) -> SafeString:
    """The markup, to be copied, of a frame on another site that shows the chart."""
    request = context["request"]
    return format_html(
        '&lt;iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"&gt;&lt;/iframe&gt;',
        f"{request.scheme}://{request.get_host()}{chart.embed}",
        with_gloss(chart.title),
        chart.frame_height,
    )


@register.filter
def sentences(reasons: Iterable[str]) -> SafeString:
    """Why a value of a form is refused, a sentence for each reason."""
    return refused(reasons)
