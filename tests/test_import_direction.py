"""Data flows one way: who may import whom, as data. A wrong import is reported by name."""

import ast
from pathlib import Path

import pytest

BUDGETS = Path(__file__).resolve().parent.parent / "budgets"
PURE = {"vocabulary", "amounts", "official_tables"}
WORDS = {"money_words", "chinese_words"}

# Package or module -> what of budgets it may import besides itself.
MAY_IMPORT = {
    "vocabulary": set(),
    "amounts": set(),
    "official_tables": {"amounts", "vocabulary"},
    "money_words": {"amounts"},
    "chinese_words": {"classification", "money_words"},
    "terms": set(),
    "readers": set(),
    "parsing": {"readers.document", *PURE},
    "classification": set(),
    "reconcile": {"parsing.records", "classification", *PURE},
    "models": PURE,
    "comparison": PURE,
    "sensitive": set(),
    "page_rendering": set(),
    "page_images": {"models"},
    "package_store": set(),
    "source_lines": {"models", "queries"},
    "queries": {"models", "parsing.records", "comparison", *PURE},
    "mark_links": {"check_words", "queries", "vocabulary"},
    "templatetags": {"check_words", "mark_links", "models", "queries", *PURE, *WORDS},
    "access": {"models"},
    "search": {"models", "queries", *PURE},
    "actions": {
        "access",
        "models",
        "package_store",
        "page_images",
        "queries",
        "search",
        "parsing.records",
        "readers.document",
        "reconcile",
        *PURE,
    },
    "reading": {"readers", "parsing", "reconcile", *PURE},
    "importing": {"reading", "readers.document", "actions", "models", *PURE},
    "filters": {"queries", "models", *PURE, *WORDS},
    "tables": {"mark_links", "queries", "models", *PURE, *WORDS},
    "check_words": {"queries", "models", "terms", *PURE, *WORDS},
    "body_tables": {"tables", "queries", "models", *PURE, *WORDS},
    "compare_table": {"body_tables", "tables", "queries", "models", *PURE, *WORDS},
    "charts": {"queries", "models", *PURE, *WORDS},
    "exports": {
        "package_store",
        "queries",
        "models",
        "sensitive",
        "reading",
        "readers.document",
        "parsing.records",
        *PURE,
        *WORDS,
    },
    "views": {
        "access",
        "classification",
        "queries",
        "filters",
        "tables",
        "body_tables",
        "compare_table",
        "check_words",
        "mark_links",
        "source_lines",
        "page_images",
        "search",
        "charts",
        "exports",
        "actions",
        "models",
        *PURE,
        *WORDS,
    },
    "admin": {
        "access",
        "comparison",
        "queries",
        "actions",
        "importing",
        "reading",
        "readers.document",
        "exports",
        "models",
        *PURE,
    },
    "management": {
        "queries",
        "actions",
        "importing",
        "reading",
        "readers.document",
        "parsing.issues",
        "exports",
        "models",
        *PURE,
    },
    "urls": {"views"},
    "middleware": {"actions"},
    "apps": {"actions", "admin"},
}
KNOWS_DJANGO = (
    set(MAY_IMPORT)
    - PURE
    - {
        "readers",
        "parsing",
        "classification",
        "reconcile",
        "comparison",
        "sensitive",
        "page_rendering",
        "reading",
    }
)


def _imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _packages() -> list[str]:
    paths = (p for p in BUDGETS.iterdir() if p.suffix == ".py" or (p.is_dir() and any(p.rglob("*.py"))))
    return sorted(p.stem for p in paths if p.stem not in {"__init__", "migrations"})


def _files(package: str) -> list[Path]:
    folder = BUDGETS / package
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [BUDGETS / f"{package}.py"]


@pytest.mark.parametrize("package", _packages())
def test_imports_follow_the_flow_of_data(package: str) -> None:
    allowed = {f"budgets.{name}" for name in {package, *MAY_IMPORT[package]}}
    wrong = [
        f"{path.relative_to(BUDGETS)} imports {name}"
        for path in _files(package)
        for name in _imports(path)
        if name.startswith("budgets.")
        and not any(name == a or name.startswith(f"{a}.") for a in allowed)
        # `from budgets import models` names the package itself
        and name.removeprefix("budgets.") not in {package, *MAY_IMPORT[package]}
    ]
    assert wrong == []


@pytest.mark.parametrize("package", sorted(set(_packages()) - KNOWS_DJANGO))
def test_the_pure_half_knows_no_django(package: str) -> None:
    wrong = [
        f"{path.relative_to(BUDGETS)} imports {name}"
        for path in _files(package)
        for name in _imports(path)
        if name.split(".")[0] == "django"
    ]
    assert wrong == []


def test_the_package_itself_stays_empty() -> None:
    """So that the pure half runs without Django's settings."""
    assert (BUDGETS / "__init__.py").read_text() == ""
