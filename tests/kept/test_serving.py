"""A kept answer is the answer that Django would make now, for whoever asks in whatever way."""

import base64
import hashlib
import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from django.db import OperationalError

from budgets import actions
from budgets.actions import OPERATOR
from budgets.form.terms import Verdict
from budgets.kept import answers
from budgets.kept.answers import Key
from budgets.kept.withdrawn import forget_withdrawn
from budgets.models import SITE, CheckResult, State, StateMark
from budgets.pages.data.package import package_of
from tests.conftest import SAMPLE

EDITION = "/shanghai-stc/2025/"
REVENUE = f"{EDITION}tables/revenue/"


def test_an_answer_is_made_once(published, site):
    first = site.get(REVENUE)
    second = site.get(REVENUE)
    assert first.status == 200 and "327,615,836" in first.text  # table 2 of the document
    assert second.body == first.body and second.headers == first.headers
    assert site.made == [REVENUE]


def test_it_is_the_answer_that_django_makes(published, site):
    computed = site.get(REVENUE, computed=True)
    site.get(REVENUE)
    kept = site.get(REVENUE)
    assert kept.body == computed.body
    own = {"etag", "vary", "content-length"}
    assert {k: v for k, v in kept.headers.items() if k not in own} == {
        k: v for k, v in computed.headers.items() if k not in own
    }


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("", ""),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
    ],
)
def test_each_browser_gets_the_encoding_it_takes(published, site, accepted, encoding):
    given = site.get(REVENUE, accept_encoding=accepted)
    assert given.headers.get("content-encoding", "") == encoding
    assert "327,615,836" in given.text
    assert given.headers["content-length"] == str(len(given.body))
    assert given.headers["vary"] == "Accept-Encoding"


def test_what_a_browser_has_costs_a_look_up(published, site):
    for encoding in ("br", "gzip", ""):
        tag = site.get(REVENUE, accept_encoding=encoding).headers["etag"]
        again = site.get(REVENUE, accept_encoding=encoding, if_none_match=f'"other", {tag}')
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert "content-security-policy" not in again.headers  # a framed chart keeps its own
    assert site.made == [REVENUE]


def test_who_has_any_answer_at_all_needs_none(published, site):
    site.get(REVENUE)
    again = site.get(REVENUE, if_none_match="*")
    assert (again.status, again.body) == (304, b"")


def test_who_goes_on_with_another_answer_is_told_so(published, site):
    tag = site.get(REVENUE).headers["etag"]
    assert site.get(REVENUE, if_match=tag).status == 200
    refused = site.get(REVENUE, if_match='"other"')
    assert (refused.status, refused.body) == (412, b"")


def test_a_304_says_for_how_long_as_the_answer_does(published, site):
    address = "/search/suggestions.json?q=" + "%E7%A7%91%E6%8A%80"
    given = site.get(address)
    again = site.get(address, if_none_match=given.headers["etag"])
    assert again.status == 304
    assert again.headers["cache-control"] == given.headers["cache-control"] == "max-age=60"


