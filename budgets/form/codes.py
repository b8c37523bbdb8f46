"""The classification codes of data/*.csv, each file read once. data/README.md gives their standing and source."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data"
_CLASS = "类"


class CodeStanding(Enum):
    """How sure a name is: from an official list, as seen in published budgets, or still to be verified."""

    OFFICIAL = "官方"
    OBSERVED = "实见"
    PENDING = "待核"


@dataclass(frozen=True)
class Code:
    """One code: its joined digits, level (类, 款, 项), the code above it ("" for a class), name and standing."""

    code: str
    level: str
    parent: str
    name: str
    standing: CodeStanding


@cache
def functional() -> Mapping[str, Code]:
    """功能分类 by code, as observed; classes in the official order come first, some of them to be verified."""
    classes = (
        Code(row["code"], _CLASS, "", row["name"], CodeStanding(row["basis"]))
        for row in _rows("functional_lei_official_order.csv")
    )
    codes = {code.code: code for code in classes}
    for code in _codes("functional_observed.csv", CodeStanding.OBSERVED):
        codes.setdefault(code.code, code)
    return MappingProxyType(codes)


@cache
def economic() -> Mapping[str, Code]:
    """部门预算经济分类 by code, from the official form."""
    return MappingProxyType(
        {c.code: c for c in _codes("economic_department_official.csv", CodeStanding.OFFICIAL)}
    )


def code_of(code: str) -> Code | None:
    """What the lists know of a code such as 2060702 or 30101; None when it is in no list."""
    return functional().get(code) or economic().get(code)


def former_code(name: str) -> str:
    """The code that had this name in earlier years' classifications of functions; "" where none is known to us."""
    return _former().get(name, "")


@cache
def _former() -> Mapping[str, str]:
    return MappingProxyType({row["name"]: row["code"] for row in _rows("functional_former.csv")})


def standing(code: str) -> CodeStanding | None:
    """How sure the name of a code is; None when it is in no list."""
    found = code_of(code)
    return found.standing if found else None


_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、\s*|\s+")


def class_gloss(name: str) -> str:
    """The English of a class 类 by its printed name, 教育支出 or 五、教育支出; "" where there is none. Ours, not official."""
    return _glosses().get(_ORDINAL.sub("", name), "")


@cache
def _glosses() -> Mapping[str, str]:
    return MappingProxyType({row["name"]: row["english"] for row in _rows("classes_english.csv")})


def _codes(filename: str, standing: CodeStanding) -> Iterator[Code]:
    for row in _rows(filename):
        yield Code(row["code"], row["level"], row["parent"], row["name"], standing)


def _rows(filename: str) -> Iterator[dict[str, str]]:
    with (DATA / filename).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# ---- joined codes: 2050802 is class 205, section 08, item 02 --------------------------------------------


@cache
def code_parts(code: str) -> tuple[str, ...]:
    """The printed parts of a joined code: class 类, section 款, item 项, as many as it has."""
    return tuple(part for part in (code[:3], code[3:5], code[5:]) if part)


def dashed(code: str) -> str:
    """A code as checks print it: 205-08-02."""
    return "-".join(code_parts(code))


def spaced(code: str) -> str:
    """A code as tables print it: 205 08 02."""
    return " ".join(code_parts(code))


def codes_above(code: str) -> tuple[str, ...]:
    """The codes of the section and the class that contain a code, section first; () for a class."""
    return tuple(above for above in (code[:5], code[:3]) if len(above) < len(code))
