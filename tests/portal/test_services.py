"""The database and the cache that a larger installation uses."""

import pytest
from django.core.cache import caches
from django.db import connection

from portal import env


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has these settings")
def test_sqlite_waits_for_its_turn_and_keeps_foreign_keys():
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "busy_timeout", "synchronous")
        }
    assert found == {"foreign_keys": 1, "busy_timeout": 20_000, "synchronous": 1}  # 1 is NORMAL


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_connections_come_from_a_pool():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert connection.pool.get_stats()["pool_max"] == 8


def test_redis_is_used_through_the_backend_of_django(monkeypatch, settings, redis_url):
    monkeypatch.setenv("CACHE_URL", redis_url)
    settings.CACHES = {"default": env.cache("CACHE_URL", "")}
    cache = caches["default"]
    assert type(cache).__module__ == "django.core.cache.backends.redis"
    cache.set("合计", "7181860500")
    try:
        assert cache.get("合计") == "7181860500"
    finally:
        cache.delete("合计")
