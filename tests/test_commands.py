"""The commands as a person runs them."""

import errno
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from budgets.models import EditionVersion
from tests.conftest import SAMPLE
from tests.documents import short_form


def _output(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_check_budget_prints_that_nothing_is_left_over() -> None:
    """Without a database: pytest-django refuses any query in this test."""
    out = StringIO()
    with pytest.raises(SystemExit) as exit_code:
        call_command("check_budget", str(SAMPLE), stdout=out)
    assert exit_code.value.code == 3  # the prose of the document has faults
    words = out.getvalue()
    assert "上海市科学技术委员会 2025年部门预算" in words
    assert (
        "542 个数字，29 份项目说明，没有归属 0 行，核对 不一致 13（2 处金额、1 处日期、10 处文字和格式） 四舍五入 20"
        in words
    )
    assert "27 家单位，8 个名词" in words


def test_check_budget_prints_what_belongs_to_nothing(tmp_path: Path) -> None:
    text = SAMPLE.read_text().replace("一、项目概述", "这一行不属于任何部分\n\n一、项目概述", 1)
    odd = tmp_path / "odd.txt"
    odd.write_text(text)
    out = StringIO()
    with pytest.raises(SystemExit) as exit_code:
        call_command("check_budget", str(odd), stdout=out)
    assert exit_code.value.code == 3
    line = text[: text.index("这一行")].count("\n") + 1
    assert f"没有归属：第{line}行：这一行不属于任何部分" in out.getvalue()
    assert "没有归属 1 行" in out.getvalue()


def test_check_budget_names_personal_numbers_and_prints_them_starred(tmp_path: Path) -> None:
    """An invented identity number and telephone in a line of the document: 310101199003077510, 13812345678."""
    said = "联系人王五，身份证310101199003077510，电话13812345678"
    text = SAMPLE.read_text().replace("一、项目概述", f"{said}\n\n一、项目概述", 1)
    path = tmp_path / "personal.txt"
    path.write_text(text)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_budget", str(path), stdout=out)
    words = out.getvalue()
    line = text[: text.index(said)].count("\n") + 1
    assert "310101199003077510" not in words and "13812345678" not in words
    assert f"公开前请看：身份证号（第{line}行）" in words and f"公开前请看：手机号（第{line}行）" in words
    assert f"没有归属：第{line}行：联系人王五，身份证310*" in words


@pytest.mark.django_db
def test_import_publishes_once_if_empty() -> None:
    for _ in range(2):
        _output("import_budget", str(SAMPLE), "--slug", "shanghai-stc", "--publish", "--if-empty")
    assert [str(v) for v in EditionVersion.objects.all()] == ["上海市科学技术委员会 2025年部门预算 v1"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "是空的"),
        ("上海市2025年市级部门预算\n预算主管部门：某局\n", "没有找到任何一张"),
        ("一篇文章\n", "看不出是哪个单位"),
        ("某局2024年度部门决算\n编制部门：某局\n2024年部门收入决算表\n", "决算"),
    ],
)
def test_what_is_no_budget_is_refused_in_one_sentence_and_stores_nothing(
    tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "x.txt"
    file.write_text(content)
    with pytest.raises(CommandError, match=words):
        _output("import_budget", str(file))
    assert not EditionVersion.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["check_budget", "import_budget"])
