"""Do the tests find what breaks? Plants seeded faults in the code, one at a time, and runs the tests that touch the line.

    python bench/faults.py draw FAULTS.json [--seed N] [--count N]     draw faults over all rooms of budgets and portal
    python bench/faults.py touch FAULTS.json TOUCHED.txt               run all tests once: which run each of the lines
    python bench/faults.py plant FAULTS.json TOUCHED.txt               plant each; which are found, and by which test

A fault turns a comparison, changes a number or drops a statement. It is written down with its line, so that the list
drawn in one checkout can be planted in another whose files have moved. For `touch`, each faulty expression is wrapped in
a call that writes down the running test: measuring the coverage of every test takes several times as long.
"""

import argparse
import ast
import json
import os
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TOP = Path.cwd()
TURNED = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: ">=", ast.GtE: "<", ast.Gt: "<=", ast.LtE: ">",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
MOST_TESTS = 150  # that are run for one fault
SECONDS = 900


def sources() -> list[Path]:
    """The modules that faults are planted in."""
    paths = [path for part in ("budgets", "portal") for path in sorted((TOP / part).rglob("*.py"))]
    return [path for path in paths if "migrations" not in path.parts]


def candidates(path: Path) -> Iterator[dict[str, str | int]]:
    """Every fault that a module has room for, each with the line as it is and as it would be."""
    text = path.read_text()
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if getattr(node, "lineno", 0) != getattr(node, "end_lineno", -1):
            continue
        line = lines[node.lineno - 1]
        before, after = line[: node.col_offset], line[node.end_col_offset :]
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in TURNED:
            sides = (ast.get_source_segment(text, side) for side in (node.left, node.comparators[0]))
            wrong = f" {TURNED[type(node.ops[0])]} ".join(str(side) for side in sides)
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            wrong = str(node.value + 1)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            wrong = "pass"
        else:
            continue
        if line.isascii() and lines.count(line) == 1:  # columns are counted in bytes
            found = line[node.col_offset : node.end_col_offset]
            yield {"was": line, "is": before + wrong + after, "kind": type(node).__name__, "part": found}


def draw(target: Path, seed: int, count: int) -> None:
    """Write down so many faults, the rooms in turn."""
    chance = random.Random(seed)
    by_room: dict[str, list[dict[str, str | int]]] = defaultdict(list)
    for path in sources():
        name = path.relative_to(TOP)
        for fault in candidates(path):
            by_room[name.parts[1] if len(name.parts) > 2 else name.stem].append({"file": str(name), **fault})
    rooms = sorted(by_room)
    chance.shuffle(rooms)
    drawn: list[dict[str, str | int]] = []
    while len(drawn) < count:
        for room in rooms[: count - len(drawn)]:
            drawn.append(by_room[room].pop(chance.randrange(len(by_room[room]))))
    target.write_text(json.dumps(drawn, ensure_ascii=False, indent=1))
    print(f"{len(drawn)} faults in {len({fault['file'] for fault in drawn})} files")


def where(fault: dict[str, str]) -> tuple[Path, int] | None:
    """The module and the line of a fault here; None where the line stands nowhere, or in several places."""
    own, was = TOP / fault["file"], without_remark(fault["was"])
    paths = [own] if own.exists() and was in map(without_remark, own.read_text().splitlines()) else sources()
    found = [
        (path, number)
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if without_remark(line) == was
    ]
    return found[0] if len(found) == 1 else None


def without_remark(line: str) -> str:
    """A line of code without its comment, whose words may differ from one checkout to the other."""
    return line.partition("  # ")[0]


def touch(faults: list[dict[str, str]], target: Path) -> None:
    """Write down for each fault, by its number, which tests run its line; the files are as they were afterwards."""
    target.unlink(missing_ok=True)
    right: dict[Path, str] = {}
    try:
        for number, fault in enumerate(faults, 1):
            if place := where(fault):
                path, line = place
                right.setdefault(path, path.read_text())
                mark(path, line, fault, number)
        own = {"TOUCHED": str(target.resolve()), "PYTHONPATH": str(Path(__file__).parent)}
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not browser and not postgres"]
        subprocess.run(command, cwd=TOP, env=os.environ | own)
    finally:
        for path, text in right.items():
            path.write_text(text)


def mark(path: Path, number: int, fault: dict[str, str], name: int) -> None:
    """Wrap the faulty expression of that line in a call of `touched.by`."""
    lines = path.read_text().splitlines(keepends=True)
    line = lines[number - 1]
    both = enumerate(zip(fault["was"], fault["is"], strict=False))
    kept = next((at for at, (was, wrong) in both if was != wrong), len(fault["was"]))
    start = max(at for at in range(kept + 1) if line.startswith(fault["part"], at))
    quote = "'" if line[:start].count('"') % 2 else '"'  # inside an f-string
    call = f"__import__({quote}touched{quote}).by({name}, {fault['part']})"
    lines[number - 1] = line[:start] + call + line[start + len(fault["part"]) :]
    path.write_text("".join(lines))


def tests_of(number: int, touched: Path) -> list[str]:
    """The tests that run the line of that fault, or a seeded choice of them, in a seeded order."""
    rows = (row.split("\t", 1) for row in touched.read_text().splitlines())
    names = {test for fault, test in rows if fault == str(number)}
    return random.Random(number).sample(sorted(names), min(len(names), MOST_TESTS))


def plant(faults: list[dict[str, str]], touched: Path) -> int:
    """Plant each fault and say whether a test fails; how many are not found."""
    lost = 0
    for number, fault in enumerate(faults, 1):
        place = where(fault)
        if place is None:
            print(f"{number:2} GONE       {fault['file']}: {fault['was'].strip()}", flush=True)
            lost += 1
            continue
        path, line = place
        tests = tests_of(number, touched)
        found = try_with(path, line, fault["is"], tests) if tests else "no test runs the line"
        lost += not found.startswith("found")
        shown = f"{path.relative_to(TOP)}:{line}: {fault['was'].strip()} -> {fault['is'].strip()}"
        print(f"{number:2} {found}\n     {shown}", flush=True)
    print(f"{len(faults) - lost} of {len(faults)} found")
    return lost


def try_with(path: Path, line: int, wrong: str, tests: list[str]) -> str:
    """Run the tests with the line changed; the file is as it was afterwards."""
    right = path.read_text()
    lines = right.splitlines(keepends=True)
    lines[line - 1] = wrong + "\n"
    try:
        path.write_text("".join(lines))
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "found: no end"
    finally:
        path.write_text(right)
    failed = next(
        (row for row in done.stdout.splitlines() if row.startswith(("FAILED tests", "ERROR tests"))), ""
    )
    return f"found by {failed[:110]}" if done.returncode == 1 else f"NOT FOUND by {len(tests)} tests"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["draw", "touch", "plant"])
    parser.add_argument("faults", type=Path)
    parser.add_argument("touched", type=Path, nargs="?", default=Path("touched.txt"))
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--count", type=int, default=20)
    given = parser.parse_args()
    if given.what == "draw":
        draw(given.faults, given.seed, given.count)
    elif given.what == "touch":
        touch(json.loads(given.faults.read_text()), given.touched)
    else:
        sys.exit(min(plant(json.loads(given.faults.read_text()), given.touched), 1))
