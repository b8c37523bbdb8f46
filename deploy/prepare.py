"""Make the site ready to serve; safe to run at every start: `python -m deploy.prepare`.

Migrates the database, imports the bundled edition when nothing is published, collects the static files.
One process instead of four commands, so that a second start takes a second or two.
"""

import hashlib
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

from portal import VERSION

BUNDLED_DOCUMENT = "budgets/sample/shanghai-stc-2025.txt"
BUNDLED_SLUG = "shanghai-stc"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    document = settings.BASE_DIR / BUNDLED_DOCUMENT
    call_command("import_budget", document, "--slug", BUNDLED_SLUG, "--publish", "--if-empty")
    collect_static_files()
    print(f"Budget portal {VERSION}", flush=True)
    say_how_to_make_an_administrator()


def collect_static_files() -> None:
    """Collect and compress the static files, unless they are unchanged: brotli takes seconds."""
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = os.stat(storage.path(name))
            found.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    stamp = settings.DATA_DIR / "static.sha256"
    if stamp.exists() and stamp.read_text() == found.hexdigest() and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found.hexdigest())


def say_how_to_make_an_administrator() -> None:
    from django.contrib.auth import get_user_model

    if not get_user_model().objects.filter(is_superuser=True).exists():
        python = os.path.relpath(sys.executable)
        print(f"No administrator yet. To make the first one: {python} manage.py createsuperuser", flush=True)


if __name__ == "__main__":
    main()
