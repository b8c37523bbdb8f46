"""Every address under /admin/ as nobody, uploader, publisher and administrator: in only where the role allows."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from budgets import actions
from budgets.actions import Actor, create_draft, publish
from budgets.models import Body, Edition, EditionVersion, Explanation, ImplementerConfirmation
from budgets.parsing.records import BudgetReport
from budgets.reconcile import CheckOutcome
from tests.conftest import SAMPLE
from tests.desk.conftest import ADMINISTRATOR, PUBLISHER, UPLOADER, Account
from tests.snapshots import restored

pytestmark = pytest.mark.django_db

NOBODY, UPLOAD, PUBLISH, ADMINISTER, NO_ROLE = range(5)
ROLES = {UPLOAD: UPLOADER, PUBLISH: PUBLISHER, ADMINISTER: ADMINISTRATOR}

# The least role that each address lets in, by namespace and name; what is not named here fails the test.
OPEN = {"admin:login", "admin:logout"}
DESK = {
    "home": UPLOAD,
    "manual": UPLOAD,
    "check": UPLOAD,
    "upload": UPLOAD,
    "progress": UPLOAD,
    "draft": UPLOAD,
    "dates": UPLOAD,
    "explain": UPLOAD,
    "sheet": UPLOAD,
    "discard": UPLOAD,
    "publish": PUBLISH,
    "unschedule": PUBLISH,
    "edition": UPLOAD,
    "withdraw": PUBLISH,
    "reinstate": PUBLISH,
    "restore": PUBLISH,
    "withdraw-version": PUBLISH,
    "reinstate-version": PUBLISH,
    "edition-dates": PUBLISH,
    "implementers": PUBLISH,
}
# Any account that is signed in; these hold nothing of the documents.
FOR_EVERYONE = {"index", "password_change", "password_change_done", "jsi18n", "view_on_site", "app_list", ""}
ABSENT = {"second-factor"}  # 404 unless the site asks for a second factor


def _addresses() -> Iterator[str]:
    def walk(patterns: list, namespace: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or namespace)
            elif isinstance(pattern, URLPattern):
                yield f"{namespace}:{pattern.name or ''}"

    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and str(resolver.pattern) == "admin/":
            yield from walk(resolver.url_patterns, resolver.namespace or "")


ADDRESSES = sorted(set(_addresses()))


def _least(address: str) -> int:
    namespace, _, name = address.partition(":")
    if address in OPEN:
        return NOBODY
    if namespace == "desk":
        return DESK[name]
    if name in FOR_EVERYONE:
        return UPLOAD
    if (
        name == "autocomplete"
        or name.endswith("_delete")
        or (name.startswith("budgets_") and name.endswith("_add"))
    ):
        return NO_ROLE
    if name.startswith(("auth_user_", "budgets_logentry_")) or name == "auth_user_password_change":
        return ADMINISTER
    assert name.startswith("budgets_"), f"{address} is not in this table"
    return PUBLISH


def _path(address: str, version: EditionVersion, user: User) -> str:
    namespace, _, name = address.partition(":")
    if namespace == "desk":
        numbers = {"draft", "dates", "explain", "sheet", "discard", "publish", "unschedule"}
        if name in numbers:
            return reverse(address, args=[version.pk])
        if name in ("restore", "withdraw-version", "reinstate-version"):
            return reverse(address, args=[version.edition_id, 1])
        if name in ("edition", "edition-dates", "implementers", "withdraw", "reinstate"):
            return reverse(address, args=[version.edition_id])
        return reverse(address, args=["t" * 22] if name == "progress" else [])
    if name == "auth_user_password_change":
        return reverse(address, args=[user.pk])
    if name == "app_list":
        return reverse(address, args=["budgets"])
    if name == "view_on_site":
        return reverse(address, args=[1, 1])
    if not name:
        return "/admin/no-such-page/"
    if name.endswith(("_change", "_delete", "_history")) and name != "password_change":
        label, model, _act = name.split("_")
        record = apps.get_model(label, model)._default_manager.order_by("-pk").first()
        assert record is not None, f"no {model} to look at"
        return reverse(address, args=[user.pk if label == "auth" else record.pk])
    return reverse(address)


def _came_in(client: Client, path: str) -> bool:
    """Whether the address let in: no demand to sign in, no refusal."""
    response = client.get(path)
    asked = response.status_code == 302 and response["Location"].startswith("/admin/login/")
    return not asked and response.status_code != 403


@pytest.fixture
def furnished(db: None, report: BudgetReport, checks: tuple[CheckOutcome, ...]) -> EditionVersion:
    """The bundled edition, live, with one of everything that is written beside a version, so that its record has an address."""

    def build() -> list[EditionVersion]:
        version = publish(create_draft(report, checks, SAMPLE.read_bytes(), "shanghai-stc"))
        actions.explain(version.checkresults.filter(verdict="rounding")[0], "说明。", Actor())
        statement = version.projectstatements.get(number=9)
        actions.confirm_implementer(statement, ImplementerConfirmation.Decision.NONE, None, Actor())
        further = version.furthertablerecords.create(
            position=1, slug="further-1", title="一张表", row_count=1
        )
        further.cells.create(version=version, row=1, column=1, text="一格")
        version.hiddencontents.create(position=1, kind="comment", text="一条批注")
        version.unreadplaces.create(position=1, cause="picture")
        return [version]

    (version,) = restored("furnished", build)
    return version


def test_an_address_lets_in_the_roles_that_it_is_for(furnished: EditionVersion, account: Account) -> None:
    other = User.objects.create_user("other", is_staff=True)
    outside = Client()
    outside.force_login(User.objects.create_user("plain"))
    people = [("nobody", NOBODY, Client()), ("an account that is not of the desk", NOBODY, outside)]
    people += [(name, role, account(name, name)) for role, name in ROLES.items()]
    addresses = [address for address in ADDRESSES if address.partition(":")[2] not in ABSENT]
    assert len(addresses) > 100
    wrong = [
        (address, name)
        for address in addresses
        for name, role, client in people
        if _came_in(client, _path(address, furnished, other))
        != (role >= _least(address) if role > NOBODY else _least(address) == NOBODY)
    ]
    assert wrong == []


def test_an_account_without_a_role_sees_no_document(furnished: EditionVersion, account: Account) -> None:
    client = account("without")
    for address in ADDRESSES:
        if address.partition(":")[2] in FOR_EVERYONE | ABSENT:
            continue
        if _least(address) > NOBODY:
            path = _path(address, furnished, User.objects.get(username="without"))
            assert not _came_in(client, path), path


def test_writing_is_for_the_same_roles(draft: EditionVersion, account: Account) -> None:
    """What a form sends is refused like the page that it stands on, and nothing changes."""
    before = _all_of_it()
    uploader = account("lu", UPLOADER)
    for name, least in DESK.items():
        path = _path(f"desk:{name}", draft, User.objects.get(username="lu"))
        assert Client().post(path)["Location"].startswith("/admin/login/"), name
        if least > UPLOAD:
            assert uploader.post(path).status_code == 403, name
        elif name in ("draft", "dates", "explain", "sheet", "discard"):
            assert uploader.post(path).status_code == 404, name  # it is someone else's draft
    assert _all_of_it() == before


def _all_of_it() -> list[list[dict]]:
    kept = (Body, Edition, EditionVersion, Explanation, ImplementerConfirmation)
    return [list(model.objects.values()) for model in kept]
