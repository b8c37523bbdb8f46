"""What one client may have: so many requests in a time, and so many streams and bodies at once."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from pytest_django import Settings

from budgets.models import EditionVersion
from portal import limits
from portal.limits import BODIES, STREAMS, AtOnce, LimitMiddleware, seconds_to_wait

ENGLISH = "Too many requests came from your network address; please try again in "


@pytest.fixture(autouse=True)
def from_nothing() -> Iterator[None]:
    limits._limiter.cache_clear()
    yield
    limits._limiter.cache_clear()


def _statuses(path: str, times: int, address: str) -> list[int]:
    return [Client(REMOTE_ADDR=address).get(path).status_code for _ in range(times)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("search", "/en/search/?q=206"),
        ("search", "/search/suggestions.json?q=2"),
        ("search", "/search.csv?q=206"),
        ("compare", "/compare/"),
        ("files", "/shanghai-stc/2025/workbook.xlsx"),
        ("files", "/shanghai-stc/2025/v1/package.zip"),
        ("files", "/data/package.zip"),
    ],
)
def test_the_third_of_two_is_refused_to_its_client_alone(
    settings: Settings, published: EditionVersion, kind: str, path: str
) -> None:
    settings.LIMITS = {kind: "2/hour"}
    first, second, third = _statuses(path, 3, "203.0.113.9")
    assert (first, second, third) == (first, first, 429)
    assert first < 400
    assert _statuses(path, 1, "203.0.113.10") == [first]
    assert _statuses("/about/", 3, "203.0.113.9") == [200, 200, 200]


@pytest.mark.django_db
def test_it_says_when_to_come_again(settings: Settings) -> None:
    settings.LIMITS = {"search": "1/minute"}
    client = Client(REMOTE_ADDR="2001:db8::1")
    client.get("/en/search/?q=206")
    answer = Client(REMOTE_ADDR="2001:db8::2").get("/en/search/?q=207")  # the same household
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert f"{ENGLISH}{answer['Retry-After']} seconds." in answer.content.decode()


@pytest.mark.django_db
def test_of_signing_in_only_what_is_sent_counts(settings: Settings) -> None:
    settings.LIMITS = {"sign-in": "1/hour"}
    client = Client(REMOTE_ADDR="203.0.113.9")
    assert [client.get("/admin/login/").status_code for _ in range(3)] == [200] * 3
    words = {"username": "lu", "password": "wrong"}
    assert [client.post("/admin/login/", words).status_code for _ in range(2)] == [200, 429]


def test_redis_counts_for_all_processes_and_its_loss_limits_nobody(
    settings: Settings, redis_url: str
) -> None:
    settings.CACHES = {"default": {"LOCATION": redis_url}}
    who = "test-of-limits"
    limits._limiter().storage.reset()
    assert seconds_to_wait("1/hour", "search", who) == 0
    limits._limiter.cache_clear()  # as another process
    assert 0 < seconds_to_wait("1/hour", "search", who) <= 3600
    settings.CACHES = {"default": {"LOCATION": "redis://127.0.0.1:1/0"}}
    limits._limiter.cache_clear()
    assert [seconds_to_wait("1/hour", "search", who) for _ in range(2)] == [0, 0]


def _request(address: str, **more: str) -> HttpRequest:
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": address} | more
    return request


@pytest.mark.django_db
def test_one_client_has_a_few_streams_at_once_and_each_that_ends_makes_room(settings: Settings) -> None:
    settings.LIMITS = {"files": "60/minute"}
    asked = LimitMiddleware(lambda _: StreamingHttpResponse(iter([b"a", b"b"])))
    held = [asked(_request("203.0.113.9")) for _ in range(STREAMS)]
    assert [answer.status_code for answer in held] == [200] * STREAMS
    refused = asked(_request("203.0.113.9"))
    assert (refused.status_code, refused["Retry-After"]) == (429, "5")
    assert asked(_request("203.0.113.10")).status_code == 200
    held[0].close()
    held[0].close()  # a second time changes nothing
    held.append(asked(_request("203.0.113.9")))
    assert held[-1].status_code == 200
    assert asked(_request("203.0.113.9")).status_code == 429


def test_a_stream_that_a_precondition_replaces_is_given_back(published, settings: Settings) -> None:
    settings.KEPT_ANSWERS = False
    client = Client()
    for _ in range(STREAMS + 1):
        assert client.get("/shanghai-stc/2025/package.zip", headers={"if-match": '"x"'}).status_code == 412
    assert client.get("/shanghai-stc/2025/package.zip").status_code == 200


def test_one_client_has_a_few_bodies_at_once(settings: Settings) -> None:
    settings.LIMITS = {"files": "60/minute"}
    asked: list[int] = []

    def nested(request: HttpRequest) -> HttpResponse:
        """Each asks for another while its own body is read."""
        asked.append(1)
        return middleware(request)  # type: ignore[return-value]

    middleware = LimitMiddleware(nested)
    body = _request("203.0.113.9", CONTENT_LENGTH="10")
    assert middleware(body).status_code == 429
    assert len(asked) == BODIES
    assert middleware.bodies._now == {}


def test_a_client_without_any_is_forgotten() -> None:
    now = AtOnce(1)
    assert now.take("a")
    assert not now.take("a")
    now.give_back("a")
    assert now._now == {}
    assert now.take("a")
