"""Rows of text from a table that somebody made: CSV (comma or tab), or XLSX with the extra ``excel``."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from fuling_cli.core.rounding import decimals_of
from fuling_cli.errors import Problem, WrongCells, WrongUsage
from fuling_cli.language import Message, message
from fuling_cli.store.source import read

USUAL_ENCODING = "utf-8-sig"
MOST_XLSX_BYTES = 256 * 1024 * 1024
"""What the parts of a workbook may unpack to: more is not a table of yearly figures."""

_DECIMALS = re.compile(r"0\.(0+)")


def rows(path: Path, encoding: str | None = None) -> list[list[str]]:
    """The rows of the first sheet, every cell as text, numbers with the decimals that the cell shows.

    Raises WrongUsage for an unknown encoding or a missing extra, WrongCells for what cannot be read.
    """
    raw = read(path)
    if raw is None:
        raise WrongUsage(message("import.no_file", path=path))
    if raw.startswith(b"PK"):
        return list(_xlsx(path, raw))
    return list(_csv(path, raw, encoding or USUAL_ENCODING))


def _csv(path: Path, raw: bytes, encoding: str) -> Iterator[list[str]]:
    try:
        text = raw.decode(encoding)
    except LookupError:
        raise WrongUsage(message("import.unknown_encoding", encoding=encoding)) from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _wrong(path, line, message("import.encoding", encoding=encoding.removesuffix("-sig"))) from None
    if "\0" in text:
        raise _wrong(path, 1, message("data.nul"))
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",", strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise _wrong(path, reader.line_num, message("import.csv", why=str(error))) from None


def _xlsx(path: Path, raw: bytes) -> Iterator[list[str]]:
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise WrongUsage(message("error.extra", extra="excel")) from None
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_XLSX_BYTES:
                raise _wrong(path, 1, message("source.too_large", limit=MOST_XLSX_BYTES // 1024 // 1024))
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows():
            yield [_text(cell.value, str(getattr(cell, "number_format", ""))) for cell in row]
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError) as error:
        raise _wrong(path, 1, message("import.xlsx", why=str(error))) from None


def _text(value: object, style: str) -> str:
    """A cell as a person sees it: a number with the decimals of its format, a day as 2025-01-19."""
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case int():
            return str(value)
        case float():
            return _number(Decimal(f"{value:.15g}"), style)  # a spreadsheet keeps 15 digits; more are noise
        case datetime() if not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _number(number: Decimal, style: str) -> str:
    """A number with at least the decimals that its format shows; none is rounded away."""
    percent = "%" in style
    stripped = (number * 100 if percent else number).normalize()
    shown = _DECIMALS.search(style)
    decimals = max(len(shown[1]) if shown else 0, decimals_of(stripped), 0)
    return f"{stripped:.{decimals}f}{'%' if percent else ''}"


def _wrong(path: Path, line: int, text: Message) -> WrongCells:
    return WrongCells([Problem(str(path), line, 1, text)])
