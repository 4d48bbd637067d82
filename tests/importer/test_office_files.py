"""Workbooks that LibreOffice saved, as XLSX, XLS and ODS: the same figures, whatever the format, or refused by cell."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import python_calamine

from fuling_cli.core.target import Plan
from fuling_cli.importer.source import sheet_of_bytes
from fuling_cli.store.plan_file import load_plan

from .made import FOUND, TABLES, left_out, plan_of_tables, refused, request, taken
from .test_hidden import filtered, with_hidden_columns

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not installed")
SUFFIXES = ("xlsx", "xls", "ods")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every workbook of the tests, opened and saved in each format."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "made").mkdir()
    filtered().save(folder / "made/filtered.xlsx")
    with_hidden_columns().save(folder / "made/hidden-columns.xlsx")
    made = (folder / "made").iterdir()
    files = [*made, *sorted(FOUND.glob("*.xlsx")), *sorted(TABLES.glob("*.xlsx")), *sorted(TABLES.glob("*.xls"))]
    for suffix in SUFFIXES:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                folder,
                *files,
            ],
            check=True,
            capture_output=True,
            timeout=180,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        )
    return folder


def found_plan() -> Plan:
    """The plan beside what was found by use."""
    return load_plan(FOUND / "targets.toml")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_public_tables_give_the_same_figures(saved: Path, suffix: str) -> None:
    plan = plan_of_tables()
    yearbook = taken((saved / f"05-yearbook-merged-header.{suffix}").read_bytes(), plan=plan)
    assert yearbook == {"gdp": {2000: "1540.68", 2001: "1760.28", 2002: "2080.37", 2003: "2801.56", 2004: "3365.94"}}
    download = taken((saved / f"03-nbs-download.{suffix}").read_bytes(), plan=plan)
    assert (download["waste"][2024], download["road-area"][2015]) == ("25961", "730333")
    births = taken(
        (saved / f"08-year-and-one-column.{suffix}").read_bytes(), request(metric="birth-rate", plan=plan), plan
    )
    assert births["birth-rate"][2023] == "6.39"
    debt = taken((saved / f"10-年度标识.{suffix}").read_bytes(), request(metric="external-debt", plan=plan), plan)
    assert debt["external-debt"][1999] == "1518.3"


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("file", "figures"),
    [
        ("format-unit", {"gdp": {2020: "0.1626"}}),
        ("hidden-first-sheet", {"gdp": {2021: "1234"}}),
        ("far-cell", {"gdp": {2020: "1000"}}),
        ("far-cell-5000", {"gdp": {2020: "1000"}}),
        ("formula-openpyxl", {"gdp": {2020: "1000", 2021: "1100"}}),  # the office computed it
    ],
)
def test_a_figure_is_what_its_cell_shows(
    saved: Path, file: str, figures: dict[str, dict[int, str]], suffix: str
) -> None:
    assert taken((saved / f"{file}.{suffix}").read_bytes(), plan=found_plan()) == figures


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("file", "place"), [("superscript", "3:3: "), ("format-wan", "2:3: ")])
def test_what_is_in_doubt_is_refused_by_cell(saved: Path, file: str, place: str, suffix: str) -> None:
    raw = (saved / f"{file}.{suffix}").read_bytes()
    if file == "format-wan":  # an office of another country shows 16265!.0, which is no figure
        assert refused(raw, plan=found_plan()).startswith(place)
    else:
        assert refused(raw, plan=found_plan()).startswith(place)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_hidden_is_left_out_with_its_number(saved: Path, suffix: str) -> None:
    rows, columns = ((saved / f"{name}.{suffix}").read_bytes() for name in ("filtered", "hidden-columns"))
    assert taken(rows) == {"gdp": {2020: "1000", 2021: "1100"}, "urban-rate": {2021: "70"}}
    assert left_out(rows) == {"hidden_rows": 2}
    assert taken(columns) == {"gdp": {2020: "1", 2023: "4"}, "urban-rate": {2020: "60", 2023: "63"}}
    assert left_out(columns) == {"hidden_columns": 3}


@pytest.mark.parametrize(
    "file", ["03-nbs-download", "05-yearbook-merged-header", "08-year-and-one-column", "dimension-short"]
)
def test_an_old_workbook_holds_what_another_reader_finds_in_it(saved: Path, file: str) -> None:
    raw = (saved / f"{file}.xls").read_bytes()
    sheet = sheet_of_bytes(raw)
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0)
    for row, cells in enumerate(other.to_python(skip_empty_area=False)):
        for column, value in enumerate(cells):
            expected = f"{value:.15g}" if isinstance(value, float) else str(value)
            assert sheet.cell(row, column).strip() == expected.strip()
