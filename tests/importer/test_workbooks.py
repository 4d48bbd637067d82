"""Workbooks: every cell as a person sees it, or refused at its place; and what is no workbook."""

import io
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from fuling_cli.errors import FulingError, WrongUsage
from fuling_cli.importer.sheet import Refused, Sheet
from fuling_cli.importer.source import sheet_of_bytes
from fuling_cli.store.plan_file import load_plan

from .made import FOUND, TABLES, imported, refused, request, taken

ROOT = Path(__file__).parents[2]


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(*rows: tuple[Any, ...], styles: tuple[str, ...] = ()) -> Workbook:
    """A workbook with these rows, the columns in these number formats."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell, style in zip(cells, styles, strict=False):
            cell.number_format = style
    return book


def rows_of(raw: bytes, sheet: str | None = None) -> list[list[str]]:
    """The rows of a workbook."""
    return [list(row) for row in sheet_of_bytes(raw, sheet).rows]


def told(raw: bytes) -> str:
    """The key of the message with which a file is refused."""
    with pytest.raises((Refused, FulingError)) as caught:
        sheet_of_bytes(raw)
    error = caught.value
    return error.cell.message.key if isinstance(error, Refused) else str(error)


def test_cells_are_read_as_they_are_shown() -> None:
    midnight = datetime(2025, 1, 19)  # noqa: DTZ001  a workbook knows no time zones
    raw = saved(
        book_of(
            ("a", "b", "c", None, "e", None, "", None),
            (108, 108.0, 0.1 + 0.2, None, "text", True),
            (midnight, midnight.date(), midnight.replace(hour=8, minute=30), time(8, 30), -5, 1e20),
            (),
            (1500.0,),
        )
    )
    assert rows_of(raw) == [
        ["a", "b", "c", "", "e"],
        ["108", "108", "0.3", "", "text", "True"],
        ["2025-01-19", "2025-01-19", "2025-01-19T08:30:00", "08:30:00", "-5", "100000000000000000000"],
        [],
        ["1500"],
    ]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ('yyyy"年"', "2023年"),
        ("yyyy", "2023年"),
        ("yyyy-mm", "2023-03"),
        ("yyyy-mm-dd", "2023-03-05"),
        ("d/m/yy", "2023-03-05"),
    ],
)
def test_a_day_shows_as_much_as_its_format(style: str, text: str) -> None:
    assert rows_of(saved(book_of((date(2023, 3, 5),), styles=(style,)))) == [[text]]


def test_a_sheet_of_formatted_cells_to_its_ends_is_as_wide_as_its_figures() -> None:
    book = book_of(("metric", 2023), ("gdp", 1))
    book.worksheets[0].cell(1, 16_384).number_format = "0.00"
    book.worksheets[0].cell(1_048_576, 16_384).number_format = "0.00"
    assert rows_of(saved(book)) == [["metric", "2023"], ["gdp", "1"]]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("dimension-short.xlsx", {"gdp": {2020: "1000", 2021: "1100", 2022: "1200", 2023: "1300"}}),
        ("dimension-a1.xlsx", {"gdp": {2020: "1000", 2021: "1100", 2022: "1200", 2023: "1300"}}),
        ("far-cell.xlsx", {"gdp": {2020: "1000"}}),
        ("far-cell-5000.xlsx", {"gdp": {2020: "1000"}}),
        ("format-wan.xlsx", {"gdp": {2020: "1626.5"}}),
        ("format-unit.xlsx", {"gdp": {2020: "0.1626"}}),
        ("hidden-first-sheet.xlsx", {"gdp": {2021: "1234"}}),
        ("bom.csv", {"gdp": {2020: "1000"}}),
    ],
)
def test_what_was_found_by_use_is_read_right(file: str, expected: dict[str, dict[int, str]]) -> None:
    assert taken((FOUND / file).read_bytes(), plan=load_plan(FOUND / "targets.toml")) == expected


@pytest.mark.parametrize(("file", "place"), [("superscript.xlsx", "3:3: "), ("formula-openpyxl.xlsx", "2:3: ")])
def test_what_was_found_by_use_is_refused_by_cell(file: str, place: str) -> None:
    said = refused((FOUND / file).read_bytes(), plan=load_plan(FOUND / "targets.toml"))
    assert said.startswith(place)
    assert "\n" not in said


def test_a_byte_order_mark_goes_with_the_encoding_that_is_named() -> None:
    assert rows_of((FOUND / "bom.csv").read_bytes()) == [["metric", "year", "value"], ["gdp", "2020", "1000"]]
    sheet = sheet_of_bytes((FOUND / "bom.csv").read_bytes(), None, "utf-8")
    assert list(sheet.rows[0]) == ["metric", "year", "value"]


def test_a_superscript_in_any_kind_of_string_is_no_digit() -> None:
    raised = TextBlock(InlineFont(vertAlign="superscript"), "2")
    raw = saved(book_of(("metric", "year", "value"), ("gdp", 2020, CellRichText("60.1", raised)), ("gdp", 2021, 61)))
    assert refused(raw).startswith("3:3: ") or refused(raw).startswith("2:3: ")
    named = saved(book_of(("指标", 2020), (CellRichText("地区生产总值", raised), 1000)))
    assert taken(named) == {"gdp": {2020: "1000"}}


def test_a_figure_in_a_raised_font_is_refused_and_a_raised_text_is_no_figure() -> None:
    for value, words in ((61.5, "2:2: the whole number is raised"), ("612", "2:2: ")):
        book = book_of(("指标", 2020, 2021), ("地区生产总值", value, 62))
        book.worksheets[0]["B2"].font = Font(vertAlign="superscript")
        assert refused(saved(book)).startswith(words)


def test_a_formula_without_a_result_is_refused_only_where_it_is_a_figure_that_is_taken() -> None:
    raw = saved(book_of(("指标", 2020, 2021), ("别的", 1, "=B2*2"), ("地区生产总值", 1000, 1100)))
    assert taken(raw) == {"gdp": {2020: "1000", 2021: "1100"}}


@pytest.mark.parametrize(
    ("value", "words"), [("#DIV/0!", "is an error of the spreadsheet"), ("#REF!", "is an error of the spreadsheet")]
)
def test_an_error_of_the_spreadsheet_is_no_figure(value: str, words: str) -> None:
    book = book_of(("指标", 2020, 2021), ("地区生产总值", 1000, value))
    assert words in refused(saved(book))


def test_what_the_sheets_are_is_said() -> None:
    book = book_of(("metric", "year", "value"), ("gdp", 2020, 1))
    book.worksheets[0].title = "数据"
    book.create_sheet("另表").append(["metric", "year", "value"])
    book.create_sheet("隐藏").sheet_state = "hidden"
    sheet = sheet_of_bytes(saved(book))
    assert [one.translate("en") for one in sheet.told] == [
        "read the sheet 数据; others: 另表 (--sheet)",
        "hidden sheets are not read: 隐藏",
    ]
    assert sheet_of_bytes(saved(book), "另表").told == ()
    assert sheet_of_bytes(saved(book), "隐藏").rows == []
    with pytest.raises(WrongUsage, match="no sheet is called “none”"):
        sheet_of_bytes(saved(book), "none")


def test_a_sheet_is_named_only_of_a_workbook() -> None:
    with pytest.raises(WrongUsage, match="only a workbook has sheets"):
        sheet_of_bytes(b"metric,year,value\n", "1")


def test_merged_cells_name_every_column_below_them() -> None:
    book = book_of(
        ("指标", 2022, None, 2023, None),
        (None, "绝对值", "增长", "绝对值", "增长"),
        ("地区生产总值", 1000, 5.1, 1100, 6.2),
    )
    for merged in ("A1:A2", "B1:C1", "D1:E1"):
        book.worksheets[0].merge_cells(merged)
    assert taken(saved(book), request(value="绝对值")) == {"gdp": {2022: "1000", 2023: "1100"}}
    assert taken(saved(book), request(value="增长", unit="亿元")) == {"gdp": {2022: "5.1", 2023: "6.2"}}


def test_a_label_that_is_merged_down_is_of_every_row_beside_it() -> None:
    book = book_of(
        ("指标", "年份", "数值"), ("地区生产总值", 2020, 1), (None, 2021, 2), ("城镇化率", 2020, 60), (None, 2021, 61)
    )
    for merged in ("A2:A3", "A4:A5"):
        book.worksheets[0].merge_cells(merged)
    assert taken(saved(book)) == {"gdp": {2020: "1", 2021: "2"}, "urban-rate": {2020: "60", 2021: "61"}}


def test_an_old_workbook_is_read_and_its_merged_headings() -> None:
    sheet = sheet_of_bytes((TABLES / "03-nbs-download.xls").read_bytes())
    assert list(sheet.rows[3])[:3] == ["道路清扫保洁面积(万平方米)", "1163205", "1126853"]


@pytest.mark.parametrize(
    "raw", [b"<html><table></table></html>", b"  <?xml version='1.0'?><Workbook/>", b"%PDF-1.7", b'{"a": 1}']
)
def test_another_kind_of_document_is_told(raw: bytes) -> None:
    assert told(raw) == "import.other_kind"


@pytest.mark.parametrize("library", ["openpyxl", "xlrd"])
def test_without_the_extra_it_says_what_to_install(library: str, tmp_path: Path) -> None:
    path = tmp_path / "workbook"
    old = (TABLES / "03-nbs-download.xls").read_bytes()
    path.write_bytes(old if library == "xlrd" else saved(book_of(("metric", 2023))))
    script = (
        f"import sys; sys.modules['{library}'] = None\n"  # as where it is not installed
        "from pathlib import Path\n"
        "from fuling_cli.errors import WrongUsage\n"
        "from fuling_cli.importer.source import sheet_of_file\n"
        "try: sheet_of_file(Path(sys.argv[1]))\n"
        "except WrongUsage as error: print(error.message.translate('en'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert "the extra “excel”" in done.stdout


def test_a_sheet_gives_its_reading_to_the_pipeline() -> None:
    assert len(imported(Sheet([["metric", "year", "value"], ["gdp", "2020", "1"]])).placed) == 1
