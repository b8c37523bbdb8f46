"""English is complete: every public text has a translation, and no page shows Chinese that does not say so."""

import ast
import json
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from budgets.form.amounts import Unit
from budgets.form.codes import class_gloss, economic, functional
from budgets.form.counted import Counted
from budgets.form.tables import FORMS, UNIT
from budgets.form.terms import (
    CheckKind,
    InstalmentKind,
    Kind,
    Level,
    LinkState,
    Nature,
    PartKey,
    Precision,
    Scope,
    SectionKey,
    Side,
    Theme,
    Topic,
    Uncounted,
    Verdict,
)
from budgets.models import EditionVersion, Instalment
from budgets.pages.home.read import Tier
from budgets.words import findings
from budgets.words import fixed_terms as terms
from budgets.words.check_list import checks_found
from budgets.words.notes import vehicles_planned
from tests.english_pages import RUN, unmarkable, unmarked

CATALOGUE = settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po"
DESK = ("budgets/desk/", "budgets/words/desk", "templates/desk/")
GATHER = [
    "makemessages",
    "--locale",
    "en",
    "--no-wrap",
    "--add-location",
    "file",
    "--no-obsolete",
    "--ignore",
    ".venv",
    "--ignore",
    "var",
    "--ignore",
    "tests",
    "--ignore",
    "frontend",
]


class Message:
    """One entry of the catalogue."""

    def __init__(self, block: str) -> None:
        self.places = re.findall(r"(\S+)", " ".join(re.findall(r"^#: (.*)$", block, re.M)))
        self.flags = " ".join(re.findall(r"^#, (.*)$", block, re.M))
        parts: dict[str, str] = {}
        field = ""
        for line in block.splitlines():
            start = re.match(r'(msg\w+(?:\[\d\])?) (".*")', line)
            if start:
                field = start[1]
                parts[field] = json.loads(start[2])
            elif line.startswith('"') and field:
                parts[field] += json.loads(line)
        self.key = (parts.get("msgctxt", ""), parts.get("msgid", ""))
        self.source = parts.get("msgid", "")
        self.translations = [text for name, text in parts.items() if name.startswith("msgstr")]

    @property
    def describes_files(self) -> bool:
        """Whether it is of the data dictionary, which quotes the Chinese words that stand in the files."""
        return all(
            re.search(r"^budgets/(exports/|pages/\w+/(columns|catalogue)\.py)", place)
            for place in self.places
        )

    @property
    def is_public(self) -> bool:
        """Whether readers of public pages may see it."""
        return bool(self.source) and any(not place.startswith(DESK) for place in self.places)


