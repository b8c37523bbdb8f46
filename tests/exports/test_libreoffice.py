"""The files opened by another program: LibreOffice reads them and says what it understood."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from django.conf import settings
from django.test import Client

from budgets.models import EditionVersion
from tests.exports.files import content, excel_rows, excel_sheets

EDITION = "/shanghai-stc/2025/"
FORMULA = "=1+1"
# UTF-8, comma, quotation mark, from line 1; the first three columns as text, as one would choose for codes.
CODES_AS_TEXT = "CSV:44,34,76,1,1/2/2/2/3/2"
TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1"


pytestmark = pytest.mark.skipif(
    "postgresql" in settings.DATABASES["default"]["ENGINE"],
    reason="the files are the same from either database; LibreOffice opens them once, in the SQLite pass",
)


@pytest.fixture(scope="module")
def office(unavailable: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where LibreOffice keeps what it makes at its first start; or a reason why there is none."""
    if not shutil.which("soffice"):
        unavailable("no LibreOffice: apt-get install libreoffice-calc-nogui")
    return tmp_path_factory.mktemp("office")


def converted(office: Path, source: Path, to: str, *options: str) -> Path:
    """The file as LibreOffice writes it after reading."""
    out = source.parent / "out"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{office}",
        "--headless",
        *options,
        "--convert-to",
        to,
        "--outdir",
        str(out),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (written,) = out.glob(f"{source.stem}*")
    return written


def test_an_excel_file_opens_with_right_characters_codes_and_numbers(
    office: Path, published: EditionVersion, client: Client, tmp_path: Path
) -> None:
    published.expenditurelines.filter(code="2050802").update(name=FORMULA)
    source = tmp_path / "expenditure.xlsx"
    source.write_bytes(content(client, f"{EDITION}tables/expenditure.xlsx"))
    with converted(office, source, TO_CSV).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][:6] == ["类", "款", "项", "科目名称", "层级", "末级"]
    assert rows[3] == ["205", "08", "02", FORMULA, "项", "是", "50894811", "38801015", "12093796", ""]


def test_a_csv_file_opens_with_right_characters_codes_and_numbers(
    office: Path, published: EditionVersion, client: Client, tmp_path: Path
) -> None:
    published.expenditurelines.filter(code="2050802").update(name=FORMULA)
    source = tmp_path / "expenditure.csv"
    source.write_bytes(content(client, f"{EDITION}tables/expenditure.csv"))
    written = converted(office, source, "xlsx", f"--infilter={CODES_AS_TEXT}")
    (sheet,) = excel_sheets(written.read_bytes()).values()
    rows = excel_rows(sheet)
    assert rows[0][:6] == ["类", "款", "项", "科目名称", "层级", "末级"]
    assert rows[3] == ["205", "08", "02", f"'{FORMULA}", "项", "是", 50894811, 38801015, 12093796, None]
    assert [sheet.cell(4, n).data_type for n in (2, 4, 7)] == ["s", "s", "n"]
