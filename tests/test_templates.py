"""Templates write whole sentences, a line at a time: read from the templates themselves.

A block tag stands alone on its line. One block may open and close inside a line, for a sentence, an inline element
or an attribute: a line break there would show as a blank between Chinese words. Whatever needs more is shaped or
said in Python, in budgets/words.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
BUDGETS = settings.BASE_DIR / "budgets"
LONGEST_LINE = 140
MOST_CONDITIONS = 284  # {% if %} and {% elif %} of all templates; the aim is 400


# Opens and closes a block; blocktranslate is a sentence, and counts as words.
_OPENS = {"if", "for", "with", "block", "filter", "contents", "autoescape", "spaceless", "ifchanged"}
_CLOSES = {f"end{name}" for name in _OPENS}
_BETWEEN = {"elif", "else", "empty"}
_TAG = re.compile(r"\{%-?\s*(\w+)(?:[^%]|%(?!\}))*%\}")
# A block of one sentence, such as the title of a page, which a line break would be a part of.
_SENTENCE_BLOCK = re.compile(
    r"\{% block \w+ %\}\{% blocktranslate trimmed[^%]*%\}|\{% endblocktranslate %\}\{% endblock \w+ %\}"
)
# What makes a line of its own on the page, so that a line break around it shows nowhere.
_STANDS_ALONE = re.compile(
    r"<(?:address|article|aside|blockquote|caption|dd|details|div|dl|dt|fieldset|figure|figcaption|footer|form|h\d|header|"
    r"legend|li|main|nav|ol|p|section|select|summary|table|tbody|td|th|thead|tr|ul)\b"
)
SHORT = 3  # characters: a translated text below that is a word on its own, never a piece of a sentence
# Short words that join others; by themselves they say nothing.
JOINING = {
    "和",
    "与",
    "及",
    "或",
    "比",
    "是",
    "为",
    "共",
    "约",
    "按",
    "去",
    "另",
    "另有",
    "到第",
    "去掉",
    "其中",
    "您的",
}
SIGNS = "：；，、。"  # no text begins with one
# Joining words and signs that stand alone all the same, where and why.
ALONE = {
    "是": (
        "the answer beside 否, which fills a cell or names a choice",
        {
            "desk/users.py",
            "exports/sheet.py",
            "pages/data/datapackage.py",
            "pages/figures/table.py",
            "pages/tables/filters.py",
        },
    ),
    "另有": (
        "the heading of a row that counts what else was read",
        {"desk/sheet.py", "pages/precheck/shown.py"},
    ),
    "您的": ("the heading beside 所有人的: whose drafts are listed", {"desk/home.py"}),
    "：": (
        "the drawing script writes it before the amount of a flow, which it alone knows",
        {"charts/base.py"},
    ),
}


def templates() -> Iterator[tuple[str, Path]]:
    """The templates that are held to these rules, by their path below templates/."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        yield path.relative_to(TEMPLATES).as_posix(), path


def lines() -> Iterator[tuple[str, str]]:
    """Every line of these templates, with its place."""
    for name, path in templates():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{name}:{number}", line


def misplaced(line: str) -> str:
    """What is wrong with the block tags of a line; "" where nothing is."""
    if _SENTENCE_BLOCK.fullmatch(line):
        return ""
    tags = [name for name in _TAG.findall(line) if name in _OPENS | _CLOSES | _BETWEEN]
    if len(tags) < 2:
        alone = _TAG.fullmatch(line.strip())
        return f"{tags[0]} shares its line" if tags and not alone else ""
    opened = [name for name in tags if name in _OPENS]
    if len(opened) > 1 or tags.count("elif") > 1:
        return "more than one block"
    if tags[0] not in _OPENS or tags[-1] != f"end{tags[0]}":
        return "a block that does not open and close in the line"
    inside = line[line.index("{% " + tags[0]) : line.rindex("{% " + tags[-1])]
    return "an element of its own inside a block" if _STANDS_ALONE.search(inside) else ""


def test_no_line_is_longer_than_a_screen() -> None:
    assert not [f"{place} {len(line)}" for place, line in lines() if len(line) > LONGEST_LINE]


def test_one_block_tag_stands_on_a_line() -> None:
    assert not [f"{place} {misplaced(line)}" for place, line in lines() if misplaced(line)]


def test_the_rule_for_lines_is_the_one_described() -> None:
    assert not misplaced("{% if total %}")
    assert not misplaced('<li{% if row.css %} class="{{ row.css }}"{% endif %}>{{ row.name }}</li>')
    assert not misplaced(
        "{% block title %}{% blocktranslate %}{{ name }}{% endblocktranslate %}{% endblock %}"
    )
    assert not misplaced("{% if row.link %}<a>{{ row.name }}</a>{% else %}{{ row.name }}{% endif %}")
    assert misplaced("{% for row in rows %}<li>{{ row }}</li>{% endfor %}")
    assert misplaced("{% if a %}x{% endif %}{% if b %}y{% endif %}")
    assert misplaced("<tr>{% for cell in row %}")
    assert misplaced("{% if a %}{% for b in a %}")


def test_conditions_are_few() -> None:
    counted = Counter(
        path.relative_to(TEMPLATES).parts[0]
        for path in TEMPLATES.rglob("*.html")
        for name in _TAG.findall(path.read_text(encoding="utf-8"))
        if name in {"if", "elif"}
    )
    print(sum(counted.values()), "conditions:", dict(counted.most_common()))
    assert sum(counted.values()) <= MOST_CONDITIONS


def is_piece(text: str) -> bool:
    """Whether a translated text begins with a sign, or is too short to be more than a piece of a sentence."""
    return text[:1] in SIGNS or (len(text) < SHORT and (not text.isalpha() or text in JOINING))


def test_no_template_translates_pieces_of_a_sentence() -> None:
    quoted = re.compile(r'\{% translate "([^"]*)"|\b_\("([^"]*)"\)')
    found = [
        f"{place} {text}"
        for place, line in lines()
        for pair in quoted.findall(line)
        for text in pair
        if text and is_piece(text)
    ]
    assert not found


def test_no_sentence_in_python_is_made_of_pieces() -> None:
    found = [
        f"{path} {text}"
        for path, text in translated()
        if is_piece(text) and path not in ALONE.get(text, ("", set()))[1]
    ]
    assert not found


def test_what_may_stand_alone_is_used() -> None:
    """An exception that no file needs any more is taken out."""
    used = set(translated())
    assert not [
        (path, text) for text, (_why, paths) in ALONE.items() for path in paths if (path, text) not in used
    ]


def translated() -> Iterator[tuple[str, str]]:
    """Every text that Python code translates, with the path of its file below budgets/."""
    for path in sorted(BUDGETS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _translates(node):
                for arg in node.args:
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
                        yield path.relative_to(BUDGETS).as_posix(), arg.value


def _translates(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name == "_" or "gettext" in name
