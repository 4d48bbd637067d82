"""Rows from an XLSX workbook: one visible sheet, every cell as it is shown or refused at its place."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fuling_cli.errors import MissingExtra, WrongUsage
from fuling_cli.importer.sheet import Place, Refused, Row, Sheet, trimmed
from fuling_cli.importer.shown_number import shown_number
from fuling_cli.language import Message, message

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 64 * 1024 * 1024
"""What the parts of a workbook may unpack to: more is not a table of yearly figures."""
MOST_CELLS = 1_000_000
MOST_MERGED = 1000
"""Rows or columns of one merged range that are looked at."""
LONGEST_REASON = 200
_LITERAL = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]')
SUPERSCRIPT = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")


def xlsx_sheet(raw: bytes, wanted: str | None) -> Sheet:
    """One sheet of a workbook; raises Refused for what is none, WrongUsage for an unknown sheet or a missing extra."""
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise MissingExtra("excel") from None
    try:
        with_formulas = _has_formulas(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and the like, which are no part of the figures
            books = [
                openpyxl.load_workbook(io.BytesIO(raw), rich_text=True, keep_links=False, data_only=results)
                for results in ([False, True] if with_formulas else [True])
            ]
        found = [(sheet.title, sheet.sheet_state == "visible") for sheet in books[0].worksheets]
        name, told = chosen_sheet(found, wanted)
        place = [title for title, _ in found].index(name)
        sheets = [book.worksheets[place] for book in books]
        return _cells(sheets[-1], sheets[0] if with_formulas else None)._replace(told=told)
    except (Refused, WrongUsage):
        raise
    except Exception as error:  # noqa: BLE001  a damaged workbook makes the library raise anything
        raise Refused(message("import.xlsx", why=_reason(error))) from None


def _reason(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:LONGEST_REASON]


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


def chosen_sheet(sheets: Sequence[tuple[str, bool]], wanted: str | None) -> tuple[str, tuple[Message, ...]]:
    """The name of the sheet to read, the first visible one where none is named, and what is to be said of others."""
    names = [name for name, _ in sheets]
    visible = [name for name, seen in sheets if seen]
    if wanted is not None:
        for name in (*names, *(name for name in names if name.casefold().strip() == wanted.casefold().strip())):
            if name == wanted or name.casefold().strip() == wanted.casefold().strip():
                return name, ()
        raise WrongUsage(message("import.no_sheet", sheet=wanted, sheets=visible or names))
    if not visible:
        raise Refused(message("import.nothing_visible"))
    others = [name for name in visible if name != visible[0]]
    hidden = [name for name in names if name not in visible]
    told = [message("import.sheet_taken", sheet=visible[0], others=others)] if others else []
    told += [message("import.hidden_sheets", sheets=hidden)] if hidden else []
    return visible[0], tuple(told)


def _cells(results: "Worksheet", formulas: "Worksheet | None") -> Sheet:
    """The cells of a sheet that exist: asking for rows would make every empty one up to the farthest."""
    found: dict[int, dict[int, str]] = {}
    refused: dict[Place, Message] = {}
    computed = {} if formulas is None else formulas._cells  # noqa: SLF001  as below
    for (row, column), cell in results._cells.items():  # noqa: SLF001  the public way fills the sheet with cells
        place = row - 1, column - 1
        formula = computed.get((row, column))
        if formula is not None and formula.data_type == "f" and cell.value is None:
            refused[place] = message("import.no_result")
            continue
        text = _text(cell.value, str(cell.number_format), is_error=cell.data_type == "e")
        if isinstance(text, Message):
            refused[place] = text
        elif text:
            found.setdefault(place[0], {})[place[1]] = text
    rows = dense_rows(found, refused)
    ranges = [(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in results.merged_cells.ranges]
    return Sheet(rows, refused, merged=merged_texts(rows, ranges))


def dense_rows(found: dict[int, dict[int, str]], refused: Iterable[Place] = ()) -> list[Row]:
    """Rows up to the last one with a cell, from texts by row and column."""
    last = max([*found, *(row for row, _ in refused)], default=-1)
    rows: list[Row] = [()] * (last + 1)
    for row, cells in found.items():
        width = max(cells) + 1
        rows[row] = trimmed([cells.get(column, "") for column in range(width)])
    return rows


def merged_texts(rows: Sequence[Row], ranges: Iterable[tuple[int, int, int, int]]) -> dict[Place, str]:
    """What each cell of a merged range shows beside its first cell: the same text."""
    texts: dict[Place, str] = {}
    widest = max(map(len, rows), default=0)
    for top, left, bottom, right in ranges:
        if top >= len(rows) or left >= len(rows[top]) or len(texts) > MOST_CELLS:
            continue
        for row in range(top, min(bottom + 1, len(rows), top + MOST_MERGED)):
            for column in range(left, min(right + 1, widest, left + MOST_MERGED)):
                if (row, column) != (top, left):
                    texts[row, column] = rows[top][left]
    return texts


def _text(value: Any, number_format: str, *, is_error: bool = False) -> str | Message:  # noqa: ANN401  any cell
    """A cell as a person sees it: a number through its format, a day as 2025-01-19, an error as its code."""
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case int() | float():
            return shown_number(Decimal(str(value)), number_format)
        case datetime() | date():
            return shown_day(value, number_format)
        case time() | timedelta():
            return str(value)
        case str():
            return message("import.error_value", value=value) if is_error and value != "#N/A" else value
        case _:
            return "".join(_run(part) for part in value)


def _run(part: Any) -> str:  # noqa: ANN401  a text, or a text with its font
    """A part of a rich text; what is raised above the line stays apart from the digits before it."""
    if isinstance(part, str):
        return part
    raised = getattr(part.font, "vertAlign", None) == "superscript"
    return part.text.translate(SUPERSCRIPT) if raised else str(part.text)


def shown_day(day: date, number_format: str) -> str:
    """A day with as much of it as its format shows: 2024年, 2024-03 or 2024-03-31."""
    letters = set(_LITERAL.sub("", number_format).casefold())
    if isinstance(day, datetime) and (day.hour or day.minute or day.second):
        return day.isoformat()
    if "y" in letters and "d" not in letters:
        return f"{day:%Y-%m}" if "m" in letters else f"{day:%Y}年"
    return day.date().isoformat() if isinstance(day, datetime) else day.isoformat()
