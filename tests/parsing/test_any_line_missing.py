"""Whatever lines of a document are missing, doubled, exchanged, cut or garbled, the reading goes on.

A file is refused only where it names no body, no year or no table any more.
"""

import random
from collections.abc import Callable, Iterator

import pytest

from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.document import UnreadableDocument
from budgets.readers.text import read_text
from budgets.reconcile import run_checks
from tests.documents import CASES, needs_documents, noticed
from tests.trials import trials

DOCUMENT = """某市2026年市级部门预算

预算主管部门：某市某局

目 录

一、部门主要职能
二、部门机构设置
三、2026年部门预算编制说明
四、部门预算表
1. 2026年部门财务收支预算总表
2. 2026年部门支出预算总表
3. 2026年部门“三公”经费和机关运行经费预算表
五、项目经费情况说明

某市某局主要职能

某市某局负责某事。

某市某局机构设置

本部门中，行政单位1家，事业单位1家，具体包括：

1. 某市某局本部

2. 某市某中心

2026年部门预算编制说明

2026年，某市某局收入预算0.1200万元，其中：财政拨款收入0.1200万元，比2025年预算增加0.0100万元。

1. “教育支出（类）进修及培训（款）培训支出（项）”0.1200万元，主要用于培训。

2026年部门财务收支预算总表

编制部门：某市某局

单位：元

本年收入||本年支出|
项目|预算数|项目|预算数
一、财政拨款收入|1,200|一、教育支出|1,200
1. 一般公共预算资金|1,200||
收入总计|1,200|支出总计|1,200

2026年部门支出预算总表

编制部门：某市某局

单位：元

项目||||支出预算||
功能分类科目编码|||功能分类科目名称|合计|基本支出|项目支出
类|款|项||||
205|||教育支出|1,200|200|1,000
205|08||进修及培训|1,200|200|1,000
205|08|03|培训支出|1,200|200|1,000
合计||||1,200|200|1,000

注：单位为元。

2026年部门“三公”经费和机关运行经费预算表

编制部门：某市某局

单位：万元

“三公”经费预算数||||||机关运行经费预算数
合计|因公出国（境）费|公务接待费|公务用车购置及运行费|||
|||小计|购置费|运行费|
3.00|1.00|1.00|1.00||1.00|2.00

其他相关情况说明

一、2026年“三公”经费预算情况说明

2026年“三公”经费预算数为3.00万元。

某某项目经费情况说明

一、项目概述

某项目。

二、立项依据

某文件。

三、实施主体

某市某中心

四、实施方案

2026年1月：准备。

五、实施周期

2026年1月1日至2026年12月31日

六、年度预算安排

系统维护费2万元，审计费3万元。

七、绩效目标

完成。
""".replace("|", "\t")
LINES = DOCUMENT.split("\n")
PRINTED = [n for n, line in enumerate(LINES) if line.strip()]
TRIED = trials(PRINTED[::4], PRINTED)


def _deleted(n: int) -> list[str]:
    return [*LINES[:n], *LINES[n + 1 :]]


def _doubled(n: int) -> list[str]:
    return [*LINES[:n], LINES[n], *LINES[n:]]


def _blanked(n: int) -> list[str]:
    return [*LINES[:n], "", *LINES[n + 1 :]]


def _exchanged(n: int) -> list[str]:
    other = random.Random(n).choice(PRINTED)
    lines = list(LINES)
    lines[n], lines[other] = lines[other], lines[n]
    return lines


def _cut(n: int) -> list[str]:
    at = random.Random(n).randrange(len(LINES[n]) + 1)
    return [*LINES[:n], LINES[n][:at], *LINES[n + 1 :]]


def _without_its_beginning(n: int) -> list[str]:
    at = random.Random(n).randrange(len(LINES[n]) + 1)
    return [*LINES[:n], LINES[n][at:], *LINES[n + 1 :]]


def _garbled(n: int) -> list[str]:
    chance = random.Random(n)
    signs = (chance.choice("□×0一表.，\t“") if chance.random() < 0.3 else c for c in LINES[n])
    return [*LINES[:n], "".join(signs), *LINES[n + 1 :]]


def _block_deleted(n: int) -> list[str]:
    return [*LINES[:n], *LINES[n + random.Random(n).randrange(2, 12) :]]


