"""Bodies and their address names."""

import re

from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.log import ActionRefused, Actor, record
from budgets.form.spelling import same_brackets
from budgets.models import Body, EditionVersion, LogEntry

# First path segments of the site's own pages: a body of that name would hide one.
RESERVED_SLUGS = frozenset(
    [
        "en",
        "api",
        "admin",
        "compare",
        "search",
        "data",
        "glossary",
        "about",
        "static",
        "preview",
        "healthz",
        "readyz",
        "jsi18n",
        "i18n",
    ]
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def body_for(name: str, slug: str) -> Body:
    """The body of that name; a new one gets the address name, or body-<n> when none is given.

    Brackets of either width are the same: （本级） and (本级) are one body, whose name stays as first printed.
    Raises ActionRefused when the address name cannot be used.
    """
    known = named(name)
    if known is None:
        check_slug(slug)
        return Body.objects.create(name=name, slug=slug or _free_slug())
    if slug and slug != known.slug:
        raise ActionRefused(
            _("“%(name)s”已经使用网址名 %(slug)s，请不要另起。") % {"name": name, "slug": known.slug}
        )
    return known


def named(name: str) -> Body | None:
    """The body of exactly that name, else the one whose name differs only in the width of its brackets or in blanks."""
    exact = Body.objects.filter(name=name).first()
    if exact is not None:
        return exact
    alike = (
        pk
        for pk, known in Body.objects.values_list("pk", "name")
        if same_brackets(known) == same_brackets(name)
    )
    return Body.objects.filter(pk__in=list(alike)).order_by("pk").first()


def check_slug_form(slug: str) -> None:
    """Raise ActionRefused when no body can have that address name; "" is always fine."""
    longest = Body._meta.get_field("slug").max_length or 0
    if not slug:
        return
    own = slug in RESERVED_SLUGS or re.fullmatch(r"v\d+", slug)
    if not _SLUG.fullmatch(slug) or own or len(slug) > longest:
        raise ActionRefused(
            _("网址名“%(slug)s”不能用：请用小写字母、数字和连字符，并避开本站自用的词。")
            % {"slug": slug[:60]}
        )


def check_slug(slug: str) -> None:
    """Raise ActionRefused when a new body cannot take that address name; "" is always fine."""
    check_slug_form(slug)
    if slug and Body.objects.filter(slug=slug).exists():
        raise ActionRefused(_("网址名“%(slug)s”已经属于另一个单位，请换一个。") % {"slug": slug})


def _free_slug() -> str:
    """body-<n>, the first that is free; an admin can change it until something is published under it."""
    taken = set(Body.objects.filter(slug__startswith="body-").values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := f"body-{n}") not in taken)


def rename_body(body: Body, slug: str, by: Actor) -> bool:
    """Give a body another address name; returns whether it changed.

    Part of an action. Raises ActionRefused once anything was published under the old name, and for an uploader
    when others have drafts of the body.
    """
    if slug == body.slug:
        return False
    if not slug:
        raise ActionRefused(_("请填写网址名。"))
    if EditionVersion.objects.filter(edition__body=body).exclude(number=None).exists():
        raise ActionRefused(_("“%(name)s”已有公开过的预算，网址名不能再改。") % {"name": body.name})
    others = EditionVersion.objects.filter(edition__body=body).exclude(uploaded_by=by.user)
    if others.exists() and by.user is not None and not by.user.has_perm(access.PUBLISH):
        raise ActionRefused(_("这个单位还有别人的草稿，网址名请由发布员来改。"))
    check_slug(slug)
    was, body.slug = body.slug, slug
    body.save(update_fields=["slug"])
    record(LogEntry.Act.RENAMED, by, subject=body.name, detail=f"{was} → {slug}")
    return True
