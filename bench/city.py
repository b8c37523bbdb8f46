"""A city for measuring: real editions, copied inside the database to made-up bodies and to other years.

    DATA_DIR=… [DATABASE_URL=…] python -m bench.city --bodies 100 --years 3

It makes the tables, imports the bundled document and the official budgets beside the project (../shared) as any other
document, and copies their rows, those of the search included, until every body of the city has an edition of each year.
The city's figures and words are those of the real documents; only bodies, years and titles are others. Nothing may be
published in that database before.
"""

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
SAMPLE = TOP / "budgets" / "sample" / "shanghai-stc-2025.txt"
BESIDE = TOP.parent / "shared" / "documents"
FINAL_ACCOUNTS = "*juesuan*"  # are no budgets


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", type=Path, nargs="*", help="other documents than those")
    parser.add_argument("--bodies", type=int, default=100)
    parser.add_argument("--years", type=int, default=3, help="editions of each body")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from budgets.models import Edition

    call_command("migrate", verbosity=0)
    if Edition.objects.exists():
        sys.exit(
            "There are editions in this database; a city is made in an empty one. Name another DATA_DIR or DATABASE_URL."
        )
    start = time.perf_counter()
    import_originals(asked.documents or real_documents())
    imported = time.perf_counter()
    with fast_writing():
        build(asked.bodies, asked.years)
    tidy()
    end = time.perf_counter()
    print(f"Imported in {imported - start:.1f} s, copied in {end - imported:.1f} s; {size() / 2**20:,.0f} MB")


def real_documents() -> list[Path]:
    """The bundled document, and the budgets beside the project where they are."""
    return [SAMPLE, *(path for path in sorted(BESIDE.glob("*.txt")) if not path.match(FINAL_ACCOUNTS))]


def import_originals(documents: Sequence[Path]) -> None:
    """Read and publish documents, as for any site; their packages are made when somebody asks."""
    from budgets.actions import publish
    from budgets.importing import draft_of, read_file

    for path in documents:
        publish(draft_of(*read_file(path), "shanghai-stc" if path == SAMPLE else ""))


def build(bodies: int, years: int) -> None:
    """Copy all that is published to so many new bodies and years."""
    from bench.city_index import copy_terms, put_editions
    from bench.city_plan import Original, bodies_of, copies_of
    from bench.city_rows import copy_rows, renew_sequences
    from budgets.models import Body, Edition, EditionVersion, StateMark

    own = Edition.objects.order_by("body_id", "year", "kind").values_list("pk", "year", "kind")
    originals = [Original(*row) for row in own]
    new = Body.objects.bulk_create(Body(name=name, slug=slug) for name, slug in bodies_of(bodies))
    copies = list(copies_of(originals, bodies, years))
    copy_rows([(copy, new[copy.body]) for copy in copies])
    copy_terms()
    live = EditionVersion.objects.filter(status=EditionVersion.Status.PUBLISHED, edition__body__in=new)
    put_editions(live.select_related("edition__body"))
    StateMark.objects.bulk_create(StateMark(scope=body.slug) for body in new)
    StateMark.objects.renew(new[0].slug)  # and the mark of the site
    renew_sequences()


@contextlib.contextmanager
def fast_writing() -> Iterator[None]:
    """Write without guarding against a power cut, and indexes at the end: a city that was cut short is made anew."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with _without_indexes(cursor):
                yield
            return
        for setting in _SQLITE:
            cursor.execute(f"PRAGMA {setting}")
        yield
    connection.check_constraints()
    connection.close()  # the next connection has the settings of the site


_SQLITE = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -262144")
_INDEXES = """SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename LIKE 'budgets%'
AND i.schemaname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)"""


@contextlib.contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """PostgreSQL without the indexes that are no constraint: made over all rows at once they take a tenth of the time."""
    cursor.execute(_INDEXES)
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    cursor.execute("SET maintenance_work_mem = '1GB'")
    for _name, definition in indexes:
        cursor.execute(definition)
    cursor.execute("RESET maintenance_work_mem")


def tidy() -> None:
    """Leave the database as one that grew slowly: its index merged, its statistics known."""
    from django.db import connection

    from budgets.search import store

    store.tidy()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def size() -> int:
    """The bytes of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
