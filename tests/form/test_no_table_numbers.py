"""Outside budgets/form no number stands for an official table, and no words count the tables: read from the code itself.

A table is known by its role; its number is asked of the form that a version follows, and only shown.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import pytest
from django.conf import settings

BUDGETS = settings.BASE_DIR / "budgets"
TEMPLATES = settings.BASE_DIR / "templates"
APART = {"form", "migrations", "sample"}  # the form itself, its history, and a document as published

# Strings that count the tables, each with the reason.
COUNTED: Mapping[str, str] = {
    "words/fixed_terms.py": "the words of the forms, named for translation; tests/test_english.py compares them"
}
# Strings that name a table by its number, each with the reason.
NAMED_BY_NUMBER: Mapping[str, str] = {
    "models/lines.py": "names of models in the lists of the desk, which are in the order of these names"
}

# What holds an official table or its number: any name with the word table, and what such a one is called elsewhere.
_WORD = re.compile(r"(?:^|_)tables?(?:_|$)|^(?:by_number|official|officials|official_number)$", re.IGNORECASE)
# A number without more words is that of a table as often as of anything else: it may be compared for order only.
_BARE = {"number", "numbers"}
MORE_THAN_TABLES = 30  # so many tables has no form; a larger number is one of rows or characters


# ---- numbers ------------------------------------------------------------------------------------------------


def _is_number(node: ast.AST) -> bool:
    """A whole number that a table may have, one of two, or a collection of nothing else: 3, 4 if fiscal else 2, (5, 6)."""
    if isinstance(node, ast.IfExp):
        return _is_number(node.body) or _is_number(node.orelse)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return bool(node.elts) and all(map(_is_number, node.elts))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        return bool(node.args) and all(map(_is_number, node.args))
    return isinstance(node, ast.Constant) and type(node.value) is int and 0 < node.value < MORE_THAN_TABLES


def _is_place(node: ast.AST) -> bool:
    """A place in a sequence: tables[0] is a table's number too, less one."""
    value = node.operand if isinstance(node, ast.UnaryOp) else node
    return _is_number(value) or (isinstance(value, ast.Constant) and type(value.value) is int)


def _last_word(node: ast.AST) -> str:
    """The name that an expression ends with: table_number of figure.table_number, tables of report.tables()."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call):
        same = (
            _last_word(node.func) in ("list", "tuple", "sorted", "set", "frozenset", "int", "str")
            and node.args
        )
        return _last_word(node.args[0] if same else node.func)
    if isinstance(node, ast.Subscript):
        return _last_word(node.value)
    return node.arg if isinstance(node, ast.arg | ast.keyword) and node.arg else ""


def _is_named_table(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_WORD.search(node.value))


def _is_table(node: ast.AST) -> bool:
    """Whether an expression is a table, its number, or several of either."""
    if isinstance(node, ast.Attribute) and node.attr in _BARE:
        return True
    if isinstance(node, ast.Subscript) and _is_named_table(node.slice):  # place["table"]
        return True
    if isinstance(node, ast.Call) and _last_word(node.func) == "get" and any(map(_is_named_table, node.args)):
        return True
    if isinstance(node, ast.Name) and node.id in _BARE:
        return True
    return bool(_WORD.search(_last_word(node)))


def _compared(node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    if not any(map(_is_number, sides)):
        return False
    tables = [side for side in sides if _is_table(side)]
    ordered = all(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops)
    return any(not (ordered and _is_bare(side)) for side in tables)


def _is_bare(node: ast.AST) -> bool:
    """A number that says nothing of tables by itself: number, version.number."""
    if isinstance(node, ast.Attribute) and node.attr in _BARE:
        return not _is_table(node.value)
    return isinstance(node, ast.Name) and node.id in _BARE


def _begins_with_number(key: ast.AST) -> bool:
    """A key of several parts, the first a number: figures[2, line, "total"]."""
    return (
        isinstance(key, ast.Tuple)
        and len(key.elts) > 1
        and _is_number(key.elts[0])
        and not all(map(_is_number, key.elts))
    )


def _indexed(node: ast.Subscript) -> bool:
    return (_is_table(node.value) and _is_place(node.slice)) or _begins_with_number(node.slice)


def _asked(node: ast.Call) -> bool:
    """by_number.get(2), figures.get((2, line, "total"))."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in (
        "get",
        "pop",
        "setdefault",
        "index",
    ):
        return False
    keys = node.args[:1]
    return any(_begins_with_number(key) or _is_number(key) for key in keys)


