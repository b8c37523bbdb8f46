"""make bench, search: how long questions take over a city's worth of editions, on SQLite and on PostgreSQL.

Each database gets 60,000 paragraphs and 500,000 figures: the bundled edition again and again under other bodies
and years, its amounts changed, its paragraphs cut and joined anew. Then questions of each kind, made from what is
stored, are asked one after the other; printed are the median, the 95th percentile and the worst, beside the limit.

    python bench/search.py            both databases, each in a process of its own
    python bench/search.py 0.1        the same with a tenth of the data
"""

import importlib.util
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
SAMPLE = TOP / "budgets" / "sample" / "shanghai-stc-2025.txt"
FIGURES = 500_000
YEARS = range(2016, 2026)
LIMIT = 50  # milliseconds
QUESTIONS = 40  # of each kind
STATEMENTS = 5  # of an edition, seven parts each: with its other prose 69 paragraphs, 63,000 in all


def main() -> None:
    size = sys.argv[1] if len(sys.argv) > 1 else "1"
    if os.environ.get("SEARCH_BENCH"):
        _measure(float(size))
        return
    with tempfile.TemporaryDirectory() as folder:
        _run(size, DATA_DIR=folder, DATABASE_URL=f"sqlite:///{folder}/db.sqlite3")
        services = _services()
        try:
            with services.postgres() as address:
                _run(size, DATA_DIR=folder, DATABASE_URL=address)
        except services.Unavailable as reason:
            print(f"PostgreSQL is left out: {reason}")


def _run(size: str, **variables: str) -> None:
    own = {"DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONPATH": str(TOP), "SEARCH_BENCH": "1"}
    subprocess.run([sys.executable, __file__, size], env=os.environ | own | variables, check=True)


def _services() -> Any:
    """tests/run.py, which knows how to start PostgreSQL."""
    found = importlib.util.spec_from_file_location("services", TOP / "tests" / "run.py")
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _measure(size: float) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("import_budget", str(SAMPLE), "--publish", verbosity=0, stdout=sys.stderr)
    start = time.perf_counter()
    random.seed(7)
    _fill(size)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    _say_size(connection.vendor, time.perf_counter() - start)
    _ask_all()


def _say_size(vendor: str, seconds: float) -> None:
    from budgets.models import SearchAmount, SearchEntry, SearchKind

    figures = SearchAmount.objects.filter(figure__isnull=False).count()
    count = {kind: SearchEntry.objects.filter(kind=kind).count() for kind in SearchKind}
    prose = count[SearchKind.PASSAGE] + count[SearchKind.DEFINITION] + 7 * count[SearchKind.STATEMENT]
    others = count[SearchKind.LINE] + count[SearchKind.UNIT] + count[SearchKind.FINDING]
    print(
        f"\nSearch on {vendor}: {figures:,} figures, {prose:,} paragraphs, {others:,} lines, units, findings"
    )
    print(f"Made and indexed in {seconds:.0f} s")
    print(f"{'Questions':<46}{'median ms':>10}{'p95':>8}{'worst':>8}{'limit':>8}")


# ---- data ----------------------------------------------------------------------------------------------


