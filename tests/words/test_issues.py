"""What issues and refusals say: a code with parameters is kept and passed on, the sentence is made when it is read."""

import ast
import json
import pickle
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation

from budgets.models import EditionVersion, ImportIssue, LogEntry
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers import formats
from budgets.readers.document import UnreadableDocument
from budgets.readers.text import read_text
from budgets.words import issues, refusals
from tests.documents import noticed

BUDGETS = settings.BASE_DIR / "budgets"
PLACE_IN_SENTENCE = re.compile(r"%\((\w+)\)s")
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


def _calls(*places: str) -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in these modules and folders: where it is, what is called, and the call."""
    for path in sorted(each for place in places for each in BUDGETS.glob(place)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield f"{path.name}:{node.lineno}", name, node


def _keywords(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


def _places(sentences: dict[str, str]) -> dict[str, set[frozenset[str]]]:
    return {code: {frozenset(PLACE_IN_SENTENCE.findall(words))} for code, words in sentences.items()}


def test_each_issue_has_a_sentence_with_its_parameters_and_each_sentence_an_issue() -> None:
    """Read from the parser itself; a code is never put together."""
    given: dict[str, set[frozenset[str]]] = defaultdict(set)
    for where, name, call in _calls("parsing/*.py"):
        if name in ("warn", "miss", "warning", "because"):
            code = call.args[0]
            assert isinstance(code, ast.Constant), where
            # Every issue about a statement names it.
            names = _keywords(call) | ({"statement"} if name == "warning" else set())
            given[code.value].add(frozenset(names))
        elif name == "Issue":
            assert isinstance(call.args[1], ast.Name), f"{where} makes an issue without warn, miss or warning"
    assert given == _places(dict(issues.SENTENCES))


def test_each_refusal_has_a_sentence_with_its_parameters_and_each_sentence_a_refusal() -> None:
    given: dict[str, set[frozenset[str]]] = defaultdict(set)
    for where, name, call in _calls("readers/**/*.py", "parsing/*.py", "reading.py", "importing.py"):
        if name == "Allowance":
            code, names = call.args[1], {"cells"}
        elif name == "UnreadableDocument":
            code, names = call.args[0], _keywords(call)
            if not isinstance(code, ast.Constant):  # passed on: a format's below, an allowance's, the child's
                assert where.split(":")[0] in ("formats.py", "archive.py", "importing.py"), where
                continue
        else:
            continue
        assert isinstance(code, ast.Constant), where
        given[code.value].add(frozenset(names))
    known = (*formats._OLE_STREAMS.values(), *(code for _, code in formats._MARKED_TEXT))
    for code in (*known, formats._ole_code(b"")):
        given[code].add(frozenset())
    assert given == _places(dict(refusals.SENTENCES))


@pytest.mark.parametrize("words", [issues, refusals])
def test_english_sentences_need_no_chinese(words: object) -> None:
    with translation.override("en"):
        for code, sentence in words.SENTENCES.items():  # type: ignore[attr-defined]
            places = dict.fromkeys(PLACE_IN_SENTENCE.findall(sentence), "x")
            said = words.sentence(code, places)  # type: ignore[attr-defined]
            assert not CHINESE.search(said), said


STATEMENT = (
    "某市2026年市级部门预算\n\n预算主管部门：某局\n\n2026年部门支出预算总表\n\n单位：元\n\n"
    "项目\t\t\t\t支出预算\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
    "205\t\t\t教育支出\t5 0\t10\t20\n\n某某项目经费情况说明\n\n一、项目概述\n\n某。\n\n六、年度预算安排\n\n"
    "年度预算100万元。年度预算120万元。\n"
)


def _issue(code: str) -> ImportIssue:
    """An issue of a made-up statement as it is read from the database."""
    report = parse_report(read_text(STATEMENT.encode(), "x.txt"))
    found = next(issue for issue in report.issues if issue.code == code)
    return ImportIssue(code=code, parameters=json.loads(json.dumps(found.parameters)))


def test_an_issue_is_said_in_the_language_of_the_reader_with_the_printed_words() -> None:
    unclear = _issue("statement-amount-unclear")
    assert unclear.message == "项目“某某”的年度预算没有取数：写了不止一个预算金额：100万元、120万元"
    missing = _issue("statement-part-missing")
    assert missing.message == "项目“某某”缺少：立项依据、实施主体、实施方案、实施周期、绩效目标"
    assert _issue("not-an-amount").message == "表3：“5 0”不是金额，没有读入"
    with translation.override("en"):
        for issue in (unclear, missing, _issue("not-an-amount")):
            ours = re.sub("某某|100万元|120万元", "", issue.message)
            assert "%(" not in ours and not CHINESE.search(ours), issue.message


@pytest.mark.django_db
def test_what_is_stored_of_an_issue_says_what_was_noticed(
    published: EditionVersion, report: BudgetReport
) -> None:
    stored = list(published.importissues.all())
    assert [issue.message for issue in stored] == [noticed(issue) for issue in report.issues]
    assert stored and not any(issue.kept for issue in stored)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_issue_of_an_earlier_version_reads_as_it_was_stored(language: str) -> None:
    words = "表3有一行 5% 和 %(n)s，没有读入"
    with translation.override(language):
        assert ImportIssue(code="gone", kept=words).message == words


def test_a_refusal_travels_with_its_parameters() -> None:
    refusal = pickle.loads(pickle.dumps(UnreadableDocument("text.cells", name="甲.txt", cells=300_000)))
    assert (refusal.code, refusal.parameters) == ("text.cells", {"name": "甲.txt", "cells": 300_000})
    sentence = "文件“甲.txt”的表格超过 300,000 个单元格，请确认它是一份预算文件，或拆小后再导入。"
    assert refusals.sentence(refusal.code, refusal.parameters) == sentence


def test_the_log_says_why_a_file_was_refused_in_the_language_of_the_reader() -> None:
    entry = LogEntry(refusal={"said": "file.picture", "kind": "PNG"})
    assert entry.words.startswith("这是一张图片（PNG）")
    with translation.override("en"):
        assert "PNG" in entry.words and not CHINESE.search(entry.words)
    assert LogEntry(detail="改了 5%").words == "改了 5%" and LogEntry().words == ""


def test_no_sentence_of_ours_stands_in_the_readers_and_the_parser() -> None:
    places = ("readers/**/*.py", "parsing/*.py", "reading.py", "importing.py")
    for where, name, call in _calls(*places):
        words = (
            str(part.value)
            for given in (*call.args, *(keyword.value for keyword in call.keywords))
            for part in ast.walk(given)
            if isinstance(part, ast.Constant)
        )
        if name not in ("compile", "search", "match", "fullmatch", "split", "sub"):  # what documents may say
            assert not any(re.search("没有|无法|，请", each) for each in words), where
