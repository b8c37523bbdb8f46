#!/usr/bin/env python3
"""Django's command line: `python manage.py help`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        sys.exit(f"{error}. Run this with the project's own Python, .venv/bin/python; `make serve` makes it.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
