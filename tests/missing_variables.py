"""Which variables a template asked for in vain: Django shows nothing where one is missing, so nobody would notice."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.template.base import VariableDoesNotExist
from django.template.context import BaseContext


class _Collector(logging.Handler):
    """Keeps what was not found, with the pages that asked for it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, set[str]] = defaultdict(set)

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and isinstance(record.args, tuple):
            self.found[_named(error)].add(str(record.args[1]))


def _named(error: BaseException) -> str:
    """The name that was looked for in the context, or Kind.name for something of a thing of that kind."""
    if not isinstance(error, VariableDoesNotExist):
        return repr(error)
    name, looked_in = error.params
    return str(name) if isinstance(looked_in, BaseContext) else f"{type(looked_in).__name__}.{name}"


@contextmanager
def collected() -> Iterator[Mapping[str, set[str]]]:
    """The variables that are asked for in vain meanwhile, each with the templates of the pages that asked."""
    logger, collector = logging.getLogger("django.template"), _Collector()
    before = logger.level, logger.propagate
    logger.addHandler(collector)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False  # each is logged with its traceback, which nobody reads
    try:
        yield collector.found
    finally:
        logger.removeHandler(collector)
        logger.setLevel(before[0])
        logger.propagate = before[1]
