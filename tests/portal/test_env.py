import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env


def test_missing_variable_is_named(monkeypatch):
    monkeypatch.delenv("PUBLIC_NAME", raising=False)
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_NAME is missing"):
        env.text("PUBLIC_NAME")


def test_variable_set_to_nothing_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("PUBLIC_NAME", " ")
    assert env.text("PUBLIC_NAME", "default") == "default"


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("0", False), ("", False)])
def test_switch(monkeypatch, value, expected):
    monkeypatch.setenv("HTTPS", value)
    assert env.flag("HTTPS") is expected


def test_switch_refuses_other_words(monkeypatch):
    monkeypatch.setenv("HTTPS", "maybe")
    with pytest.raises(ImproperlyConfigured, match="HTTPS=1 or HTTPS=0"):
        env.flag("HTTPS")


def test_words_are_cut_at_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")
    assert env.words("ALLOWED_HOSTS", ["localhost"]) == ["a.example", "b.example"]


@pytest.mark.parametrize(
    "address", ["nonsense", "mysql://u:hidden@host/name", "postgres://u:hidden@host:x/name"]
)
def test_database_address_that_is_not_understood_is_named_without_its_password(monkeypatch, recwarn, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is not understood") as caught:
        env.database("DATABASE_URL", Path("unused"))
    assert "hidden" not in f"{caught.value}{[str(warning.message) for warning in recwarn]}"


def test_without_an_address_the_database_is_a_file_whatever_its_folder_is_called(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    path = tmp_path / "a+b c%20?#" / "db.sqlite3"
    found = env.database("DATABASE_URL", path)
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", path)
    assert path.parent.is_dir()


def test_database_address_on_a_unix_socket(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://clerk@//run/postgresql/portal")
    found = env.database("DATABASE_URL", Path("unused"))
    assert (found["HOST"], found["NAME"], found["USER"]) == ("/run/postgresql", "portal", "clerk")


def test_cache_address_that_is_not_understood_is_named(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "nonsense")
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL is not understood"):
        env.cache("CACHE_URL", "")


def test_secret_is_made_once_and_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "var" / "secret_key"
    first = env.secret_key("SECRET_KEY", path)
    assert len(first) >= 50
    assert env.secret_key("SECRET_KEY", path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_second_of_two_first_starts_keeps_the_key_of_the_first(tmp_path):
    path = tmp_path / "secret_key"
    env._write_once(path, "first")
    env._write_once(path, "second")
    assert path.read_text() == "first\n"


def test_secret_from_the_environment_is_not_written_down(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "from outside")
    assert env.secret_key("SECRET_KEY", tmp_path / "secret_key") == "from outside"
    assert list(tmp_path.iterdir()) == []


def test_secret_that_cannot_be_written_names_the_variable(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "file").touch()  # a file where the folder should be: refused to root as well
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        env.secret_key("SECRET_KEY", tmp_path / "file" / "secret_key")


RATES = {"search": "300/minute", "files": "60/minute"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", RATES),
        ("search=5/second", {"search": "5/second", "files": "60/minute"}),
        ("search = off, files=1/day", {"files": "1/day"}),
        ("off", {}),
    ],
)
def test_limits_are_the_usual_ones_but_for_those_named(monkeypatch, value, expected):
    monkeypatch.setenv("LIMITS", value)
    assert env.limits("LIMITS", RATES) == expected


@pytest.mark.parametrize("value", ["search", "search=5", "search=0/minute", "serach=5/minute", "on"])
def test_a_limit_that_is_not_understood_is_named(monkeypatch, value):
    monkeypatch.setenv("LIMITS", value)
    with pytest.raises(ImproperlyConfigured, match=r"LIMITS: .* is not understood"):
        env.limits("LIMITS", RATES)


def test_proxies_are_addresses_and_networks(monkeypatch):
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.5, 2001:db8::/32")
    assert env.networks("TRUSTED_PROXIES", []) == ["10.0.0.5", "2001:db8::/32"]
    monkeypatch.setenv("TRUSTED_PROXIES", "proxy.example")
    with pytest.raises(ImproperlyConfigured, match=r"TRUSTED_PROXIES: proxy\.example is no address"):
        env.networks("TRUSTED_PROXIES", [])
