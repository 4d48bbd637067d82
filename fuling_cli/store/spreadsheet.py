"""Rows of text from a table that somebody made: CSV (comma or tab), or XLSX with the extra ``excel``."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from fuling_cli.core.decimals import decimals_of
from fuling_cli.errors import FulingError, InvalidData, Problem, WrongCells, WrongUsage
from fuling_cli.language import Message, message
from fuling_cli.store.read_file import read_data_file

USUAL_ENCODING = "utf-8-sig"
MOST_XLSX_BYTES = 64 * 1024 * 1024
"""What the parts of a workbook may unpack to: more is not a table of yearly figures."""
LONGEST_LINE = 1_000_000
"""Characters."""
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
"""How .xls begins, and a workbook with a password."""

_DECIMALS = re.compile(r"[0#?]\.(0+)")
_LITERAL = re.compile(r'"[^"]*"|[\\_*].')
"""What a number format prints as it stands: a quoted % is only a sign, and computes nothing."""


def rows(path: Path, encoding: str | None = None) -> list[list[str]]:
    """The rows of the first sheet, every cell as text, numbers with the decimals that the cell shows.

    Raises WrongUsage for an unknown encoding or a missing extra, WrongCells for what cannot be read.
    """
    try:
        raw = read_data_file(path)
    except InvalidData as error:  # it is none of the data files
        raise WrongCells(error.problems) from None
    if raw is None:
        raise WrongUsage(message("import.no_file", path=path))
    if raw.startswith(OLD_WORKBOOK):
        raise _wrong(path, 1, message("import.old_workbook"))
    found = _xlsx(path, raw) if raw.startswith(b"PK") else _csv(path, raw, encoding or USUAL_ENCODING)
    return [_trimmed(row) for row in found]


def _trimmed(row: list[str]) -> list[str]:
    """The row without the empty cells at its end, of which spreadsheets write many."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _csv(path: Path, raw: bytes, encoding: str) -> Iterator[list[str]]:
    try:
        text = raw.decode(encoding)
        text.encode()  # some encodings let halves of characters pass
    except LookupError:
        raise WrongUsage(message("import.unknown_encoding", encoding=encoding)) from None
    except UnicodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 1
        raise _wrong(path, line, message("import.encoding", encoding=encoding.removesuffix("-sig"))) from None
    if "\0" in text:
        raise _wrong(path, 1, message("data.nul"))
    first = text.partition("\n")[0]
    lines = _bounded(path, io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter="\t" if "\t" in first else ",", strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise _wrong(path, reader.line_num, message("import.csv", why=str(error))) from None


def _bounded(path: Path, lines: Iterable[str]) -> Iterator[str]:
    """The lines, none of them so long that its cells would fill the memory."""
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise _wrong(path, number, message("data.long_line", longest=LONGEST_LINE))
        yield line


def _xlsx(path: Path, raw: bytes) -> Iterator[list[str]]:
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise WrongUsage(message("error.extra", extra="excel")) from None
    try:
        _refuse_bomb(path, raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and the like, which are no part of the figures
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            for row in book.worksheets[0].iter_rows():
                yield [_text(cell.value, str(getattr(cell, "number_format", ""))) for cell in row]
    except FulingError:
        raise
    except Exception as error:  # noqa: BLE001  a damaged workbook makes the library raise anything
        raise _wrong(path, 1, message("import.xlsx", why=str(error) or type(error).__name__)) from None


def _refuse_bomb(path: Path, raw: bytes) -> None:
    """Raise where the parts of a workbook say that they unpack to too much; none is unpacked to more than it says."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_XLSX_BYTES:
            raise _wrong(path, 1, message("source.too_large", limit=MOST_XLSX_BYTES // 1024 // 1024))


def _text(value: object, style: str) -> str:
    """A cell as a person sees it: a number with the decimals of its format, a day as 2025-01-19."""
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case int() | float():
            return _number(Decimal(f"{value:.15g}"), style)  # a spreadsheet keeps 15 digits; more are noise
        case datetime() if not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _number(number: Decimal, style: str) -> str:
    """A number with at least the decimals that its format shows; none is rounded away."""
    style = _LITERAL.sub("", style)
    percent = "%" in style
    stripped = (number * 100 if percent else number).normalize()
    shown = _DECIMALS.search(style)
    decimals = max(len(shown[1]) if shown else 0, decimals_of(stripped), 0)
    return f"{stripped:.{decimals}f}{'%' if percent else ''}"


def _wrong(path: Path, line: int, text: Message) -> WrongCells:
    return WrongCells([Problem(str(path), line, 1, text)])
