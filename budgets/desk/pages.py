"""What every page of the desk shares: who may come in, who acts, and the frame around the page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from urllib.parse import quote, urlencode

from django.contrib import admin, messages
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from budgets import access
from budgets.actions import Actor
from budgets.models import EditionVersion
from budgets.pages import Context
from budgets.pages.precheck.shown import Explaining
from budgets.words.desk import form_words

View = Callable[..., HttpResponseBase]


def desk_page(permission: str) -> Callable[[View], View]:
    """Let in signed-in users with the permission; others are asked to sign in, or refused with 403."""

    def wrap(view: View) -> View:
        @never_cache
        @wraps(view)
        def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not access.is_signed_in(request.user):
                if request.method == "POST":
                    said = _("登录已过期，刚才的操作没有执行；已存的草稿都在，请登录后再做一次。")
                    messages.warning(request, said)
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            if not access.may(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return page

    return wrap


def actor(request: HttpRequest) -> Actor:
    """Who acts in this request, and from where."""
    assert isinstance(request.user, User)
    return Actor(request.user, request.META.get("REMOTE_ADDR", ""))


def account_name(user: User | None) -> str:
    """The name that an account signs in with; "" without one."""
    return user.get_username() if user else ""


@dataclass(frozen=True)
class Link:
    """A link of the desk; `current` marks the page that is shown."""

    address: str
    words: str
    current: bool = False


@dataclass(frozen=True)
class Pager:
    """The addresses of the pages of a list before and after the one that is shown; "" where there is none."""

    previous: str
    next: str


def pager(page: Page, name: str, words: str) -> Pager | None:
    """The links under a list whose page is the value `name` of the address; None when it has but one page."""

    def address(number: int) -> str:
        return f"?{urlencode({'q': words, name: number}, quote_via=quote)}"

    if not page.has_other_pages():
        return None
    return Pager(
        address(page.previous_page_number()) if page.has_previous() else "",
        address(page.next_page_number()) if page.has_next() else "",
    )


def explaining(
    request: HttpRequest, version: EditionVersion, typed: Mapping[int, str] | None = None
) -> Explaining:
    """For the findings of a version: where they are explained; `typed` is the explanation that was refused."""
    csrf = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    return Explaining(reverse("desk:explain", args=[version.pk]), csrf, typed or {})


def render_desk(request: HttpRequest, template: str, context: Context, status: int = 200) -> HttpResponse:
    """Render a page in the frame of the admin site."""
    frame = admin.site.each_context(request)
    publishes = access.may(request.user, access.PUBLISH)
    own: Context = {
        # Django's side bar lists database tables, which the desk's pages are not about.
        "is_nav_sidebar_enabled": False,
        "publishes": publishes,
        "desk_links": list(_desk_links(request, publishes=publishes)),
        "account": _account(request.user),
        "form_words": form_words(),
    }
    return render(request, template, {**frame, **own, **context}, status=status)


def _desk_links(request: HttpRequest, *, publishes: bool) -> Iterator[Link]:
    """The links of the head of the page that this account may follow."""
    here = request.resolver_match.url_name if request.resolver_match else None

    def own(name: str, words: str) -> Link:
        return Link(reverse(f"desk:{name}"), words, name == here)

    yield own("home", _("工作台"))
    yield own("check", _("预检"))
    yield own("upload", _("上传"))
    if publishes:
        yield Link(reverse("admin:app_list", args=["budgets"]), _("存入的内容"))
    if access.may(request.user, access.ADMINISTER):
        yield Link(reverse("admin:auth_user_changelist"), _("账号"))
        yield Link(reverse("admin:budgets_logentry_changelist"), _("操作记录"))
    yield own("manual", _("手册"))


def _account(user: User | AnonymousUser) -> str:
    """What an account is called: family name and given name, else the name that it signs in with."""
    return f"{getattr(user, 'last_name', '')}{getattr(user, 'first_name', '')}" or user.get_username()
