"""The bounded child process: what comes back, and what a file that costs too much says."""

from pathlib import Path

import pytest
from pytest_django import Settings

from budgets.importing import read_budget, read_file
from budgets.parsing.records import BudgetReport
from budgets.readers.document import UnreadableDocument
from tests.conftest import SAMPLE
from tests.documents import refused, why


def test_the_child_gives_the_same_report(report: BudgetReport) -> None:
    budget, content = read_file(SAMPLE)
    assert budget.report == report
    assert content == SAMPLE.read_bytes()


def test_a_refusal_comes_back_as_one_sentence() -> None:
    with refused("看不出是哪个单位"):
        read_budget("一篇文章".encode(), "x.txt")


def test_a_refusal_comes_back_with_what_it_says_of_the_file() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read_budget(b"\xff\xff\xff\xff", "甲.txt")
    assert (refusal.value.code, refusal.value.parameters) == ("text.encoding", {"name": "甲.txt"})
    assert why(refusal.value) == "无法识别文件“甲.txt”的文字编码，请用 UTF-8 编码另存后再导入。"


def test_too_large_a_file_is_not_even_read(tmp_path: Path, settings: Settings) -> None:
    settings.IMPORT_MAX_MEGABYTES = 1
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * (1024 * 1024 + 1))
    with refused("超过 1 MB"):
        read_file(large)


def test_too_slow_a_reading_is_ended(settings: Settings) -> None:
    settings.IMPORT_SECONDS = 0.05
    with refused("秒内没有读完"):
        read_budget(SAMPLE.read_bytes(), "x.txt")


def test_too_much_memory_is_refused(settings: Settings) -> None:
    settings.IMPORT_MEMORY_MEGABYTES = 60
    with refused("内存超过 60 MB"):
        read_budget(("某局\t1\n" * 2_000_000).encode(), "x.txt")
