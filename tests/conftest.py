"""What all tests share."""

import gc
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
from _pytest import runner
from django.conf import settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

from budgets.actions import create_draft, publish
from budgets.models import EditionVersion
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers import read_document
from budgets.readers.document import Document
from budgets.reading import ReadBudget, read
from budgets.reconcile import CheckOutcome, run_checks
from tests import migrated
from tests.documents import budget_of, short_form
from tests.live_site import prepared
from tests.snapshots import lay_out, restored

SAMPLE = Path(__file__).resolve().parent.parent / "budgets" / "sample" / "shanghai-stc-2025.txt"


def pytest_configure(config: pytest.Config) -> None:
    if "TEST_READY" not in os.environ:  # of all processes of this run
        folder = TemporaryDirectory(prefix="portal-test-")
        config.add_cleanup(folder.cleanup)
        os.environ["TEST_READY"] = folder.name
    # Tests in this process need no collected files and no slow password digest; the browser tests run
    # against a server with the real settings.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.LIMITS = {}  # all tests ask from one address
    # Processes have databases of their own, so they must not share packages either.
    settings.DATA_DIR = settings.DATA_DIR / os.environ.get("PYTEST_XDIST_WORKER", "single")


def pytest_collection_finish() -> None:
    # What is there now stays to the end: the collector of cycles need not go through it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """As pytest-django makes the database; from now on a snapshot may lie in it."""
    with migrated.once():
        request.getfixturevalue("django_db_setup")
    _unblocked.append(django_db_blocker)


_unblocked: list[DjangoDbBlocker] = []


def _on_one_stack(call: Callable[[], object]) -> object:
    return call()


# Python keeps its frames in pieces of 16 kB and gives each piece back to the system as soon as it is empty: a loop that
# calls across the end of one spends half its time there. After a frame as large as this, half a megabyte is left.
_on_one_stack.__code__ = _on_one_stack.__code__.replace(co_stacksize=2**16)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    return _on_one_stack(lambda: runner.pytest_runtest_protocol(item, nextitem))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    names, marker = getattr(item, "fixturenames", ()), item.get_closest_marker("django_db")
    if _unblocked and (marker or "db" in names):
        # A test with transactions of its own leaves an empty database.
        whole = marker is None or not marker.kwargs.get("transaction")
        with _unblocked[0].unblock():
            lay_out("published" if whole and "published" in names and "draft" not in names else None)
    if item.get_closest_marker("postgres") and "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("needs a DATABASE_URL of PostgreSQL")


@pytest.fixture(autouse=True)
def chinese() -> None:
    """A page of one test must not leave its language to the next: in a thread the last one stays."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def unavailable() -> Callable[[str], NoReturn]:
    """Leave a test out because a service cannot be had here; with CI=true that is a failure."""

    def leave_out(reason: str) -> NoReturn:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)

    return leave_out


@pytest.fixture(scope="session")
def redis_url(unavailable: Callable[[str], NoReturn]) -> str:
    """The address of a Redis that belongs to the tests."""
    return os.environ.get("TEST_REDIS_URL") or unavailable("no Redis: make test starts one (TEST_REDIS_URL)")


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One folder for all processes of a run."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def ready() -> Path:
    """The data of a site with the bundled edition, to begin from; made once for both databases of `make test`."""
    return prepared(Path(os.environ["TEST_READY"]) / "prepared")


@pytest.fixture(scope="session")
def document() -> Document:
    """The bundled 2025 document as its reader gives it."""
    with SAMPLE.open("rb") as stream:
        return read_document(stream, SAMPLE.name)


@pytest.fixture(scope="session")
def report(document: Document) -> BudgetReport:
    """The bundled 2025 document as parsed."""
    return parse_report(document)


@pytest.fixture(scope="session")
def checks(report: BudgetReport) -> tuple[CheckOutcome, ...]:
    """What the checks found in the bundled document."""
    return run_checks(report)


@pytest.fixture
def draft(db: None, report: BudgetReport, checks: tuple[CheckOutcome, ...]) -> EditionVersion:
    """The bundled edition as a draft at /shanghai-stc/2025/."""
    (version,) = restored(
        "draft", lambda: [create_draft(report, checks, SAMPLE.read_bytes(), "shanghai-stc")]
    )
    return version


@pytest.fixture
def published(
    request: pytest.FixtureRequest, db: None, report: BudgetReport, checks: tuple[CheckOutcome, ...]
) -> EditionVersion:
    """The bundled edition, live at /shanghai-stc/2025/: the test's own draft where it asks for that too."""
    if "draft" in request.fixturenames:
        return publish(request.getfixturevalue("draft"))
    content = SAMPLE.read_bytes()
    (version,) = restored(
        "published", lambda: [publish(create_draft(report, checks, content, "shanghai-stc"))]
    )
    return version


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """`import_budget` gets a document as the run keeps it, instead of having it read by a process of its own each time.

    That process is tried by `test_importing.py`, `test_commands.py` and `test_bad_input.py`.
    """

    def read_file(path: str | Path, progress: object = None) -> tuple[ReadBudget, bytes]:
        return budget_of(Path(path)), Path(path).read_bytes()

    monkeypatch.setattr("budgets.management.commands.import_budget.read_file", read_file)


@pytest.fixture
def brief(db: None) -> EditionVersion:
    """The bundled edition in its short form, live at /shanghai-stc/2025/."""

    def build() -> list[EditionVersion]:
        content = short_form(SAMPLE.read_text()).encode()
        budget = read(content, SAMPLE.name)
        return [publish(create_draft(budget.report, budget.checks, content, "shanghai-stc"))]

    (version,) = restored("brief", build)
    return version
