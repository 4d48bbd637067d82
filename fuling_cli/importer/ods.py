"""Rows from an ODS workbook: its cells hold both their value and the text that they show, which must agree."""

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Container, Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from fuling_cli.errors import WrongUsage
from fuling_cli.importer.sheet import Refused, Sheet
from fuling_cli.importer.workbook import MOST_BYTES, MOST_CELLS, Cells, Hidden, Range, chosen_sheet, damaged
from fuling_cli.importer.workbook import raised as above_line
from fuling_cli.language import Message, message

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{{{_OASIS}{name}:1.0}}" for name in ("table", "office", "text", "style"))
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_UNSEEN = ("collapse", "filter")
_NUMERIC = ("float", "percentage", "currency")
_NUMBER = re.compile(r"[0-9](?:[0-9.,'’\s\u00a0\u2009\u202f]*[0-9])?")


class _Styles(NamedTuple):
    """The names of the styles that raise text above the line, and of those of hidden sheets."""

    raised: frozenset[str | None]
    hidden: frozenset[str | None]


def ods_sheet(raw: bytes, wanted: str | None) -> Sheet:
    """One sheet of a workbook; raises Refused for what is none, and WrongUsage for an unknown sheet."""
    try:
        root = ET.fromstring(_read_content(raw))  # noqa: S314  as above
        styles = _styles(root)
        tables = list(root.iter(f"{_TABLE}table"))
        seen = [(_name(table), table.get(f"{_TABLE}style-name") not in styles.hidden) for table in tables]
        place, told = chosen_sheet(seen, wanted)
        return _sheet(tables[place], styles, told)
    except (Refused, WrongUsage):
        raise
    except Exception as error:  # noqa: BLE001  a damaged package makes its parser raise anything
        raise damaged("import.ods", error) from None


def _name(table: "Element") -> str:
    return table.get(f"{_TABLE}name") or ""


def _read_content(raw: bytes) -> bytes:
    """The part with the cells; raises Refused for a bomb and for a document type, in which entities multiply."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
            raise Refused(message("source.too_large", limit=MOST_BYTES // 1024 // 1024))
        content = parts.read("content.xml")
    if b"<!DOCTYPE" in content[:100_000] or b"<!ENTITY" in content:
        raise Refused(message("import.ods", why="DOCTYPE"))
    return content


def _styles(root: "Element") -> _Styles:
    raised, hidden = set(), set()
    for style in root.iter(f"{_STYLE}style"):
        name = style.get(f"{_STYLE}name")
        position = [part.get(f"{_STYLE}text-position") or "" for part in style.iter(f"{_STYLE}text-properties")]
        display = [part.get(f"{_TABLE}display") for part in style.iter(f"{_STYLE}table-properties")]
        raised |= {name for one in position if re.match("super|[1-9]", one)}
        hidden |= {name for one in display if one == "false"}
    return _Styles(frozenset(raised), frozenset(hidden))


def _sheet(table: "Element", styles: _Styles, told: tuple[Message, ...]) -> Sheet:
    columns = _Columns(table)
    cells = Cells()
    ranges: list[Range] = []
    hidden: set[int] = set()
    for row, element, found in _filled_rows(table):
        if element.get(f"{_TABLE}visibility") in _UNSEEN:
            hidden.add(row)
        for column, repeated, cell in found:
            style = cell.get(f"{_TABLE}style-name") or columns.style(column)
            shown = _shown_text(cell, styles.raised, is_raised=style in styles.raised)
            if shown == "":
                continue
            for at in range(column, column + repeated):
                cells.add(row, at, shown)
            down, across = (int(cell.get(f"{_TABLE}number-{side}-spanned") or 1) for side in ("rows", "columns"))
            if down > 1 or across > 1:
                ranges.append(Range(row, column, row + down - 1, column + across - 1))
    return cells.sheet(ranges, Hidden(hidden, columns), told)


class _Columns(Container[int]):
    """The columns of a table, in runs of those alike; those that are contained are hidden."""

    def __init__(self, table: "Element") -> None:
        self.ends: list[int] = []
        self.runs: list[Element] = []
        for run in table.iter(f"{_TABLE}table-column"):
            repeated = int(run.get(f"{_TABLE}number-columns-repeated") or 1)
            self.ends.append((self.ends[-1] if self.ends else 0) + repeated)
            self.runs.append(run)

    def _run(self, column: int) -> "Element | None":
        place = bisect_right(self.ends, column)
        return self.runs[place] if place < len(self.runs) else None

    def style(self, column: int) -> str | None:
        """The name of the style of the cells that name none."""
        run = self._run(column)
        return None if run is None else run.get(f"{_TABLE}default-cell-style-name")

    def __contains__(self, column: object) -> bool:
        run = self._run(column) if isinstance(column, int) else None
        return run is not None and run.get(f"{_TABLE}visibility") in _UNSEEN


def _filled_rows(table: "Element") -> Iterator[tuple[int, "Element", list[tuple[int, int, "Element"]]]]:
    """The rows that hold anything, with each cell's column and how often it stands there."""
    at = 0
    for row in table.iter(f"{_TABLE}table-row"):
        cells, column = [], 0
        for cell in row:
            repeated = int(cell.get(f"{_TABLE}number-columns-repeated") or 1)
            if cell.tag == f"{_TABLE}table-cell" and len(cell):
                cells.append((column, repeated, cell))
            column += repeated
        times = int(row.get(f"{_TABLE}number-rows-repeated") or 1)
        if cells:
            if times > MOST_CELLS:
                raise Refused(message("import.too_many_cells", most=MOST_CELLS))
            for one in range(at, at + times):
                yield one, row, cells
        at += times


