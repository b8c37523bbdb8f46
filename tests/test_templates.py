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
WORDS = settings.BASE_DIR / "budgets" / "words"
LONGEST_LINE = 140
MOST_CONDITIONS = 330  # {% if %} and {% elif %} of all templates; the aim is 400


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
    """Whether a translated text is too short to be more than a piece of a sentence."""
    return len(text) < SHORT and (not text.isalpha() or text in JOINING)


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


def test_no_sentence_in_words_is_made_of_pieces() -> None:
    found = []
    for path in sorted(WORDS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _translates(node):
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                found += [f"{path.name} {text}" for text in texts if isinstance(text, str) and is_piece(text)]
    assert not found


def _translates(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and (call.func.id == "_" or "gettext" in call.func.id)
