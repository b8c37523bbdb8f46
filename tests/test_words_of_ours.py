"""Every Chinese word of ours goes through the catalogue: read from the code and the templates themselves.

An English page marks each run of Chinese as the document's, so a sentence of ours that nobody translated looks
there like a quotation. Only where it is written can the two be told apart.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
BUDGETS = settings.BASE_DIR / "budgets"
TEMPLATES = settings.BASE_DIR / "templates"
# Not looked at, because no word of theirs is one of ours on a public page in any other way than as data.
ELSEWHERE = {
    "desk": "the desk is Chinese",
    "management": "commands speak to who runs the server",
    "migrations": "made by Django",
    "form": "translated where it is used; test_every_fixed_term_is_named_for_translation",
    "readers": "knows the words of documents",
    "parsing": "knows the words of documents",
    "reconcile": "titles of checks are translated as test_every_title_of_a_check_has_an_english_template says",
    "changes": "compares the words of documents, for the desk",
    "actions": "writes the log of the desk",
    "sample": "is a document",
    "access.py": "names of roles at the desk",
}
# What stands in the other files as data: found in a document, stored, or translated elsewhere.
DATA = {
    "pages/years/change_chart.py": {"支出"},  # cut from a printed name
    "pages/overview/flow_chart.py": {"支出"},  # cut from a printed name
    "words/desk.py": {"n月j日 H:i"},  # how the desk, which is Chinese, writes a day
    "words/official.py": {
        "支出",  # added to a printed name
        "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef",  # the characters themselves
    },
    "pages/figures/columns.py": {"金额"},  # sheet.yuan translates its title
    "pages/statement/columns.py": {"金额"},  # sheet.yuan translates its title
    "pages/projects/columns.py": {"财政资金", "自筹资金", "预算合计"},  # sheet.yuan translates its title
    "pages/compare/columns.py": {"增减"},  # sheet.yuan translates its title
    "listing/filter_set.py": {"按"},  # cut from a translated order
    "pages/home/read.py": {"市级", "区级"},  # a fixed term, translated where it is used
    "pages/disclosure/read.py": {"政府采购", "机关运行经费", "国有资产", "绩效"},  # looked for in headings
    "pages/overview/flow.py": {"基本支出", "项目支出"},  # columns of the form, translated where they are used
    "pages/notes/prose.py": {"财政拨款", "基本支出", "项目支出", "三公", "机关运行经费"},  # looked for among definitions
    "pages/overview/read.py": {"支出"},  # cut from a printed name
    "pages/tables/read.py": {"预算数"},  # a column of the form, translated where it is used
    "pages/overview/unsaid.py": {  # looked for in sentences
        "编制", "在编", "在职", "实有", "核定", r")[^，。；：\n\d]{0,8}\d+\s*[人名](?![次均民才])[^，。；：\n]*",
    },
    "models/figures.py": {"表"},  # how the desk calls a figure
    "search/entries.py": {"单位预算", "部门预算", "年", "表"},  # stored in the index, which has one language
    "templatetags/budget_text.py": {"元", "万元"},  # values of Unit
    "templatetags/languages.py": {"中文"},  # the name of the language, in that language
    "pages/overview/context.py": {"机构改革"},  # looked for in a reason
}  # fmt: skip
TRANSLATES = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
PATTERNS = {"compile", "fullmatch", "match", "search", "sub"}  # of re; what `sub` puts in is looked at


def _calls(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _of_re(node: ast.Call) -> bool:
    at = node.func
    return isinstance(at, ast.Attribute) and isinstance(at.value, ast.Name) and at.value.id == "re"


def _excused(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that are no words for a page: translated, documentation, patterns, values compared with."""
    if isinstance(node, ast.Call) and _calls(node) in TRANSLATES:
        # Only literals: what is put together first is unknown to the catalogue.
        yield from (argument for argument in node.args if isinstance(argument, ast.Constant))
    elif isinstance(node, ast.Call) and _of_re(node) and _calls(node) in PATTERNS and node.args:
        yield from ast.walk(node.args[0])
    elif isinstance(node, ast.Compare):
        yield from (side for side in (node.left, *node.comparators) if isinstance(side, ast.Constant))
    elif isinstance(node, ast.Dict):
        yield from (key for key in node.keys if isinstance(key, ast.Constant))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value  # a docstring