def test_a_head_request_gets_the_headers_alone(published, site):
    head = site.get(REVENUE, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers == site.get(REVENUE).headers


@pytest.mark.parametrize("more", ["from=singlemessage", "utm_source=x&utm_medium=y", "_=1732999", "页=1"])
def test_what_a_page_does_not_know_changes_nothing(published, site, more):
    plain = site.get(f"{REVENUE}?sort=-total")
    assert site.get(f"{REVENUE}?{more}&sort=-total").body == plain.body
    assert site.get(f"{REVENUE}?sort=-total&{more}").body == plain.body
    assert site.made == [REVENUE]
    assert site.get(f"{REVENUE}?{more}&sort=-total", computed=True).body == plain.body


def test_the_order_of_the_names_changes_nothing(published, site):
    first = site.get(f"{REVENUE}?unit=wan&sort=-total&per_page=25")
    assert site.get(f"{REVENUE}?per_page=25&sort=-total&unit=wan").body == first.body
    assert len(site.made) == 1


def test_words_that_are_not_encoded_are_the_same_words(published, site):
    written = "科学技术".encode().decode("latin-1")  # as a web server passes on the bytes of the address
    encoded = site.get(f"{REVENUE}?q=%E7%A7%91%E5%AD%A6%E6%8A%80%E6%9C%AF")
    assert "科学技术" in encoded.text and "没有符合条件" not in encoded.text
    assert site.get(f"{REVENUE}?q={written}").body == encoded.body
    assert len(site.made) == 1


def test_another_filter_language_host_or_scheme_is_another_answer(published, site):
    site.get(REVENUE)
    for address in (f"{REVENUE}?q=科普", f"/en{REVENUE}", f"{REVENUE}?sort=-total"):
        assert site.get(address).body == site.get(address, computed=True).body
    other = site.get(REVENUE, host="localhost")
    assert "http://localhost/" in other.text and "testserver" not in other.text
    assert len(site.made) == 5


def test_a_host_is_the_same_in_capitals_and_another_with_a_foreign_port(published, site):
    site.get(REVENUE)
    site.get(REVENUE, host="TestServer")
    site.get(REVENUE, host="testserver:80")
    assert site.made == [REVENUE, REVENUE]
    for _ in range(2):
        assert site.get(REVENUE, host="testserver:8123").status == 200
    assert site.made == [REVENUE] * 4  # made for each, as a client may name any port


def test_a_cookie_whose_name_ends_alike_is_no_session(published, site):
    for cookie in ("othersessionid=1", "theme=dark; x=sessionid"):
        site.get(REVENUE, cookie=cookie)
    assert site.made == [REVENUE]


def test_a_database_that_cannot_say_what_is_valid_is_not_taken_for_gone(published, site, monkeypatch):
    site.get(REVENUE)

    def locked(*_: object) -> State:
        raise OperationalError("database is locked")

    monkeypatch.setattr("budgets.models.marks.StateMarkQuerySet.state", locked)
    monkeypatch.setattr(type(StateMark.objects), "state", locked)
    assert site.get(REVENUE).status == 200
    assert site.made == [REVENUE, REVENUE]


def test_nobody_waits_for_what_was_not_to_be_kept(published, site, monkeypatch):
    missing = f"{EDITION}tables/no-such-table/"
    assert site.get(missing).status == 404

    def waits(_key: Key) -> None:
        raise AssertionError("nobody should wait")

    monkeypatch.setattr(answers.kept(), "making", waits)
    assert site.get(missing).status == 404


def test_a_foreign_host_is_refused_and_nothing_of_it_is_kept(published, site):
    assert site.get(REVENUE, host="evil.example").status == 400
    assert "evil.example" not in site.get(REVENUE).text


def test_a_reader_who_is_signed_in_is_answered_by_django(published, site):
    site.get(REVENUE)
    site.get(REVENUE, cookie="sessionid=whatever")
    assert site.made == [REVENUE, REVENUE]
    site.get(REVENUE, cookie="theme=dark; seen=1")
    assert len(site.made) == 2


@pytest.mark.parametrize(
    "address", ["/admin/login/", "/healthz", f"{EDITION}nothing/", "/nobody/2025/", f"{REVENUE}?sort="]
)
def test_the_desk_errors_and_redirects_are_never_kept(published, site, address):
    assert site.get(address).status == site.get(address).status
    assert len(site.made) == 2


def test_a_draft_is_never_kept(draft, site):
    address = f"/preview/{draft.preview_key}/"
    assert [site.get(address).status for _ in range(2)] == [302, 302]
    assert len(site.made) == 2


# ---- what changes, changes at once ----------------------------------------------------------------------


def marks() -> tuple[str, str]:
    return StateMark.objects.get(scope="shanghai-stc").value, StateMark.objects.get(scope=SITE).value


def test_an_explanation_is_on_the_page_at_once(published, site, django_capture_on_commit_callbacks):
    address = f"{EDITION}checks/?verdict=differs"
    assert "本单位已经更正" not in site.get(address).text
    result = CheckResult.objects.filter(version=published, verdict=Verdict.DIFFERS.word).first()
    before = marks()
    with django_capture_on_commit_callbacks(execute=True):
        actions.explain(result, "本单位已经更正", OPERATOR)
    assert all(a != b for a, b in zip(before, marks(), strict=True))
    assert "本单位已经更正" in site.get(address).text


def test_what_is_withdrawn_is_gone_at_once_and_its_bytes_too(
    published, site, tmp_path, django_capture_on_commit_callbacks
):
    addresses = [
        EDITION,
        REVENUE,
        f"{EDITION}figures.csv",
        f"{EDITION}source/original",
        "/",
        "/search/?q=科普",
    ]
    mark, of_site = marks()
    for address in addresses:
        assert site.get(address).status == 200
    store = answers_file()
    assert {mark, of_site} <= {its for _scope, its in store.marks()}
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(published.edition, "含有不应公开的内容", OPERATOR)
    assert [site.get(address).status for address in addresses[:4]] == [410] * 4
    assert all("7,181,860,500" not in site.get(address).text for address in addresses[4:])
    assert not {mark, of_site} & {its for _scope, its in store.marks()}


def answers_file():
    from budgets.kept.answers import kept

    return kept().shared


def test_a_package_that_was_in_the_making_when_its_version_was_withdrawn_is_deleted(published, site):
    package_of(published, 0).close()
    folder = settings.DATA_DIR / "packages" / str(published.pk)
    forget_withdrawn()
    assert list(folder.glob("*.zip"))
    actions.withdraw(
        published.edition, "误", OPERATOR
    )  # its own deleting comes with a commit, which no test has
    assert list(folder.glob("*.zip"))
    forget_withdrawn()
    assert not folder.exists()


def test_a_reinstated_edition_is_there_again(published, site, django_capture_on_commit_callbacks):
    before = site.get(REVENUE).body
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(published.edition, "误", OPERATOR)
        assert site.get(REVENUE).status == 410
        actions.reinstate(published.edition, "误撤", OPERATOR)
    assert site.get(REVENUE).body == before


def test_an_answer_that_was_made_before_the_change_is_not_kept_after_it(published, site, monkeypatch):
    """The mark changes while the page is made: the page may be of before, and must not lie under the mark of after."""
    made = site.django

    def slow(environ, start_response):
        pieces = list(made(environ, start_response))
        StateMark.objects.renew("shanghai-stc")
        return pieces

    site.django = slow
    assert "etag" not in site.get(REVENUE).headers  # nobody knows of which state it is
    site.django = made
    site.get(REVENUE)
    assert site.made == [REVENUE, REVENUE]


# ---- files ------------------------------------------------------------------------------------------------


def test_a_part_of_a_file_is_that_part(published, site):
    address = f"{EDITION}figures.csv"
    whole = site.get(address)
    size = len(whole.body)
    tag = whole.headers["etag"]
    assert whole.headers["accept-ranges"] == "bytes"
    cases = {
        "bytes=0-99": (0, 100),
        "bytes=100-": (100, size),
        "bytes=-50": (size - 50, size),
        "bytes=5-5": (5, 6),
    }
    for asked, (start, stop) in cases.items():
        part = site.get(address, range=asked, accept_encoding="br")
        assert (part.status, part.body) == (206, whole.body[start:stop])
        assert part.headers["content-range"] == f"bytes {start}-{stop - 1}/{size}"
        assert part.headers["etag"] == tag
    assert site.get(address, range=f"bytes={size}-").status == 416
    assert site.get(address, range="bytes=0-9", if_range='"other"').body == whole.body
    assert site.get(address, range="bytes=0-9", if_range=tag).status == 206
    for odd in ("bytes=9-1", "bytes=-", "lines=1-2", "bytes=0-1,5-6"):
        assert site.get(address, range=odd).body == whole.body


def test_a_head_request_has_no_part(published, site):
    head = site.get(f"{EDITION}figures.csv", method="HEAD", range="bytes=0-9")
    assert head.status == 200 and int(head.headers["content-length"]) > 10


def test_the_digest_of_a_file_is_of_the_bytes_that_are_sent(published, site):
    given = site.get(f"{EDITION}source/original", accept_encoding="br, gzip")
    digest = base64.b64encode(hashlib.sha256(given.body).digest()).decode()
    assert given.headers["repr-digest"] == f"sha-256=:{digest}:"


def test_a_workbook_is_kept_as_it_is(published, site):
    address = f"{EDITION}workbook.xlsx"
    given = site.get(address, accept_encoding="br")
    assert "content-encoding" not in given.headers
    assert zipfile.ZipFile(BytesIO(given.body)).testzip() is None
    assert site.get(address).body == given.body
    assert site.made == [address]


def test_a_long_file_is_sent_while_it_is_made(published, site, monkeypatch):
    monkeypatch.setattr("budgets.kept.serving.LARGEST", 10_000)
    address = f"{EDITION}figures.csv"
    computed = site.get(address, computed=True).body
    assert len(computed) > 10_000
    packed = site.get(address, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip" and packed.raw == computed
    assert site.get(address).body == computed
    assert site.made == [address, address]


def test_a_long_file_of_known_length_can_be_had_in_parts_and_not_again(published, site, monkeypatch):
    monkeypatch.setattr("budgets.kept.serving.LARGEST", 10_000)
    address = f"{EDITION}source/original"
    document = SAMPLE.read_bytes()
    whole = site.get(address, accept_encoding="gzip")
    assert whole.body == document and "content-encoding" not in whole.headers
    assert whole.headers["content-length"] == str(len(document))
    for asked, start, stop in (("bytes=0-9", 0, 10), ("bytes=70000-", 70_000, None), ("bytes=-7", -7, None)):
        part = site.get(address, range=asked)
        assert (part.status, part.body) == (206, document[start:stop])
        assert part.headers["content-length"] == str(len(part.body))
    assert site.get(address, range=f"bytes={len(document)}-").status == 416
    made = len(site.made)
    assert site.get(address, if_none_match=whole.headers["etag"]).status == 304
    assert len(site.made) == made  # Django was not asked


def test_without_the_setting_django_answers(published, site, settings):
    settings.KEPT_ANSWERS = False
    assert site.get(REVENUE).body == site.get(REVENUE).body
    assert len(site.made) == 2
