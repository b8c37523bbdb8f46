"""Who may import whom, as data: the left half by stage, the right half by subject. A wrong import is reported by name."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

BUDGETS = Path(__file__).resolve().parent.parent / "budgets"

# Folder or module -> what of budgets it may import besides itself.
MAY_IMPORT: dict[str, set[str]] = {
    # by stage: file -> document -> report -> findings, then the only writer
    "form": set(),
    "readers": {"form"},
    "parsing": {"readers.document", "form"},
    "reconcile": {"parsing.records", "parsing.table_records", "form"},
    "changes": {"form"},
    "child": set(),
    "reading": {"child", "readers", "parsing", "reconcile"},
    "words": {"form"},
    "models": {"form", "words"},
    "access": {"models"},
    "search": {"models", "form"},
    "kept": {"child", "models"},
    "actions": {
        *("access", "models", "search", "kept", "form"),
        *("parsing.records", "parsing.table_records", "readers.document", "reconcile"),
    },
    "importing": {"reading", "readers.document", "actions", "models", "form"},
    # what pages share
    "listing": {"form", "words", "models"},
    "charts": {"form", "words"},
    "exports": {"form", "models"},
    "pages": {
        *("form", "words", "models", "access", "search", "kept", "listing", "charts", "exports"),
        *("reading", "readers.document", "parsing.records", "reconcile"),
    },
    # above the pages, never one another
    "desk": {
        *("form", "words", "models", "access", "actions", "changes", "importing"),
        *("reading", "readers.document", "listing", "pages"),
    },
    "management": {
        *("form", "words", "models", "actions", "importing", "kept"),
        *("reading", "readers.document", "parsing.records", "pages"),
    },
    # what connects
    "templatetags": {"form", "words", "models", "charts", "listing", "pages"},
    "urls": {"exports", "kept", "pages"},
    "middleware": {"access", "actions"},
    "apps": {"actions", "desk"},
}
KNOWS_NO_DJANGO = {"form", "readers", "parsing", "reconcile", "changes", "child", "reading"}

# What stands directly in pages/ is shared by all subjects. Subject -> the subjects whose reads, columns and charts it
# may use; a view is no other subject's, and the data page stands above all.
SUBJECTS: dict[str, set[str]] = {
    "checks": {"unread"},
    "disclosure": {"unread"},
    "versions": {"unread"},
    "unread": set(),
    "tables": {"checks", "unread"},
    "figures": {"checks", "unread"},
    "statement": {"checks", "unread"},
    "notes": {"checks", "tables", "unread"},
    "source": {"figures", "tables", "unread"},
    "projects": {"notes", "statement", "unread"},
    "overview": {"checks", "notes", "projects", "statement", "tables", "unread"},
    "compare": {"tables", "unread"},
    "years": {"compare", "overview", "unread"},
    "home": {"overview", "years", "unread"},
    "search": {"checks", "figures", "tables", "unread"},
    "embed": {"notes", "overview", "projects", "tables", "unread"},
    "precheck": {"checks", "unread"},
    "data": {
        *("checks", "compare", "figures", "projects", "search", "source", "statement", "tables", "unread")
    },
}


def _modules(folder: Path) -> dict[str, Path]:
    """The modules below a folder by their names below budgets: pages.checks.read."""
    named = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(BUDGETS).with_suffix("").parts
        if "migrations" not in parts:
            named[".".join(part for part in parts if part != "__init__")] = path
    return named


MODULES = _modules(BUDGETS)
ROOMS = sorted({name.split(".")[0] for name in MODULES if name})


def _imported(path: Path, package: str = "budgets") -> Iterator[str]:
    """What a module imports of a package, as names below it: actions, pages.checks.read.FINE."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.removeprefix(f"{package}.") for name in names if name.startswith(f"{package}."))


def _is_within(name: str, rooms: set[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_what_the_table_allows(room: str) -> None:
    allowed = {room, *MAY_IMPORT[room]}
    wrong = [
        f"{name} imports {imported}"
        for name, path in MODULES.items()
        if _is_within(name, {room})
        for imported in _imported(path)
        if not _is_within(imported, allowed)
    ]
    assert wrong == []


def test_a_subject_of_the_pages_imports_what_the_table_allows() -> None:
    wrong = []
    for name, path in _modules(BUDGETS / "pages").items():
        here = name.split(".")[1:2]
        for imported in (each for each in _imported(path) if each.startswith("pages.")):
            there, *rest = imported.split(".")[1:]
            if there not in SUBJECTS or here == [there]:
                continue
            if not here or here[0] not in SUBJECTS or there not in SUBJECTS[here[0]] or rest[0] == "view":
                wrong.append(f"{name} imports {imported}")
    assert wrong == []


def test_every_subject_is_in_the_table() -> None:
    folders = {path.name for path in (BUDGETS / "pages").iterdir() if (path / "__init__.py").exists()}
    assert folders == SUBJECTS.keys()


def test_no_module_imports_itself_through_others() -> None:
    """Inside a room too: no circle of modules anywhere."""
    graph = {
        name: {each if each in MODULES else each.rpartition(".")[0] for each in _imported(path)}
        for name, path in MODULES.items()
    }
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(" imports ".join(circle.args[1]))
    assert set(order) >= MODULES.keys()


@pytest.mark.parametrize("room", sorted(KNOWS_NO_DJANGO))
def test_the_pure_half_knows_no_django(room: str) -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, path in MODULES.items()
        if _is_within(name, {room})
        for imported in _imported(path, "django")
    ]
    assert wrong == []


def test_few_rooms_and_the_package_itself_stays_empty() -> None:
    """Empty, so that the pure half runs without Django's settings."""
    assert (BUDGETS / "__init__.py").read_text() == ""
    assert len(ROOMS) + len(["sample"]) <= 26


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    modules = (
        path for name in ("budgets", "portal", "deploy") for path in (BUDGETS.parent / name).rglob("*.py")
    )
    long = {
        path.relative_to(BUDGETS.parent).as_posix(): lines
        for path in modules
        if (lines := len(path.read_text().splitlines())) > 400 and path.parent.name != "migrations"
    }
    assert long == {}
