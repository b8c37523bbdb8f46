import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_ready_when_the_database_answers_and_is_migrated(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response["Content-Type"].startswith("text/plain")
    assert "no-store" in response["Cache-Control"]


def test_not_ready_when_a_migration_is_missing(client):
    MigrationRecorder.Migration.objects.filter(app="auth", name="0001_initial").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations are missing")


def test_a_database_with_all_that_a_migration_replaces_is_ready(client):
    own = MigrationRecorder.Migration.objects.filter(app="budgets")
    assert own.filter(name="0001_squashed_0018_state_marks").delete()[0] == 1
    assert client.get("/readyz").status_code == 200
    own.filter(name="0012_references").delete()
    assert client.get("/readyz").status_code == 503


def test_not_ready_when_the_database_does_not_answer(client, monkeypatch):
    def refuse(self):
        raise OperationalError("connection refused")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database does not answer")


@pytest.mark.parametrize("address", ["/healthz", "/robots.txt", "/en/robots.txt"])
def test_alive_without_asking_the_database(client, django_assert_num_queries, address):
    with django_assert_num_queries(0):
        response = client.get(address)
    assert response.status_code == 200


def test_only_reading_is_allowed(client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