def _shown_text(cell: "Element", raised: frozenset[str | None], *, is_raised: bool) -> str | Message:
    """What a cell shows; a figure only where its value is what the text says, a formula only with a result."""
    text = "\n".join(_paragraph_text(part, raised) for part in cell if part.tag == f"{_TEXT}p").strip()
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_CALC}value-type") == "error" and text != "#N/A":
        return message("import.error_value", value=text)
    if cell.get(f"{_TABLE}formula") is not None and kind is None:
        return message("import.no_result")
    if is_raised:
        return message("import.raised") if kind in (*_NUMERIC, "date") else above_line(text)
    if kind not in _NUMERIC:
        return cell.get(f"{_OFFICE}date-value") or text if kind == "date" and _is_day(text) else text
    try:
        value = Decimal(cell.get(f"{_OFFICE}value") or "")
    except InvalidOperation:
        return message("import.unknown_format")
    return _agreed_number(value * 100 if kind == "percentage" else value, text)


def _is_day(text: str) -> bool:
    """Whether a date shows its day, and not only a year or a month."""
    return len(re.findall("[0-9]+", text)) >= 3 or re.search("(?i)[a-z]{3}", text) is not None


def _paragraph_text(paragraph: "Element", raised: frozenset[str | None]) -> str:
    """The text of a paragraph; what is raised above the line stays apart from the digits before it."""
    parts = [paragraph.text or ""]
    for part in paragraph:
        inner = " " * int(part.get(f"{_TEXT}c") or 1) if part.tag == f"{_TEXT}s" else _paragraph_text(part, raised)
        parts.append(above_line(inner) if part.get(f"{_TEXT}style-name") in raised else inner)
        parts.append(part.tail or "")
    return "".join(parts)


def _agreed_number(value: Decimal, text: str) -> str | Message:
    """The text with its number written with a point, where the number is the value rounded to the digits shown."""
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return text
    if len(numbers) == 1:
        for digits in _number_readings(numbers[0][0]):
            shown = Decimal(digits)
            exponent = int(shown.as_tuple().exponent)
            if abs(abs(value) - shown) <= Decimal(5).scaleb(exponent - 1) and (shown or not value or exponent):
                written = text[: numbers[0].start()] + digits + text[numbers[0].end() :]
                negative = re.search("[-−(]", text[: numbers[0].start()]) is not None
                return written if negative == (value < 0) or not shown else message("import.number_format", format=text)
    return message("import.shows_other", text=text, value=value)


def _number_readings(number: str) -> Iterator[str]:
    """The number with a decimal point, by the customs of either kind of country."""
    bare = re.sub(r"[\s'’]", "", number)
    for mark, point in ((",", "."), (".", ",")):
        digits = bare.replace(mark, "").replace(point, ".")
        if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits):
            yield digits