def untranslated(code: str) -> list[str]:
    """The Chinese literals of a module that no catalogue knows, in their order."""
    tree = ast.parse(code)
    excused = {id(part) for node in ast.walk(tree) for part in _excused(node)}
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CJK.search(node.value)
        and id(node) not in excused
    ]
    return [str(node.value) for node in sorted(found, key=lambda node: (node.lineno, node.col_offset))]


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(BUDGETS.rglob("*.py")):
        inside = path.relative_to(BUDGETS)
        if inside.parts[0] not in ELSEWHERE:
            yield inside.as_posix(), path


def test_every_chinese_word_in_code_is_translated_or_known_as_data() -> None:
    found = {name: set(untranslated(path.read_text(encoding="utf-8"))) for name, path in _modules()}
    assert len(found) > 80
    ours = {name: words - DATA.get(name, set()) for name, words in found.items()}
    assert {name: words for name, words in ours.items() if words} == {}


def test_what_is_known_as_data_still_stands_in_its_file() -> None:
    """An excuse that nothing needs would hide the next word that happens to be the same."""
    found = {name: set(untranslated(path.read_text(encoding="utf-8"))) for name, path in _modules()}
    assert {name: rest for name, words in DATA.items() if (rest := words - found.get(name, set()))} == {}
    assert [name for name in ELSEWHERE if not (BUDGETS / name).exists()] == []


def test_a_sentence_that_nobody_translates_is_found_in_code() -> None:
    planted = (BUDGETS / "pages" / "overview" / "flow_chart.py").read_text(encoding="utf-8")
    returned = re.search(r"    return _\((\"[^\"]*其余维持日常运转。\")\) % words\n", planted)
    assert returned
    bare = planted.replace(returned[0], f"    return {returned[1]} % words\n", 1)
    assert set(untranslated(bare)) - DATA["pages/overview/flow_chart.py"] == {ast.literal_eval(returned[1])}
    assert untranslated('x = f"共 {n} 行"') == ["共 ", " 行"]
    assert untranslated('x = _(f"共 {n} 行")') == ["共 ", " 行"]
    assert untranslated('"""共"""\nx = _("共") if y == "共" else {"共": re.compile("共")}') == []


# ---- templates ------------------------------------------------------------------------------------------

_SPOKEN = re.compile(
    r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}"
    r"|\{#.*?#\}"
    r"|\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}"
    r"|\{%\s*translate\s+\"[^\"]*\"(?:\s+context\s+\"[^\"]*\")?",
    re.DOTALL,
)
# Inside a tag: translated, the unit a filter is given, a value compared with.
_IN_TAG = re.compile(r'_\("[^"]*"\)|:"(?:亿|万)?元"|[!=]= "[^"]*"')
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def untranslated_in_template(text: str) -> list[str]:
    """The Chinese runs of a template that stand outside translated blocks."""
    rest = _TAG.sub(lambda tag: _IN_TAG.sub("", tag[0]), _SPOKEN.sub("{%", text))
    return re.findall(rf"{CJK.pattern}+", rest)


def test_every_chinese_word_in_templates_is_translated() -> None:
    pages = [p for p in sorted(TEMPLATES.rglob("*.html")) if p.relative_to(TEMPLATES).parts[0] != "desk"]
    assert len(pages) > 50
    found = {path.name: untranslated_in_template(path.read_text(encoding="utf-8")) for path in pages}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_word_that_nobody_translates_is_found_in_a_template() -> None:
    assert untranslated_in_template('<p title="支出">{% translate "共" %}行</p>{# 注 #}') == ["支出", "行"]
    assert untranslated_in_template('{{ x|default:"未明确" }}{% if a == "月" %}{{ y|aligned:"万元" }}') == [
        "未明确"
    ]
    assert (
        untranslated_in_template(
            '{% blocktranslate %}共 {{ n }} 行{% endblocktranslate %}{{ d|date:_("Y年") }}'
        )
        == []
    )