def _fill(size: float) -> None:
    """Editions like the bundled one, published as far as the search can see."""
    from budgets.models import Body, Edition, EditionVersion, Figure
    from budgets.search import index
    from budgets.search.entries import found_in

    base = EditionVersion.objects.select_related("edition__body", "source").get()
    own = list(Figure.objects.filter(version=base).order_by("position"))
    things = list(found_in(base))
    texts = [thing.text for thing in things if len(thing.text) > 40]
    editions = round(FIGURES * size / len(own))
    bodies = -(-editions // len(YEARS))
    names = [
        f"上海市{a}{b}{c}"
        for a in "普徐静黄虹杨长浦宝嘉松青奉金崇"
        for b in "园林体育交通民政文旅水务"
        for c in ("局", "委员会")
    ]
    for n in range(editions):
        body, _created = Body.objects.get_or_create(
            slug=f"bench-{n % bodies}", name=names[n % bodies] + str(n % bodies)
        )
        edition = Edition.objects.create(body=body, year=YEARS[n // bodies])
        version = EditionVersion.objects.create(
            edition=edition,
            number=1,
            status="published",
            source=base.source,
            title=base.title,
            published_at=base.published_at,
        )
        copies = Figure.objects.bulk_create(_changed(figure, version) for figure in own)
        by_position = {figure.position: figure for figure in copies}
        index.put_entries(version, _things(things, by_position, texts))


def _changed(figure: Any, version: Any) -> Any:
    from budgets.models import Figure

    values = {
        field.attname: getattr(figure, field.attname)
        for field in Figure._meta.fields
        if field.attname != "id"
    }
    yuan = (figure.yuan * Decimal(random.randint(50, 150)) / 100).quantize(Decimal("1."))
    return Figure(**(values | {"version_id": version.pk, "yuan": yuan, "text": f"{yuan:,}"}))


def _things(things: list[Any], figures: dict[int, Any], texts: list[str]) -> Iterator[Any]:
    """The lines with other amounts, other passages, and the rest as it is, of the statements only a few."""
    from budgets.models import SearchKind

    statements = [thing for thing in things if thing.kind is SearchKind.STATEMENT]
    chosen = {thing.order for thing in random.sample(statements, STATEMENTS)}
    for thing in things:
        if thing.figures:
            yield replace(thing, figures=[figures[figure.position] for figure in thing.figures])
        elif thing.kind is SearchKind.PASSAGE:
            yield replace(thing, text=_mixed(texts))
        elif thing.kind is not SearchKind.STATEMENT or thing.order in chosen:
            yield thing


def _mixed(texts: list[str]) -> str:
    """The beginning of one paragraph and the end of another, with other digits."""
    one, two = random.choice(texts), random.choice(texts)
    text = one[: len(one) // 2] + two[len(two) // 2 :]
    return "".join(random.choice("123456789") if char.isdigit() else char for char in text)


# ---- questions -----------------------------------------------------------------------------------------


def _ask_all() -> None:
    from django.db.models import Max

    from budgets.models import SearchAmount, SearchEntry, SearchKind

    passages = list(
        SearchEntry.objects.filter(kind=SearchKind.PASSAGE).values_list("text", flat=True)[:20_000]
    )
    names = list(SearchEntry.objects.filter(kind=SearchKind.LINE).values_list("title", "code")[:400])
    last = SearchAmount.objects.aggregate(last=Max("pk"))["last"]
    some = SearchAmount.objects.filter(pk__in=random.sample(range(1, last), 4 * QUESTIONS), yuan__gt=1000)
    amounts = [f"{yuan:.0f}" for yuan in some.values_list("yuan", flat=True)]

    def of_text(length: int) -> str:
        while True:
            text = random.choice(passages)
            at = random.randrange(max(1, len(text) - length))
            if (piece := text[at : at + length]).isalpha() and len(piece) == length:
                return piece

    kinds = {
        "one character": lambda: of_text(1),
        "two characters": lambda: of_text(2),
        "four characters": lambda: of_text(4),
        "a quoted phrase of twelve": lambda: f"“{of_text(12)}”",
        "two words": lambda: f"{of_text(2)} {of_text(2)}",
        "three words, a year": lambda: f"{of_text(2)} {of_text(2)} {random.choice(YEARS)}",
        "the name of a line": lambda: random.choice(names)[0],
        "a code": lambda: next(code for _, code in random.sample(names, 400) if code),
        "an amount in yuan": lambda: random.choice(amounts),
        "an amount in 万元": lambda: f"{int(random.choice(amounts)) / 10_000:,.2f}万元",
        "a name and an amount": lambda: f"{random.choice(names)[0]} {random.choice(amounts)}",
        "words, in a body and a year": lambda: of_text(2),
        "words, with an amount range": lambda: random.choice(names)[0],
        "the name of a line, all of one kind": lambda: random.choice(names)[0],
        "nothing is found": lambda: "没有这样的词语",
    }
    everything: list[float] = []
    for name, make in kinds.items():
        times = [_time(make(), name) for _ in range(QUESTIONS)]
        everything += times
        _row(name, times)
    _row("all of them", everything)
    _row("suggestions", [_time(of_text(2), "suggestions") for _ in range(QUESTIONS)])


def _time(words: str, name: str) -> float:
    from budgets.models import Body, SearchKind
    from budgets.search.asking import understand
    from budgets.search.finding import AT_A_GLANCE, Limits, search, suggestions

    limits = Limits()
    if "in a body" in name:
        body = random.choice(list(Body.objects.values_list("pk", flat=True)))
        limits = Limits(bodies=frozenset([body]), year=random.choice(YEARS))
    elif "range" in name:
        limits = Limits(smallest=Decimal(10_000_000), largest=Decimal(20_000_000))
    elif "all of one kind" in name:
        limits = Limits(kinds=frozenset([SearchKind.LINE]))
    start = time.perf_counter()
    if name == "suggestions":
        suggestions(understand(words))
    elif limits.kinds:
        found = search(understand(words), limits)
        found.hits(found.ids[:50])  # a page of them
    else:
        found = search(understand(words), limits, AT_A_GLANCE)
        found.hits([number for kind in found.kinds for number in kind.ids[:5]])  # what a page shows
    return (time.perf_counter() - start) * 1000


def _row(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{what:<46}{statistics.median(times):>10.1f}{p95:>8.1f}{ordered[-1]:>8.1f}{LIMIT:>8}", flush=True)


if __name__ == "__main__":
    main()