def test_a_file_that_cannot_be_opened_is_named_in_one_sentence(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (locked := tmp_path / "locked.txt").write_text("一篇文章")
    reads = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path == locked:  # as for an account that may not; the tests may run as one that may all
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return reads(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    for name, said in {
        "missing.pdf": "找不到“{}”，请检查路径和文件名。",
        "locked.txt": "没有权限打开“{}”，请检查它的权限。",
        "locked.txt/a.pdf": "“{}”的路径里有一段不是文件夹，请检查路径。",
        f"{'长' * 200}.pdf": "“{}”的文件名太长，请改短。",
    }.items():
        path = tmp_path / name
        with pytest.raises(CommandError) as failure:
            _output(command, str(path))
        assert str(failure.value) == said.format(path)


def test_check_budget_needs_a_file_and_a_page_that_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"是文件夹，请写明其中的一个文件。$"):
        _output("check_budget", str(tmp_path))
    (document := tmp_path / "a.txt").write_text(short_form(SAMPLE.read_text()))
    with pytest.raises(CommandError, match=r"^找不到“.*page/out\.html”"):
        _output("check_budget", str(document), "--html", str(tmp_path / "page" / "out.html"))


@pytest.mark.django_db
def test_a_folder_is_imported_and_failures_come_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("一篇文章\n")
    (tmp_path / "b.txt").write_text(short_form(SAMPLE.read_text()))
    (tmp_path / "c.png").write_bytes(b"no document")
    out = StringIO()
    with pytest.raises(CommandError, match=r"^a\.txt：.*看不出是哪个单位") as failure:
        call_command("import_budget", str(tmp_path), "--publish", stdout=out)
    assert failure.value.returncode == 1
    assert "b.txt：已发布，上海市科学技术委员会 2025年部门预算：9 张表" in out.getvalue()
    assert "共 2 份，存入 1，拒绝 1" in out.getvalue()


@pytest.mark.django_db
def test_an_address_name_goes_with_one_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as failure:
        _output("import_budget", str(tmp_path), "--slug", "x")
    assert failure.value.returncode == 2


ODD = "\x1b[2J\x1b]0;改标题\x07"


def _odd_document(folder: Path) -> Path:
    """Signs that a terminal would obey: in the name of the body, of a line, in a line of no owner, in the file's name."""
    text = short_form(SAMPLE.read_text()).replace(
        "一、项目概述", f"这一行{ODD}不属于任何部分\n\n一、项目概述", 1
    )
    text = text.replace("预算主管部门：上海市科学技术委员会", f"预算主管部门：上海市科学技术委员会{ODD}")
    file = folder / f"甲{ODD}.txt"
    file.write_text(text.replace("2025年部门收入预算总表", f"2025年{ODD}部门收入预算总表"))
    return file


def test_check_budget_writes_no_sign_that_a_terminal_obeys(tmp_path: Path) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_budget", str(_odd_document(tmp_path)), stdout=out)
    assert "\\x1b[2J" in out.getvalue()
    assert not {c for c in out.getvalue() if c < " "} - {"\n", "\t"}


@pytest.mark.django_db
def test_import_budget_writes_no_sign_that_a_terminal_obeys(tmp_path: Path) -> None:
    assert not {c for c in _output("import_budget", str(_odd_document(tmp_path))) if c < " "} - {"\n"}
    for content in (b"", "一篇文章".encode()):
        (bad := tmp_path / f"乙{ODD}.txt").write_bytes(content)
        for command in ("import_budget", "check_budget"):
            with pytest.raises(CommandError) as error:
                call_command(command, str(bad))
            assert not {c for c in str(error.value) if c < " "}
    with pytest.raises(CommandError) as error:
        call_command("check_budget", str(tmp_path / f"没有{ODD}.txt"))
    assert not {c for c in str(error.value) if c < " "}


@pytest.mark.django_db
@pytest.mark.usefixtures("read_once")
def test_fewer_tables_than_are_public_are_published_only_when_accepted(tmp_path: Path) -> None:
    """The correction lacks table 9, from its title to the heading of the notes behind it."""
    whole = short_form(SAMPLE.read_text())
    (tmp_path / "a.txt").write_text(whole)
    _output("import_budget", str(tmp_path / "a.txt"), "--publish")
    before, title, after = whole.rpartition("\n2025年部门“三公”经费和机关运行经费预算表\n")
    heading = "\n其他相关情况说明\n"
    assert title and after.count(heading) == 1
    (tmp_path / "b.txt").write_text(before + heading + after.partition(heading)[2])
    arguments = ("import_budget", str(tmp_path / "b.txt"), "--publish", "--reason", "更正")
    with pytest.raises(CommandError, match=r"这一版没有的表：表9 .*--accept fewer。"):
        _output(*arguments)
    assert "已发布" in _output(*arguments, "--accept", "fewer")
