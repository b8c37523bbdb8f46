import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.middleware import NullCharacterMiddleware


def answer(request):
    return HttpResponse()


def test_nul_in_the_query_string_becomes_a_value_that_matches_nothing():
    request = RequestFactory().get("/", QUERY_STRING="q=%00abc&code=206")
    NullCharacterMiddleware(answer)(request)
    assert request.GET.dict() == {"q": "\N{REPLACEMENT CHARACTER}abc", "code": "206"}


def test_cookie_with_nul_is_dropped():
    # A quoted cookie can spell NUL in octal.
    request = RequestFactory().get("/", headers={"cookie": r'sessionid="a\000b"; csrftoken=kept'})
    assert "\x00" in request.COOKIES["sessionid"]
    NullCharacterMiddleware(answer)(request)
    assert request.COOKIES == {"csrftoken": "kept"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [("/%00", 404), ("/a%00b/2025/", 404), ("/admin/login/?next=%00", 200), ("/?q=%00&page=%00", 200)],
)
def test_nul_is_never_a_server_error(client, address, status):
    assert client.get(address).status_code == status


@pytest.mark.django_db
def test_session_cookie_with_nul_is_no_server_error(client):
    assert client.get("/admin/", headers={"cookie": r'sessionid="a\000bcdefgh"'}).status_code == 302
