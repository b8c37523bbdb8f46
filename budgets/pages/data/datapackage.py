"""datapackage.json describes a package for programs: a Data Package with the column types for fiscal data."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from budgets.exports.archive import Packed
from budgets.exports.facts import citation, licence
from budgets.exports.sheet import Field, FieldKind, Sheet
from budgets.exports.xlsx import made_at
from budgets.models import EditionVersion

NAME = "datapackage.json"
_TYPES = {FieldKind.TERM: "string", FieldKind.AMOUNT: "number", FieldKind.PLACES: "string"}


def descriptor(version: EditionVersion, revision: int, tables: Iterable[tuple[Sheet, Packed]]) -> bytes:
    """The descriptor of an edition's package: every CSV file with its columns."""
    edition = version.edition
    about = {
        "name": f"{edition.body.slug}-{edition.segment}",
        "id": f"{edition.body.slug}/{edition.segment}/v{version.number or 0}/r{revision}",
        "title": str(edition),
        "description": citation(version),
        "version": f"{version.number or 0}.{revision}",
        "created": f"{made_at(version).isoformat()}Z",
        "sources": [{"title": version.title, "path": f"source/{source_name(version)}"}],
        "contributors": [{"title": edition.body.name, "role": "publisher"}],
        "fiscalPeriod": {"start": f"{edition.year}-01-01", "end": f"{edition.year}-12-31"},
        "countryCode": "CN",
        "granularity": "aggregated",
    }
    return _written(about, tables)


def site_descriptor(title: str, tables: Iterable[tuple[Sheet, Packed]]) -> bytes:
    """The descriptor of the package of everything: the list of editions and the dictionary."""
    return _written({"name": "budgets", "title": title}, tables)


def source_name(version: EditionVersion) -> str:
    """The uploaded file's name without characters that leave its folder or that file systems refuse."""
    name = version.filename.replace("\\", "/").rpartition("/")[2]
    kept = "".join("_" if sign in '<>:"|?*' or not sign.isprintable() else sign for sign in name)
    return kept.strip(". ") or f"document.{version.source.format}"


def _written(about: dict[str, Any], tables: Iterable[tuple[Sheet, Packed]]) -> bytes:
    package = {
        "profile": "data-package",
        **about,
        "languages": [get_language() or "zh-hans"],
        "licenses": [{"name": "other-open", "title": licence()}],
        "resources": [_resource(sheet, packed) for sheet, packed in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(sheet: Sheet, packed: Packed) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "title": sheet.title,
        "profile": "tabular-data-resource",
        "path": packed.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",  # with a byte-order mark, so that Excel shows Chinese
        "bytes": packed.size,
        "hash": f"sha256:{packed.sha256}",
        "schema": {"fields": list(_fields(sheet.fields)), "missingValues": [""]},
    }


def _fields(fields: Iterable[Field]) -> Iterator[dict[str, Any]]:
    for field in fields:
        described: dict[str, Any] = {
            "name": field.heading,
            "type": _TYPES.get(field.kind, field.kind.value),
            "title": field.key,
            "description": field.description,
        }
        if field.kind is FieldKind.FLAG:
            described |= {"trueValues": [_("是")], "falseValues": [_("否")]}
        if field.kind is FieldKind.AMOUNT:
            described["currency"] = "CNY"
        if field.fiscal:
            described["columnType"] = field.fiscal
        yield described