def messages(path: Path) -> list[Message]:
    """The entries of a catalogue, those that are no longer used left out."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [Message(block) for block in blocks if "#~" not in block]


def placeholders(text: str) -> list[str]:
    """What is filled in, and the markup."""
    return sorted(set(re.findall(r"%\(\w+\)s|%\{[^}]*\}|%%|</?\w+", text)) - {"%%"})


def test_every_public_text_is_translated_with_the_same_placeholders() -> None:
    public = [message for message in messages(CATALOGUE) if message.is_public]
    assert len(public) > 500
    wrong = [
        message.source
        for message in public
        if "fuzzy" in message.flags
        or not all(message.translations)
        or any(placeholders(text) != placeholders(message.source) for text in message.translations)
        or (
            any(re.search(r"[\u3400-\u9fff]", text) for text in message.translations)
            and not message.describes_files
        )
    ]
    assert not wrong


# A number before a word of more than one: that many are never one, because they are a limit of ours or said of several.
OF_SEVERAL = {
    "long": "characters over the limit",
    "most": "a limit",
    "limit": "a limit",
    "cells": "a limit",
    "seconds": "a limit",
    "sizes": "sizes of a page",
    "drawn": "the most that a chart draws",
    "shown": "the most that a page lists",
}
NEVER_ONE = {
    "文字太长，最多 %(n)s 个字",
    "%(body)s等%(n)s个单位",  # said of three or more
    "一次最多比较 %(n)s 份预算，其余的略去。",
    "相隔 %(n)s 天，超过 %(limit)s 天",
    "%(n)s 期里最多的是%(name)s，%(amount)s。",  # of one instalment another sentence is said
    "所列末级 %(n)s 行里最大的是%(name)s，%(amount)s，占这些行合计的 %(share)s%%。",  # no chart of one line
    "所列 %(n)s 行里最大的是%(name)s，%(amount)s，占这些行合计的 %(share)s%%。",
    "同类问题多于%(n)s处，其余没有逐一列出",
    "连着 %(n)s 个标点",  # said of three or more
    "见于：%(editions)s等 %(n)s 份预算",
    "各家单位分别多少：文件列出 %(n)s 家单位，%(tables)s只列全部门的合计。",  # of several units
    "单位名称有 %(count)s 个字，超过 %(most)s 个字，请核对封面和“编制部门”一行后再导入。",
    "%(n)s 条以上，只列前 %(n)s 条，加上条件可以缩小",
    "共 %(n)s 行，这里列出前 %(shown)s 行，下载的文件里是全部",
}
_NUMBER_OF_MANY = re.compile(
    r"%\((\w+)\)s(?:</b>)? (?:(?:more|matching|largest|lowest-level|further|other) )*"
    r"(?:are|were|have|differ|agree|come|(?!(?:has|was|is|does|this|plus|as)\b|\w*ss\b)[a-z]+s)\b"
)
_NAMES = set(
    [
        "tables",
        "edition",
        "editions",
        "body",
        "name",
        "label",
        "code",
        "value",
        "page",
        "number",
        "years",
        "title",
    ]
)
# Verbs behind 表%(n)s: Table 5 prints …
_OF_A_TABLE = re.compile(r"[Tt]able %\(n\)s|note of table %\(n\)s")


def test_no_english_sentence_speaks_of_one_thing_as_of_many() -> None:
    """“1 differ”, “1 checks”: where the number may be one, the sentence has both forms, or words that fit both."""
    wrong = [
        (message.source, found[0])
        for message in messages(CATALOGUE)
        if message.is_public and len(message.translations) == 1 and message.source not in NEVER_ONE
        for found in _NUMBER_OF_MANY.finditer(_OF_A_TABLE.sub("", message.translations[0]))
        if found[1] not in OF_SEVERAL.keys() | _NAMES
    ]
    assert not wrong


def test_one_of_a_kind_is_said_so_in_english() -> None:
    with translation.override("en"):
        one = {"differs": 1, "rounding": 1, "equal": 1}
        assert checks_found(Counted(3, one, {Theme.AMOUNTS: 1})) == (
            '3 checks: <b class="alarm">found to differ: 1 amount</b>, 1 is rounding, 1 agrees.'
        )
        assert checks_found(Counted(1, {"equal": 1})).startswith("1 check: ")
        two = checks_found(Counted(2, {"differs": 2}, {Theme.DATES: 1, Theme.WORDING: 1}))
        assert two.startswith("2 checks: found to differ: 1 date, 1 point of wording or form")
        assert vehicles_planned(Decimal(1)) == "<b>1</b> vehicle"


def test_the_catalogue_is_up_to_date(tmp_path: Path) -> None:
    """What `make messages` would collect now is what stands in the catalogue."""
    if shutil.which("xgettext") is None:
        pytest.skip("needs gettext")
    for name in ("budgets", "portal", "templates", "locale"):
        shutil.copytree(
            settings.BASE_DIR / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "sample")
        )
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    subprocess.run([sys.executable, "manage.py", *GATHER], cwd=tmp_path, check=True, capture_output=True)
    now = {message.key for message in messages(tmp_path / CATALOGUE.relative_to(settings.BASE_DIR))}
    assert now == {message.key for message in messages(CATALOGUE)}, "run make messages, then translate"


TRANSLATE = {"django.utils.translation": {"gettext", "gettext_lazy", "gettext_noop"}}


def test_every_text_in_code_is_known_to_the_catalogue() -> None:
    """makemessages knows the functions by name: a text under another name of theirs would never be translated."""
    known = {message.source for message in messages(CATALOGUE)}
    lost = []
    for path in sorted((settings.BASE_DIR / "budgets").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if alias.name in TRANSLATE.get(node.module or "", ())
        }
        lost += [
            f"{path.name}: {node.args[0].value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in names
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and node.args[0].value not in known
        ]
    assert not lost


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    with translation.override("en"):
        untranslated = [
            message.source
            for message in messages(CATALOGUE)
            if message.is_public
            and not message.key[0]
            and len(message.translations) == 1
            and translation.gettext(message.source) != message.translations[0]
        ]
    assert not untranslated, "run make messages"


def test_every_fixed_term_is_named_for_translation() -> None:
    words = {word for name, group in vars(terms).items() if name.isupper() for word in group}
    enums = (
        Unit, Kind, Scope, Side, Level, SectionKey, Topic, PartKey, Nature, Precision, InstalmentKind,
        LinkState, Uncounted, CheckKind, Verdict, Tier,
    )  # fmt: skip
    wanted = {member.value for enum in enums for member in enum}
    for form in FORMS.values():
        wanted |= {form.words, *(table.title for table in form.tables)}
        wanted |= {column.title for table in form.tables for column in table.columns}
    assert not wanted - words


def test_every_class_has_a_gloss() -> None:
    classes = [code for code in (*functional().values(), *economic().values()) if code.level == "类"]
    assert len(classes) >= 28
    assert [code.name for code in classes if not class_gloss(code.name)] == []
    assert class_gloss("五、教育支出") == "Education"


# ---- titles of checks -----------------------------------------------------------------------------------


def test_every_sentence_of_a_check_has_its_english() -> None:
    with translation.override("en"):
        assert [text for text in findings.SENTENCES.values() if RUN.search(translation.gettext(text))] == []


@pytest.mark.django_db
def test_every_title_of_a_check_is_english(published: EditionVersion) -> None:
    """Chinese in it is what the document prints, the name of a code, of a stated number or of an instalment."""
    results = list(published.checkresults.all())
    assert {result.kind for result in results} == {kind.name.lower() for kind in CheckKind}
    printed = "".join(
        "".join(text.split()) for text in published.sourcelinerecords.values_list("text", flat=True)
    )
    names = [code.name for code in (*functional().values(), *economic().values())]
    names += published.statedfacts.values_list("label", flat=True)
    names += Instalment.objects.filter(statement__version=published).values_list("label", flat=True)
    printed += "|".join(names)
    with translation.override("en"):
        titles = {result.title for result in results}
    strange = {(title, run) for title in titles for run in RUN.findall(title) if run not in printed}
    assert not strange


@pytest.mark.django_db
def test_findings_are_said_in_english(client: Client, published: EditionVersion) -> None:
    """On the list, at the figure, among what was found, and in the files of the English pages."""

    def words(page: str) -> str:
        return re.sub(r"<[^>]+>", "", client.get(f"/en{page}").content.decode())

    found = words("/shanghai-stc/2025/checks/")
    assert "“技术市场统计分析”: a date that does not exist" in found
    assert "“脑智发育平台”: the percentages of all periods should add up to 100%" in found
    assert "Two marks in a row: comma, then enumeration comma" in found
    agreed = words("/shanghai-stc/2025/checks/?verdict=equal")
    assert "The document has table 3 (Expenditure)" in agreed
    table = client.get("/en/shanghai-stc/2025/tables/revenue/").content.decode()
    title = "Table 2, 206 科学技术支出 (Science and technology), Total = sum of the lines below it"
    assert f'title="Finding of the checks (rounding): {title}' in table
    hits = words("/search/?q=书名号")
    assert "A closing title mark without its opening one" in hits
    file = b"".join(client.get("/en/shanghai-stc/2025/checks.csv").streaming_content).decode()
    assert '"Table 1, total revenue = table 2, total"' in file
    assert "表1 收入总计 = 表2 合计" not in file
    chinese = b"".join(client.get("/shanghai-stc/2025/checks.csv").streaming_content).decode()
    assert "表1 收入总计 = 表2 合计" in chinese


# ---- the pages ------------------------------------------------------------------------------------------

SITE = ["/", "/?q=x", "/shanghai-stc/", "/glossary/", "/about/", "/nowhere/"]
OF_EDITION = [
    "",
    "?scope=fiscal",
    "?scope=nothing",
    "v1/",
    "tables/",
    *(f"tables/{table.slug}/" for table in UNIT.tables),
    "tables/basic-expenditure/?q=工资&unit=yi",
    "figures/",
    "figures/?q=教育&min=x&sort=nothing&page=999",
    "projects/",
    "projects/?scope=fiscal&q=科技",
    "three-public/",
    "procurement/",
    "assets/",
    "notes/",
    "source/",
    "source/?figure=5",
    "source/?line=99999",
    "checks/",
    "checks/?verdict=equal",
    "disclosure/",
    "versions/",
    *(f"charts/{chart}/embed/" for chart in ("flow", "functions", "economic", "projects")),
]


_english: dict[str, str] = {}


def english(client: Client, address: str) -> str:
    """A page of the published edition in English, asked for once."""
    if address not in _english:
        _english[address] = client.get(f"/en{address}", follow=True).content.decode()
    return _english[address]


@pytest.mark.django_db
@pytest.mark.long
def test_no_page_shows_chinese_that_does_not_say_so(client: Client, published: EditionVersion) -> None:
    statements = published.projectstatements.order_by("number")[:5]
    pages = [
        *SITE,
        *(f"/shanghai-stc/2025/{page}" for page in OF_EDITION),
        *(published.page("statement", project=statement.slug) for statement in statements),
    ]
    found = {page: texts for page in pages if (texts := unmarked(english(client, page)))}
    assert not found


def _said(published: EditionVersion) -> str:
    """All Chinese that an English page may quote: the document, titles of checks, words that we define."""
    lines = published.sourcelinerecords.values_list("text", flat=True)
    titles = [check.title for check in published.checkresults.all()]
    defined = [
        text for message in messages(CATALOGUE) if message.describes_files for text in message.translations
    ]
    return "|".join("".join(text.split()) for text in (*lines, *titles, *defined))


@pytest.mark.django_db
@pytest.mark.long
def test_what_cannot_be_marked_as_chinese_is_english_or_of_the_document(
    client: Client, published: EditionVersion
) -> None:
    """Hints, names for the ear and the words in charts: no sentence of ours, no fixed term, no unit in Chinese."""
    said = _said(published)
    terms_of_ours = {word for name, group in vars(terms).items() if name.isupper() for word in group}
    statements = published.projectstatements.order_by("number")[:5]
    pages = [
        *SITE,
        *(f"/shanghai-stc/2025/{page}" for page in OF_EDITION),
        *(published.page("statement", project=statement.slug) for statement in statements),
    ]
    found = {
        (page, text)
        for page in pages
        for text in unmarkable(english(client, page))
        if text in terms_of_ours
        or re.search(r"[0-9] [亿万]?元", text)
        or any(run not in said for run in RUN.findall(text))
    }
    assert not found


@pytest.mark.django_db
def test_words_of_ours_are_never_taken_for_those_of_the_document(
    client: Client, published: EditionVersion
) -> None:
    """What marks the document's words would hide a word of ours that was forgotten: these never stand so."""
    ours = {
        member.value for words in (Verdict, Nature, InstalmentKind, Kind, Scope, Tier) for member in words
    }
    ours.remove(Scope.STATE_CAPITAL.value)  # table 1 has a row of that name
    statement = published.projectstatements.exclude(instalments=None).first()
    assert statement is not None
    pages = [*SITE, *(f"/shanghai-stc/2025/{page}" for page in OF_EDITION if not page.startswith("source"))]
    found = {
        (page, word)
        for page in [*pages, published.page("statement", project=statement.slug)]
        for word in re.findall(r'<span lang="zh-Hans">([^<]*)</span>', english(client, page))
        if word in ours
    }
    assert not found


class Texts(HTMLParser):
    """All text of a page in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.django_db
def test_an_english_page_reads_as_english(client: Client, published: EditionVersion) -> None:
    """Sentences made of pieces, typed by hand from the page."""
    reader = Texts()
    reader.feed(client.get("/en/shanghai-stc/2025/").content.decode())
    text = " ".join(reader.text.split())
    assert "In 2025, 上海市科学技术委员会 plans to spend CNY 7.18 billion" in text
    assert "7,181,860,500 yuan" in text
    assert "Of this, CNY 6.16 billion (6,160,978,836 yuan, 85.79%) is fiscal appropriation" in text
    assert "Fiscal appropriation is up CNY 686.55 million on the 2024 budget" in text


@pytest.mark.django_db
def test_a_chinese_page_is_marked_nowhere(client: Client, published: EditionVersion) -> None:
    page = client.get("/shanghai-stc/2025/").content.decode()
    assert 'lang="zh-Hans"' not in page.replace('hreflang="zh-Hans"', "")
    assert 'class="gloss"' not in page