def _to_the_end(n: int) -> list[str]:
    return LINES[n:]


def _up_to_it(n: int) -> list[str]:
    return LINES[:n]


def _read(lines: list[str]) -> BudgetReport:
    report = parse_report(read_text("\n".join(lines).encode(), "x.txt"))
    for issue in report.issues:
        assert noticed(issue)
    run_checks(report)
    return report


def test_the_whole_document_is_read() -> None:
    report = _read(LINES)
    assert (report.body, report.year, len(report.tables), len(report.statements)) == ("某市某局", 2026, 3, 1)
    assert not report.issues and not report.unread and not report.unowned


@pytest.mark.parametrize(
    "change",
    [_deleted, _doubled, _blanked, _exchanged, _cut, _without_its_beginning, _garbled, _block_deleted],
)
@pytest.mark.long
def test_a_change_of_any_line_or_block_ends_no_reading(change: Callable[[int], list[str]]) -> None:
    """Body, year and tables are printed in several places, so that no single change takes all of them away."""
    for n in TRIED:
        report = _read(change(n))
        assert report.body.endswith("局") or change in (_garbled, _cut, _exchanged, _without_its_beginning), n
        assert report.year == 2026 or change in (_garbled, _cut, _without_its_beginning), n


@pytest.mark.parametrize("change", [_to_the_end, _up_to_it])
def test_half_a_document_is_read_while_it_names_body_year_and_a_table(
    change: Callable[[int], list[str]],
) -> None:
    for n in TRIED:
        lines = change(n)
        text = "\n".join(lines)
        titled = any(
            line.endswith("预算总表") or line.endswith("运行经费预算表")
            for line in lines
            if line.startswith("2026年")
        )
        named = "部门：某市某局" in text or "某市某局主要职能" in text or "某市某局机构设置" in text
        if titled and named:
            assert _read(lines).year == 2026
        else:
            with pytest.raises(UnreadableDocument):
                _read(lines)


def _at_random(seed: int) -> Iterator[list[str]]:
    """Documents with a dozen changes each."""
    chance = random.Random(seed)
    for _ in range(trials(12, 50)):
        lines = list(LINES)
        for _ in range(12):
            n = chance.randrange(len(lines))
            kind = chance.randrange(4)
            if kind == 0:
                del lines[n]
            elif kind == 1:
                lines.insert(n, chance.choice(LINES))
            elif kind == 2:
                lines[n] = lines[n][: chance.randrange(len(lines[n]) + 1)]
            else:
                lines[n] += chance.choice(LINES)
        yield lines


@pytest.mark.parametrize("seed", [1, 2])
def test_many_changes_end_no_reading(seed: int) -> None:
    for lines in _at_random(seed):
        try:
            _read(lines)
        except UnreadableDocument as refusal:
            text = "\n".join(lines)
            assert not ("某市某局" in text and "2026年部门支出预算总表\n" in text and "2026年市级" in text), (
                refusal.code
            )


@pytest.mark.parametrize(
    "line",
    [
        f"行政单位{'9' * 5000}家，事业单位1家，具体包括：",
        f"收入预算{'9' * 20}.12万元，其中：财政拨款收入{'1,' * 30}234万元。",
        f"购置车辆{'9' * 5000}辆，涉及{'9' * 5000}个预算单位。",
        "比9999年预算增加0元，与0000年预算持平，截至0000年00月00日。",
        "２０２６年，收入预算１２.３４万元。",
    ],
)
def test_numbers_that_are_none_end_no_reading(line: str) -> None:
    for n in PRINTED[:: trials(40, 15)]:
        _read([*LINES[: n + 1], "", line, "", *LINES[n + 1 :]])


@needs_documents
def test_an_empty_part_of_a_statement_is_said_and_the_rest_is_read() -> None:
    """README: an empty part 五、实施周期 refused a whole document; the part is empty: say so, read the rest."""
    report = parse_report(read_text((CASES / "empty-period.txt").read_bytes(), "empty-period.txt"))
    checks = {check.code: check for check in run_checks(report)}
    assert (report.body, report.year) == ("上海市科学技术委员会", 2025)
    assert [statement.name for statement in report.statements] == ["神经调控平台"]
    assert any("实施周期" in noticed(issue) for issue in report.issues)
    assert any(code.startswith("statements.period") for code in checks)
