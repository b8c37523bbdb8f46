"""Cases that are read are stored and published too, and every page says what is true of them. Typed from their README."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from budgets.models import EditionVersion
from tests.documents import CASES, needs_documents
from tests.snapshots import restored

pytestmark = [pytest.mark.django_db, needs_documents]

Case = Callable[[str], EditionVersion]
ACCEPTED = "unread,hidden,cover"
PAGES = (
    "",
    "tables/",
    "tables/expenditure/",
    "figures/",
    "three-public/",
    "checks/",
    "disclosure/",
    "source/",
    "unread/",
)


@pytest.fixture
def case(db: None, read_once: None) -> Case:
    """The case, stored and published by the command."""

    def publish(name: str) -> EditionVersion:
        def build() -> list[EditionVersion]:
            words = ("--publish", "--slug", "case", "--accept", ACCEPTED)
            call_command("import_budget", str(CASES / name), *words)
            return [EditionVersion.objects.get()]

        (version,) = restored(f"case {name}", build)
        return version

    return publish


def _text(version: EditionVersion, page: str, language: str = "") -> str:
    answer = Client().get(f"{language}/case/{version.edition.segment}/{page}")
    assert answer.status_code == 200, page
    words = re.sub(r"<[^>]+>", "", answer.content.decode())
    return re.sub(r"\s+", " ", words)


@pytest.mark.parametrize(
    "name",
    ["kangxi-radicals.txt", "title-missing.docx", "lines-with-single-spaces.txt", "negative-project.txt"],
)
def test_every_page_of_a_case_answers_and_shows_no_sign_of_the_program(case: Case, name: str) -> None:
    version = case(name)
    for page in PAGES:
        assert "None" not in _text(version, page)
        assert "None" not in _text(version, page, "/en")


def test_radicals_are_stored_with_their_columns(case: Case) -> None:
    """Table 9 prints 公务⽤⻋购置及运⾏费 113.76 (10,000 yuan)."""
    version = case("kangxi-radicals.txt")
    assert version.figures.count() == 220
    assert "113.76" in _text(version, "three-public/")


def test_a_table_without_its_title_can_be_opened_and_is_not_called_missing(case: Case) -> None:
    version = case("title-missing.docx")
    assert "支出预算总表（原文没有印表名）" in _text(version, "tables/")
    page = Client().get("/case/2025/tables/").content.decode()
    assert not re.search(r'<a href="[^"]*tables/expenditure/">\s*</a>', page)


def test_what_was_not_read_is_not_counted_as_printed(case: Case) -> None:
    """176 rows with 335 amounts are printed; of 130 nobody can tell the column."""
    version = case("lines-with-single-spaces.txt")
    for page in ("tables/", "figures/"):
        said = _text(version, page)
        assert "一共印了 205 个" not in said and "里印出的每个数字" not in said
    assert "读出 205 个数字，印出的比这多" in _text(version, "tables/")
    assert "版本记录这份文件" not in _text(version, "")


def test_a_fault_of_ours_in_one_document_keeps_no_other_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from budgets.management.commands import import_budget

    stored = import_budget.draft_of

    def breaks_once(budget: object, content: bytes, slug: str) -> EditionVersion:
        if b"broken" in content:
            raise StopIteration
        return stored(budget, content, slug)  # type: ignore[arg-type]

    monkeypatch.setattr(import_budget, "draft_of", breaks_once)
    text = (CASES / "negative-project.txt").read_text()
    (tmp_path / "a.txt").write_text(f"{text}\nbroken\n")
    (tmp_path / "b.txt").write_text(text)
    with pytest.raises(CommandError, match=r"a\.txt：存入时程序出错，没有存入") as refused:
        call_command("import_budget", str(tmp_path))
    assert "Traceback" not in str(refused.value)
    assert "共 2 份，存入 1，拒绝 1" in capsys.readouterr().out
    assert EditionVersion.objects.count() == 1


def test_an_amount_of_the_overview_that_was_not_read_leads_to_the_list(case: Case) -> None:
    version = case("lines-with-single-spaces.txt")
    page = Client().get(f"/case/{version.edition.segment}/").content.decode()
    places = re.findall(r"(?:<a[^>]*>)?没有读出<", page)
    assert places and all(place.startswith('<a href="/case/2026/unread/"') for place in places)
