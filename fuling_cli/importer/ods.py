"""Rows from an ODS workbook: its cells hold both their value and the text that they show, which must agree."""

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from fuling_cli.errors import WrongUsage
from fuling_cli.importer.sheet import Place, Refused, Row, Sheet
from fuling_cli.importer.xlsx import MOST_BYTES, MOST_CELLS, SUPERSCRIPT, chosen_sheet, dense_rows, merged_texts
from fuling_cli.language import Message, message

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{{{_OASIS}{name}:1.0}}" for name in ("table", "office", "text", "style"))
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NUMERIC = ("float", "percentage", "currency")
_NUMBER = re.compile(r"[0-9](?:[0-9.,'’\s\u00a0\u2009\u202f]*[0-9])?")


def ods_sheet(raw: bytes, wanted: str | None) -> Sheet:
    """One sheet of a workbook; raises Refused for what is none, and WrongUsage for an unknown sheet."""
    try:
        root = ET.fromstring(_content(raw))  # noqa: S314  as above
        raised, hidden = _raised_styles(root), _hidden_styles(root)
        tables = list(root.iter(f"{_TABLE}table"))
        found = [(_name(table), table.get(f"{_TABLE}style-name") not in hidden) for table in tables]
        name, told = chosen_sheet(found, wanted)
        table = tables[[title for title, _ in found].index(name)]
        return _cells(table, raised)._replace(told=told)
    except (Refused, WrongUsage):
        raise
    except Exception as error:  # noqa: BLE001  a damaged package makes its parser raise anything
        raise Refused(message("import.ods", why=" ".join(str(error).split())[:200] or type(error).__name__)) from None


def _name(table: "Element") -> str:
    return table.get(f"{_TABLE}name") or ""


def _content(raw: bytes) -> bytes:
    """The part with the cells; raises Refused for a bomb and for a document type, in which entities multiply."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
            raise Refused(message("source.too_large", limit=MOST_BYTES // 1024 // 1024))
        content = parts.read("content.xml")
    if b"<!DOCTYPE" in content[:100_000] or b"<!ENTITY" in content:
        raise Refused(message("import.ods", why="DOCTYPE"))
    return content


def _raised_styles(root: "Element") -> frozenset[str | None]:
    """The names of the styles that raise text above the line."""
    return frozenset(
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}text-properties")
        if re.match("super|[1-9]", properties.get(f"{_STYLE}text-position") or "")
    )


def _hidden_styles(root: "Element") -> frozenset[str | None]:
    """The names of the styles of hidden sheets."""
    return frozenset(
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    )


def _cells(table: "Element", raised: frozenset[str | None]) -> Sheet:
    found: dict[int, dict[int, str]] = {}
    refused: dict[Place, Message] = {}
    ranges: list[tuple[int, int, int, int]] = []
    count = 0
    for row, cells in _rows(table):
        for column, repeated, cell in cells:
            shown = _shown(cell, raised)
            if shown == "":
                continue
            count += repeated
            if count > MOST_CELLS:
                raise Refused(message("import.too_many_cells", most=MOST_CELLS))
            for at in range(column, column + repeated):
                if isinstance(shown, Message):
                    refused[row, at] = shown
                else:
                    found.setdefault(row, {})[at] = shown
            down, across = (int(cell.get(f"{_TABLE}number-{side}-spanned") or 1) for side in ("rows", "columns"))
            if down > 1 or across > 1:
                ranges.append((row, column, row + down - 1, column + across - 1))
    rows: list[Row] = dense_rows(found, refused)
    return Sheet(rows, refused, merged=merged_texts(rows, ranges))


def _rows(table: "Element") -> Iterator[tuple[int, list[tuple[int, int, "Element"]]]]:
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
                yield one, cells
        at += times


def _shown(cell: "Element", raised: frozenset[str | None]) -> str | Message:
    """What a cell shows; a figure only where its value is what the text says, a formula only with a result."""
    text = "\n".join(_text(part, raised) for part in cell if part.tag == f"{_TEXT}p").strip()
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_CALC}value-type") == "error" and text != "#N/A":
        return message("import.error_value", value=text)
    if cell.get(f"{_TABLE}formula") is not None and kind is None:
        return message("import.no_result")
    if kind not in _NUMERIC:
        return cell.get(f"{_OFFICE}date-value") or text if kind == "date" and _is_day(text) else text
    try:
        value = Decimal(cell.get(f"{_OFFICE}value") or "")
    except InvalidOperation:
        return message("import.unknown_format")
    return _agreed(value * 100 if kind == "percentage" else value, text)


def _is_day(text: str) -> bool:
    """Whether a date shows its day, and not only a year or a month."""
    return len(re.findall("[0-9]+", text)) >= 3 or re.search("(?i)[a-z]{3}", text) is not None


def _text(paragraph: "Element", raised: frozenset[str | None]) -> str:
    """The text of a paragraph; what is raised above the line stays apart from the digits before it."""
    parts = [paragraph.text or ""]
    for part in paragraph:
        inner = " " * int(part.get(f"{_TEXT}c") or 1) if part.tag == f"{_TEXT}s" else _text(part, raised)
        parts.append(inner.translate(SUPERSCRIPT) if part.get(f"{_TEXT}style-name") in raised else inner)
        parts.append(part.tail or "")
    return "".join(parts)


def _agreed(value: Decimal, text: str) -> str | Message:
    """The text with its number written with a point, where the number is the value rounded to the digits shown."""
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return text
    if len(numbers) == 1:
        for digits in _readings(numbers[0][0]):
            shown = Decimal(digits)
            if abs(abs(value) - shown) <= Decimal(5).scaleb(int(shown.as_tuple().exponent) - 1):
                written = text[: numbers[0].start()] + digits + text[numbers[0].end() :]
                negative = re.search("[-−(]", text[: numbers[0].start()]) is not None
                return written if negative == (value < 0) or not shown else message("import.number_format", format=text)
    return message("import.shows_other", text=text, value=value)


def _readings(number: str) -> Iterator[str]:
    """The number with a decimal point, by the customs of either kind of country."""
    bare = re.sub(r"[\s'’]", "", number)
    for mark, point in ((",", "."), (".", ",")):
        digits = bare.replace(mark, "").replace(point, ".")
        if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits):
            yield digits
