"""What spreadsheets make of an export: LibreOffice opens it, and shows every cell as it was meant."""

import csv
import os
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fuling_cli.commands.session import Session
from fuling_cli.formats.xlsx import render
from fuling_cli.formats.xlsx.cells import sheet_columns
from fuling_cli.language import LANGUAGES, Language, message, words
from fuling_cli.reports.definitions import actuals, definitions
from fuling_cli.reports.document import document
from fuling_cli.reports.trajectory import trajectories
from fuling_cli.tables.safe_text import visible
from fuling_cli.tables.table import Column, Kind, Table
from tests.commands.program import EPOCH, LEDGER, Fuling
from tests.formats.test_xlsx import HOSTILE
from tests.screens import screen
from tests.workbooks import Read, grid

needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not installed")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")
pytestmark = needs_soffice

AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
"""Commas, quotes, UTF-8, cells as they are shown, every sheet in a file of its own."""
FROM_CSV = "Text - txt - csv (StarCalc):44,34,76,1"
REPORTS = ("status", "actuals", "targets", "trajectory")
TRICKY = """
[[actual]]
metric = "gdp"
year = 2023
value = 1280.00
unit = "亿元"
source = "=1+1"
note = "涪陵区, \\"初步\\""
recorded = 2024-01-01T08:00:00Z
"""


class Office:
    """LibreOffice with a profile of its own, and a folder with what it has made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = folder / "made"
        home = Fuling(folder / "home")
        home.plan(ledger=LEDGER + TRICKY)
        self.program = home
        self.tables = self.reports("en") | self.reports("zh")
        self.tables["hostile", "en"] = Table(
            "fuling.actuals/1",
            message("verdict.missed"),
            "rows",
            (Column("source", Kind.TEXT),),
            tuple((text,) for text in HOSTILE),
        )
        for (report, language), table in self.tables.items():
            (folder / f"{report}-{language}.xlsx").write_bytes(render(table, language=language))

    def reports(self, language: Language) -> dict[tuple[str, Language], Table]:
        """What the program exports at home."""
        session = Session(language, screen().terminal, self.program.data, {"SOURCE_DATE_EPOCH": EPOCH})
        plan, entries, day = session.plan, session.ledger.actuals, session.today
        found = session.assessments(session.targets(None, everything=True), day)
        return {
            ("status", language): document(plan, found, entries, day),
            ("actuals", language): actuals(plan, entries, day),
            ("targets", language): definitions(plan, plan.targets),
            ("trajectory", language): trajectories(plan, found, day),
        }

    def convert(self, to: str, *names: str, options: tuple[str, ...] = ()) -> None:
        """Open the files and save them as something else."""
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{self.folder}/profile",
                "--headless",
                *options,
                "--convert-to",
                to,
                "--outdir",
                self.made,
                *(self.folder / name for name in names),
            ],
            check=True,
            capture_output=True,
            timeout=120,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
        )

    def sheet(self, report: str, language: Language, name: str) -> list[list[str]]:
        """A sheet as it is shown, without the empty cells at the ends of its rows."""
        path = self.made / f"{report}-{language}-{words(language)[f'sheet.{name}']}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            return [trimmed(row) for row in csv.reader(lines, strict=True)]


def trimmed(row: list[str]) -> list[str]:
    """The row without the empty cells at its end."""
    while row and not row[-1]:
        row = row[:-1]
    return row


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Every workbook in both languages, each sheet of it saved as it is shown."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.convert(AS_SHOWN, *(f"{report}-{language}.xlsx" for report, language in office.tables))
    return office


def meant(table: Table, language: Language, *, ends: bool = True) -> list[list[str]]:
    """The headings and cells of a table as a reader is to see them."""
    columns = sheet_columns(table, language, ends=ends)
    rows = [[column.heading for column in columns]]
    rows += [[column.entries[row].text for column in columns] for row in range(len(table.rows))]
    return [trimmed(row) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", REPORTS)
def test_every_cell_is_shown_as_it_was_meant(office: Office, report: str, language: Language) -> None:
    table = office.tables[report, language]
    if report != "status":
        assert office.sheet(report, language, report) == meant(table, language)
        return
    assert table.summary is not None
    above = [table.title.translate(language), table.summary.translate(language), ""]
    below = ["", *(note.translate(language) for note in table.notes)]
    assert office.sheet(report, language, "overview") == [
        *(trimmed([line]) for line in above),
        *meant(table, language, ends=False),
        *(trimmed([line]) for line in below),
    ]
    for part in table.parts:
        if part.chart is None:
            name = part.schema.removeprefix("fuling.").removesuffix("/1")
            assert office.sheet(report, language, name) == meant(part, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_the_charts_are_those_of_the_trajectories(office: Office, language: Language) -> None:
    assert office.sheet("status", language, "trajectory") == meant(office.tables["trajectory", language], language)


def test_hostile_text_is_shown_as_text(office: Office) -> None:
    shown = [cells[0] for cells in office.sheet("hostile", "en", "actuals")[1:]]
    assert shown == [visible(text) for text in HOSTILE]


@needs_poppler
def test_nothing_is_too_narrow_for_its_number_and_every_page_says_what_it_is(office: Office) -> None:
    names = [f"{report}-{language}" for report, language in office.tables]
    office.convert("pdf", *(f"{name}.xlsx" for name in names))
    for name, (report, language) in zip(names, office.tables, strict=True):
        path = office.made / f"{name}.pdf"
        text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, timeout=60).stdout
        pages = text.decode().split("\f")[:-1]
        title = office.tables[report, language].title.translate(language)
        assert "###" not in text.decode()  # what a number becomes that does not fit its column
        assert [page for page in pages if title[:10] not in page] == []
        assert (report != "status") or len(pages) < 12


def test_a_csv_file_opens_with_its_chinese_its_numbers_and_no_formula(office: Office) -> None:
    names = ("status", "actuals")
    for name in names:
        office.program("export", name, "-o", office.folder / f"{name}.csv")
    office.convert("xlsx", *(f"{name}.csv" for name in names), options=(f"--infilter={FROM_CSV}",))
    for name in names:
        with (office.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines))
        assert [
            [as_text(cell, text) for cell, text in zip(*both, strict=True)]
            for both in zip(grid((office.made / f"{name}.xlsx").read_bytes()), rows, strict=True)
        ] == rows


def as_text(cell: Read, text: str) -> str:
    """A cell as the field it was: a number that is equal, whatever its zeros, counts as the same."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case Decimal():
            number = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
            return text if number == cell else str(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
