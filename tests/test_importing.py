"""The bounded child process: what comes back, and what a file that costs too much says."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from pytest_django import Settings

from budgets import importing
from budgets.importing import draft_of, read_budget, read_file
from budgets.models import Body
from budgets.parsing.records import BudgetReport
from budgets.readers.document import UnreadableDocument
from budgets.reading import read
from tests.conftest import SAMPLE
from tests.documents import refused, short_form, why


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


def test_a_reading_that_takes_too_much_processor_time_is_ended(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        importing, "PATIENCE", 600
    )  # however busy the machine is, the clock ends nothing here
    settings.IMPORT_SECONDS = 1
    with refused("文件“x.txt”用了超过 1 秒的处理器时间"):
        read_budget(SAMPLE.read_bytes() * 40, "x.txt")


def test_a_machine_that_is_busy_refuses_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child is stopped for longer than the limit: that time is not its own."""
    settings.IMPORT_SECONDS = 3
    give = importing._give

    def give_after_a_stop(child: Popen[bytes], content: bytes) -> None:
        child.send_signal(signal.SIGSTOP)
        time.sleep(4)
        child.send_signal(signal.SIGCONT)
        give(child, content)

    monkeypatch.setattr(importing, "_give", give_after_a_stop)
    budget = read_budget(short_form(SAMPLE.read_text()).encode(), "x.txt")
    assert budget.report.year == 2025


def test_a_child_that_is_stuck_is_ended_by_the_clock(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IMPORT_SECONDS = 0.2
    monkeypatch.setattr(importing, "_give", lambda child, content: None)  # it waits for the file
    with refused("文件“x.txt”等了 2.0 秒还没有读完"):
        read_budget(SAMPLE.read_bytes(), "x.txt")


# Starts a child as an import or a page picture does, but gives it no file, so that it waits; prints its number.
PARENT = """
import json, os, subprocess, sys
command = [sys.executable, "-c", f"from budgets.{sys.argv[1]} import main; main()"]
child = subprocess.Popen(command, stdin=0, stdout=subprocess.PIPE)
print(child.pid, os.getpid(), flush=True)
child.wait()
"""


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("early", [False, True], ids=["while it reads", "before it has begun"])
@pytest.mark.parametrize("module", ["reading", "kept.rendering"])
def test_the_child_ends_with_its_parent(settings: Settings, early: bool, module: str) -> None:
    """The pipe of the child stays open here, so its end is no sign."""
    reading, writing = os.pipe()
    parent = Popen([sys.executable, "-c", PARENT, module], cwd=settings.BASE_DIR, stdin=reading, stdout=PIPE)
    assert parent.stdout is not None
    child, number = map(int, parent.stdout.readline().split())
    arguments = {"filename": "x.txt", "megabytes": 500, "seconds": 60, "parent": number}
    line = json.dumps(arguments).encode() + b"\n"
    if not early:
        os.write(writing, line)
        _wait(lambda: _limit_of(child) == "60")  # it has set its limits, and waits for the file
    parent.kill()
    parent.wait()
    if early:
        os.write(writing, line)
    _wait(lambda: not _runs(child))
    os.close(reading)
    os.close(writing)


def _limit_of(process: int) -> str:
    limits = Path(f"/proc/{process}/limits").read_text()
    return limits.partition("Max cpu time")[2].split()[0]


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(300):
        if until():
            return
        time.sleep(0.1)
    raise AssertionError("30 seconds have passed")


@pytest.mark.django_db
@pytest.mark.parametrize("length", [200, 201])
def test_a_name_that_no_database_holds_is_refused_in_one_sentence(length: int) -> None:
    name = "某" * (length - 1) + "局"
    text = (
        f"某市2026年市级部门预算\n\n预算主管部门：{name}\n\n2026年部门支出预算总表\n\n单位：元\n\n"
        "项目\t\t\t\t支出预算\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n"
        "类\t款\t项\t\t\t\t\n205\t\t\t教育支出\t50\t10\t40\n"
    )
    budget = read(text.encode(), "x.txt")
    if length <= 200:
        assert draft_of(budget, text.encode()).edition.body.name == name
        return
    with refused("单位名称有 201 个字，超过 200 个字"):
        draft_of(budget, text.encode())
    assert not Body.objects.exists()


def test_what_a_child_writes_reaches_the_log_without_control_characters(
    caplog: pytest.LogCaptureFixture,
) -> None:
    importing._drain(BytesIO("甲\x1b[2J\nTraceback\x07".encode()), "乙\x1b]0;x\n.pdf")
    assert caplog.messages == ["Reading 乙\\x1b]0;x\\x0a.pdf: 甲\\x1b[2J\nTraceback\\x07"]


def test_too_much_memory_is_refused(settings: Settings) -> None:
    settings.IMPORT_MEMORY_MEGABYTES = 60
    with refused("内存超过 60 MB"):
        read_budget(("某局\t1\n" * 2_000_000).encode(), "x.txt")
