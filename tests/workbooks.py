"""Workbooks as tests read them: with openpyxl cell by cell, and the charts from their XML."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Read: TypeAlias = str | Decimal | bool | date | None
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def opened(content: bytes) -> Workbook:
    """The workbook; openpyxl warns of the bars in its cells, which it does not keep."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content))


def read(value: object) -> Read:
    """What a cell holds: numbers to the 15 digits that a spreadsheet keeps, days without an hour."""
    match value:
        case bool() | str() | None:
            return value
        case int() | float():
            return Decimal(f"{value:.15g}")
        case datetime() if not (value.hour or value.minute or value.second):
            return value.date()
        case _:
            raise TypeError(f"no cell of ours holds {value!r}")


def grid(content: bytes, sheet: int | str = 0, *, below: int = 0) -> list[list[Read]]:
    """The cells of a sheet, of the rows below the first ``below``."""
    book = opened(content)
    found = book[sheet] if isinstance(sheet, str) else book.worksheets[sheet]
    return [[read(cell) for cell in row] for row in found.iter_rows(min_row=below + 1, values_only=True)]


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def tree(part: bytes) -> ET.Element:
    """A part as the elements in it."""
    return ET.fromstring(part)  # noqa: S314  nobody but us has written it


def dumped(content: bytes) -> str:
    """Everything of a workbook that a reader sees, as lines of text."""
    book = opened(content)
    made = book.properties
    lines = [f"title {made.title!r}, by {made.creator!r}, created {made.created}"]
    for sheet in book.worksheets:
        lines += ["", f"# {sheet.title}", *_set_up(sheet)]
        lines += [_cell(cell) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return "\n".join([*lines, *_charts(parts_of(content))]) + "\n"


def _set_up(sheet: Worksheet) -> Iterator[str]:
    page = sheet.page_setup
    yield f"frozen at {sheet.freeze_panes}, filter {sheet.auto_filter.ref}, paper {page.paperSize} {page.orientation}"
    fit = "one page wide" if page.fitToHeight == 0 else f"{page.scale} %"
    header = None if sheet.oddHeader is None else sheet.oddHeader.left.text
    yield f"{fit}, repeated {sheet.print_title_rows}, header {header!r}"
    yield "widths " + " ".join(f"{key}:{column.width:.1f}" for key, column in sheet.column_dimensions.items())


def _cell(cell: Cell) -> str:
    """One cell: its type (s text, n number, d day, b truth), value, number format and fill."""
    assert cell.data_type in "sndb", cell.coordinate
    assert cell.hyperlink is None
    look = "" if cell.number_format == "General" else f" [{cell.number_format}]"
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    return f"{cell.coordinate} {cell.data_type} {read(cell.value)}{look}{f' on {fill}' if fill else ''}"


def _charts(parts: dict[str, bytes]) -> Iterator[str]:
    """Every chart: its titles, its text for those who do not see it, and what each curve is drawn from and how."""
    told = [
        place.get("descr")
        for name, part in sorted(parts.items())
        if name.startswith("xl/drawings/drawing")
        for place in tree(part).iter(f"{ANCHOR}cNvPr")
    ]
    for number, text in enumerate(told, start=1):
        chart = tree(parts[f"xl/charts/chart{number}.xml"])
        titles = [t.findtext(f".//{CHART}v", "").replace("_x005F_", "_") for t in chart.iter(f"{CHART}title")]
        yield from ("", f"# chart {number}: {' | '.join(titles)}", str(text))
        for curve in chart.iter(f"{CHART}ser"):
            name, years, values = (found.text for found in curve.iter(f"{CHART}f"))
            dash = next((found.get("val") for found in curve.iter(f"{DRAW}prstDash")), None)
            mark = next(found.get("val") for found in curve.iter(f"{CHART}symbol"))
            look = f"marks {mark}" if mark != "none" else f"line {dash}"
            yield f"{name} = {values} by {years}: {look}"
