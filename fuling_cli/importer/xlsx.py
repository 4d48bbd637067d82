"""Rows from an XLSX workbook: one visible sheet, every cell as it is shown or refused at its place."""

import io
import re
import warnings
import zipfile
from contextlib import redirect_stdout
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fuling_cli.errors import MissingExtra, WrongUsage
from fuling_cli.importer.sheet import Refused, Sheet
from fuling_cli.importer.shown_number import shown_number
from fuling_cli.importer.workbook import (
    MOST_BYTES,
    MOST_CELLS,
    Cells,
    Hidden,
    Range,
    chosen_sheet,
    damaged,
    raised,
    shown_day,
)
from fuling_cli.language import Message, message

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_SUPERSCRIPT = "superscript"
MOST_COLUMNS = 16_384
"""Columns of a sheet of Excel."""


def xlsx_sheet(raw: bytes, wanted: str | None) -> Sheet:
    """One sheet of a workbook; raises Refused for what is none, WrongUsage for an unknown sheet or a missing extra."""
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise MissingExtra("excel") from None
    try:
        with_formulas = _has_formulas(raw)
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # the library prints what it finds odd
            warnings.simplefilter("ignore")  # of styles and the like, which are no part of the figures
            books = [
                openpyxl.load_workbook(io.BytesIO(raw), rich_text=True, keep_links=False, data_only=results)
                for results in ([False, True] if with_formulas else [True])
            ]
        found = [(sheet.title, sheet.sheet_state == "visible") for sheet in books[0].worksheets]
        place, told = chosen_sheet(found, wanted)
        sheets = [book.worksheets[place] for book in books]
        return _sheet(sheets[-1], sheets[0] if with_formulas else None, told)
    except (Refused, WrongUsage):
        raise
    except Exception as error:  # noqa: BLE001  a damaged workbook makes the library raise anything
        raise damaged("import.xlsx", error) from None


def _has_formulas(raw: bytes) -> bool:
    """Whether a sheet computes anything; raises Refused for a bomb. No part is unpacked to more than it says."""
    cells, formulas = 0, False
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
            raise Refused(message("source.too_large", limit=MOST_BYTES // 1024 // 1024))
        for name in parts.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                part = parts.read(name)
                cells = max(cells, part.count(b"<c ") + part.count(b":c "))
                formulas = formulas or re.search(rb"<(?:\w+:)?f[ />]", part) is not None
    if cells > MOST_CELLS:
        raise Refused(message("import.too_many_cells", most=MOST_CELLS))
    return formulas


def _sheet(results: "Worksheet", formulas: "Worksheet | None", told: tuple[Message, ...]) -> Sheet:
    """The cells of a sheet that exist: asking for rows would make every empty one up to the farthest."""
    cells = Cells()
    computed = {} if formulas is None else formulas._cells  # noqa: SLF001  as below
    for (row, column), cell in results._cells.items():  # noqa: SLF001  the public way fills the sheet with cells
        formula = computed.get((row, column))
        without_result = formula is not None and formula.data_type == "f" and cell.value is None
        cells.add(row - 1, column - 1, message("import.no_result") if without_result else _shown(cell))
    ranges = [Range(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in results.merged_cells.ranges]
    return cells.sheet(ranges, _hidden(results), told)


def _hidden(sheet: "Worksheet") -> Hidden:
    """The rows and columns that are hidden, as a filter hides rows; columns alike are kept as one group."""
    columns = [group for group in sheet.column_dimensions.values() if group.hidden]
    return Hidden(
        rows={row - 1 for row, dimension in sheet.row_dimensions.items() if dimension.hidden},
        columns={
            column - 1 for group in columns for column in range(group.min or 1, min(group.max or 0, MOST_COLUMNS) + 1)
        },
    )


def _shown(cell: "Cell | MergedCell") -> str | Message:
    """A cell as a person sees it: a number through its format, a day as 2025-01-19, an error as its code."""
    value: Any = cell.value
    is_raised = value is not None and cell.font.vertAlign == _SUPERSCRIPT
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case int() | float() | date() | time() | timedelta() if is_raised:
            return message("import.raised")
        case int() | float():
            return shown_number(Decimal(str(value)), str(cell.number_format))
        case datetime() | date():
            return shown_day(value, str(cell.number_format))
        case time() | timedelta():
            return str(value)
        case str() if cell.data_type == "e" and value != "#N/A":
            return message("import.error_value", value=value)
        case str():
            return raised(value) if is_raised else value
        case _:
            return "".join(_run_text(part, is_raised=is_raised) for part in value)


def _run_text(part: Any, *, is_raised: bool) -> str:  # noqa: ANN401  a text, or a text with its font
    """A part of a rich text; what is raised above the line stays apart from the digits before it."""
    if isinstance(part, str):
        return raised(part) if is_raised else part
    return raised(part.text) if getattr(part.font, "vertAlign", None) == _SUPERSCRIPT else str(part.text)
