"""A page in two languages: links to the other one, and Chinese words on an English page."""

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from budgets.words.money import in_english
from budgets.words.official import in_document, marked, with_gloss

register = template.Library()

ENGLISH = "/en"
NO_OTHER_LANGUAGE = "/admin/"  # the desk is only in Chinese


def in_chinese(path: str) -> str:
    """The Chinese address of a page: its own, without /en. One slash in front: “//host” would lead elsewhere."""
    english = f"{path}/".startswith(f"{ENGLISH}/")
    return "/" + path[len(ENGLISH) :].lstrip("/\\") if english else path


@register.inclusion_tag("_includes/language_switch.html", takes_context=True)
def language_switch(context: Context) -> dict[str, str]:
    """A link to this page in the other language, with its query; empty where there is none."""
    request = context.get("request")
    if request is None or request.path.startswith(NO_OTHER_LANGUAGE):
        return {}
    english = in_english()
    path = in_chinese(request.path)
    query = request.META.get("QUERY_STRING", "")
    return {
        "href": ("" if english else ENGLISH) + path + (f"?{query}" if query else ""),
        "language": "zh-Hans" if english else "en",
        "words": "中文" if english else "English",
    }


@register.simple_tag(takes_context=True)
def page_links(context: Context, path: str) -> SafeString:
    """Links for search engines: the page's own address and its address in each language. Drafts have none."""
    request = context.get("request")
    if request is None or in_chinese(path).startswith(("/preview/", NO_OTHER_LANGUAGE)):
        return SafeString("")
    site = f"{request.scheme}://{request.get_host()}"
    chinese = in_chinese(path)
    pairs = (("zh-Hans", chinese), ("en", ENGLISH + chinese), ("x-default", chinese))
    return format_html('<link rel="canonical" href="{}{}">', site, path) + format_html_join(
        "",
        '<link rel="alternate" hreflang="{}" href="{}">',
        ((language, site + address) for language, address in pairs),
    )


@register.filter
def zh(text: object) -> SafeString:
    """Words of the document, on an English page marked as Chinese for screen readers."""
    return marked(text)


@register.filter
def official(name: object) -> SafeString:
    """A fixed term of the form as printed, on an English page followed by its English."""
    return with_gloss(name)


@register.simple_tag
def zh_lang() -> SafeString:
    """The lang attribute for an element with only words of the document; "" on a Chinese page."""
    return in_document()