def _passed(node: ast.Call, functions: Mapping[str, list[ast.arguments]]) -> bool:
    if any(keyword.arg and _is_passed_as_table(keyword.arg, keyword.value) for keyword in node.keywords):
        return True
    for arguments in functions.get(_last_word(node.func), ()):
        names = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
        if names[:1] in (["self"], ["cls"]):
            names = names[1:]
        rest = arguments.vararg.arg if arguments.vararg else ""
        for place, value in enumerate(node.args):
            name = names[place] if place < len(names) else rest
            if _is_passed_as_table(name, value):
                return True
    return False


def _is_passed_as_table(name: str, value: ast.AST) -> bool:
    return _is_number(value) and (name in _BARE or bool(_WORD.search(name.partition("__")[0])))


def _defaults(arguments: ast.arguments) -> bool:
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(reversed(plain), reversed(arguments.defaults), strict=False)]
    pairs += [(a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d]
    return any(_is_passed_as_table(argument.arg, value) for argument, value in pairs)


def _named(node: ast.Assign | ast.AnnAssign) -> bool:
    """TABLE_ORDER = (3, 5, 6)."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
    return any(value is not None and _is_number(value) for value in values) and any(
        _last_word(target) == "numbers" or _WORD.search(_last_word(target)) for target in targets
    )


def _keyed(node: ast.Dict) -> bool:
    """{6: "managed_funds", 7: "state_capital"}."""
    return any(key is not None and (_is_number(key) or _begins_with_number(key)) for key in node.keys)


def _joined(node: ast.BinOp) -> bool:
    """{1, 4} & set(tables)."""
    sides = [node.left, node.right]
    of_numbers = any(isinstance(side, ast.Set) and _is_number(side) for side in sides)
    return of_numbers and any(_is_table(part) for side in sides for part in ast.walk(side))


def _matched(node: ast.Match) -> bool:
    values = (
        each for case in node.cases for each in ast.walk(case.pattern) if isinstance(each, ast.MatchValue)
    )
    return _is_table(node.subject) and any(_is_number(each.value) for each in values)


def functions_of(trees: Iterable[ast.Module]) -> dict[str, list[ast.arguments]]:
    """The parameters of every function and class by its name; one name may be that of several."""
    found: dict[str, list[ast.arguments]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(node.args)
            if isinstance(node, ast.ClassDef):
                fields = [
                    each.target.id
                    for each in node.body
                    if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
                ]
                arguments = [ast.arg(name) for name in fields]
                found.setdefault(node.name, []).append(
                    ast.arguments(posonlyargs=[], args=arguments, kwonlyargs=[], kw_defaults=[], defaults=[])
                )
    return found


def table_numbers(
    tree: ast.Module, functions: Mapping[str, list[ast.arguments]]
) -> Iterator[tuple[int, str]]:
    """The lines where a whole number stands for a table, with what is done with it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and _compared(node):
            yield node.lineno, "compared"
        elif isinstance(node, ast.BinOp) and _joined(node):
            yield node.lineno, "joined"
        elif isinstance(node, ast.Subscript) and _indexed(node):
            yield node.lineno, "index"
        elif isinstance(node, ast.Call) and _asked(node):
            yield node.lineno, "asked"
        elif isinstance(node, ast.Call) and _passed(node, functions):
            yield node.lineno, "passed"
        elif isinstance(node, ast.FunctionDef | ast.Lambda) and _defaults(node.args):
            yield node.lineno, "default"
        elif isinstance(node, ast.Assign | ast.AnnAssign) and _named(node):
            yield node.lineno, "named"
        elif isinstance(node, ast.Dict) and _keyed(node):
            yield node.lineno, "key"
        elif isinstance(node, ast.Match) and _matched(node):
            yield node.lineno, "matched"


@cache
def modules() -> dict[str, tuple[str, ast.Module]]:
    """The text and the tree of every module outside the form, by its path below budgets/."""
    found = {}
    for path in sorted(BUDGETS.rglob("*.py")):
        name = path.relative_to(BUDGETS).as_posix()
        if name.partition("/")[0] not in APART:
            text = path.read_text(encoding="utf-8")
            found[name] = text, ast.parse(text)
    return found


@pytest.mark.long
def test_no_number_stands_for_a_table() -> None:
    functions = functions_of([tree for _text, tree in modules().values()])
    found = [
        f"{name}:{line} {what}: {text.splitlines()[line - 1].strip()}"
        for name, (text, tree) in modules().items()
        for line, what in table_numbers(tree, functions)
    ]
    assert found == []


PLANTED = {
    "figure.table_number == 3": "compared",
    "figure.table_number != 3": "compared",
    "3 < table.number": "compared",
    "number == 9": "compared",
    "number in (5, 6, 7)": "compared",
    "{1, 4} & set(self.tables)": "joined",
    "table in [1, 4]": "compared",
    "BY_NUMBER[2]": "index",
    "form.by_number[2]": "index",
    "BY_NUMBER[4 if fiscal else 2]": "index",
    "form.tables[0]": "index",
    "list(report.tables)[-1]": "index",
    "record.number == 3": "compared",
    "record.number in {5, 6}": "compared",
    "number in range(5, 8)": "compared",
    "set(tables) == {1, 4}": "compared",
    "int(table) == 3": "compared",
    "place['table'] == 9": "compared",
    "place.get('table') == 3": "compared",
    "figures[2, line.number, 'total']": "index",
    "figures.get((2, line.number, 'total'))": "asked",
    "form.by_number.get(2)": "asked",
    "printed.get(version, {}).get(8, [])": "asked",
    "form.by_number.setdefault(2, table)": "asked",
    "Figure.objects.filter(version=version, table_number=9)": "passed",
    "Figure.objects.filter(table_number__in=(3, 5))": "passed",
    "chart_source(version, 8)": "passed",
    "chart_source(version, *pages, 8)": "passed",
    "printed_table(version, 4)": "passed",
    "printed_table(version, table=4)": "passed",
    "Cell(6, 'total')": "passed",
    "grand_total(version, 4)": "passed",
    "source.totals(1)": "passed",
    "def f(version, table=3): ...": "default",
    "def f(*, table_number: int = 3): ...": "default",
    "lambda table=3: table": "default",
    "TABLE_ORDER = (3, 5, 6, 7)": "named",
    "numbers = (2, 3) if everything else found": "named",
    "TABLES_OF_SCOPE = {Scope.FISCAL: (5, 6, 7)}": "named",
    "self.table_number = 3": "named",
    "_DEPTHS = {2: 'item', 8: 'section'}": "key",
    "cells = {(1, '收入'): 3}": "key",
    "match table.number:\n    case 3: ...": "matched",
}
ALLOWED = (
    "version.number > 1",
    "number > 1",
    "len(tables) == 1",
    "table.role is Role.REVENUE",
    "rows[0]",
    "ROWS_OF_A_TABLE = 100",
    "tables = 0",
    "best[i, j] = (1, 0)",
    "page(place=1)",
    "printed_table(version, official)",
    "chart_source(version)",
)
_DEFINED = """
def chart_source(version, *tables): ...
def printed_table(version, table): ...
def grand_total(version, number): ...
class Source:
    def totals(self, table_number): ...
class Cell:
    table: int
    column: str
"""


def _found(code: str) -> list[str]:
    tree = ast.parse(code)
    return [what for _line, what in table_numbers(tree, functions_of([tree, ast.parse(_DEFINED)]))]


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_number_is_found(code: str) -> None:
    assert _found(code) == [PLANTED[code]]


@pytest.mark.parametrize("code", ALLOWED)
def test_other_numbers_are_left_alone(code: str) -> None:
    assert _found(code) == []


# ---- words --------------------------------------------------------------------------------------------------

_NUMERALS = re.compile("八九")  # a run of numerals, as regular expressions have it
_BY_NUMBER = re.compile(r"表 ?[1-9]")


def counted(text: str) -> bool:
    """Whether words count the tables by hand."""
    return "九" in _NUMERALS.sub("", text)


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings of a module with their lines, without those that describe it, its classes and functions."""
    described = {
        id(first.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(first := node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.lineno, node.value


def strings_with(wrong: Callable[[str], object]) -> dict[str, str]:
    """The modules with such a string, and one of these."""
    return {
        name: text for name, (_, tree) in modules().items() for _line, text in _strings(tree) if wrong(text)
    }


@pytest.mark.long
def test_no_string_counts_the_tables() -> None:
    found = strings_with(counted)
    assert found.keys() == COUNTED.keys(), found


def test_no_string_names_a_table_by_its_number() -> None:
    found = strings_with(_BY_NUMBER.search)
    assert found.keys() == NAMED_BY_NUMBER.keys(), found


def test_no_template_counts_the_tables_or_names_one_by_its_number() -> None:
    found = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if counted(text := path.read_text(encoding="utf-8")) or _BY_NUMBER.search(text)
    }
    assert not found


def test_planted_words_are_found() -> None:
    assert counted("原文的九张表没有印出数字。") and counted("九张官方表") and counted(r"[一二三]九")
    assert not counted(r"[一二三四五六七八九十]+、") and not counted("〇一二三四五六七八九")
    assert (
        _BY_NUMBER.search("来源：表4 收入各项。")
        and _BY_NUMBER.search("表 9")
        and _BY_NUMBER.search("没有表5至表7")
    )
    assert not _BY_NUMBER.search("表%(n)s") and not _BY_NUMBER.search("第 2 张表")
    found = _strings(
        ast.parse(
            "'''九张表'''\ndef f() -> str:\n    '九张表'\n    return 1\ndef g() -> str:\n    return f'{n}个，九张表' + _('九张表')"
        )
    )
    assert [line for line, text in found if counted(text)] == [6, 6]
