"""Rows from an old XLS workbook: one visible sheet, every cell as it is shown or refused at its place.

xlrd reads the records. It gets them without their container, in which it follows a damaged chain of sectors for ever.
"""

import os
import re
import struct
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from fuling_cli.errors import MissingExtra, WrongUsage
from fuling_cli.importer.compound_file import SIGNATURE, workbook_stream
from fuling_cli.importer.sheet import Refused, Sheet
from fuling_cli.importer.shown_number import GENERAL, shown_number
from fuling_cli.importer.workbook import MOST_CELLS, Cells, Hidden, Range, chosen_sheet, damaged, raised, shown_day
from fuling_cli.language import Message, message

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.formatting import XF
    from xlrd.sheet import Cell
    from xlrd.sheet import Sheet as XlsSheet

LARGEST = 16 * 1024 * 1024
"""Bytes of the largest workbook: a full sheet of figures has less."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The part in which a newer workbook with a password is."""
_SUPERSCRIPT = 1
_LINK = re.compile(rb"\xb8\x01..(.{8})\xd0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\x00\xaa\x00\x4b\xa9\x0b", re.DOTALL)
"""The record of a link, with the first and last row and column of the cells below it."""
_DAY = "yyyy-mm-dd"
"""How a date is shown in a format that a system has built in, as Chinese ones have, and that the file does not hold."""


def xls_sheet(raw: bytes, wanted: str | None) -> Sheet:
    """One sheet of a workbook; raises Refused for what is none, WrongUsage for an unknown sheet or a missing extra."""
    try:
        import xlrd
    except ModuleNotFoundError:
        raise MissingExtra("excel") from None
    if len(raw) > LARGEST:
        raise Refused(message("source.too_large", limit=LARGEST // 1024 // 1024))
    if _ENCRYPTED in raw:
        raise Refused(message("import.password"))
    try:
        stream = workbook_stream(raw)
        if stream.startswith(SIGNATURE):
            raise ValueError("a container in the container")
        with open(os.devnull, "w", encoding="utf-8") as log:  # noqa: PTH123  the library prints what it finds odd
            book = xlrd.open_workbook(
                file_contents=stream, formatting_info=True, on_demand=True, ragged_rows=True, logfile=log
            )
            unseen = vars(book)["_sheet_visibility"]  # the public way would read every sheet
            seen = [(name, not hides) for name, hides in zip(book.sheet_names(), unseen, strict=True)]
            place, told = chosen_sheet(seen, wanted)
            _refuse_wide_links(book)
            return _sheet(book, book.sheet_by_index(place), told)
    except (Refused, WrongUsage):
        raise
    except Exception as error:  # noqa: BLE001  a damaged workbook makes the library raise anything
        if "encrypted" in str(error):
            raise Refused(message("import.password")) from None
        raise damaged("import.xls", error) from None


def _refuse_wide_links(book: "Book") -> None:
    """Raise Refused for links over more cells than a table has: the library takes note of every one of these."""
    spans = (struct.unpack("<HHHH", found[1]) for found in _LINK.finditer(book.mem or b""))
    linked = (max(0, bottom - top + 1) * max(0, right - left + 1) for top, bottom, left, right in spans)
    if sum(linked) > MOST_CELLS:
        raise Refused(message("import.too_many_cells", most=MOST_CELLS))


def _sheet(book: "Book", sheet: "XlsSheet", told: tuple[Message, ...]) -> Sheet:
    """The sheet that a library read, with what each of its cells shows."""
    import xlrd

    cells = Cells()
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                runs = sheet.rich_text_runlist_map.get((row, column), [])
                cells.add(row, column, _shown_cell(book, sheet.cell(row, column), runs))
    hidden = Hidden(
        {row for row, info in sheet.rowinfo_map.items() if info.hidden},
        {column for column, info in sheet.colinfo_map.items() if info.hidden},
    )
    ranges = [Range(top, left, below - 1, right - 1) for top, below, left, right in sheet.merged_cells]
    return cells.sheet(ranges, hidden, told)


def _shown_cell(book: "Book", cell: "Cell", runs: Sequence[tuple[int, int]]) -> str | Message:
    """A cell as a person sees it; ``runs`` are the starts and fonts of the parts of its text."""
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return _cell_text(book, cell, runs)
        case xlrd.XL_CELL_BOOLEAN:
            return str(bool(cell.value))
        case xlrd.XL_CELL_ERROR:
            code = xlrd.error_text_from_code.get(int(cell.value), "#ERROR")
            return code if code == "#N/A" else message("import.error_value", value=code)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return _number(book, cell)
        case _:
            return ""


def _cell_text(book: "Book", cell: "Cell", runs: Sequence[tuple[int, int]]) -> str:
    """A text, what is raised above the line apart from the digits before it."""
    text = str(cell.value)
    starts = [(0, _style(book, cell).font_index), *sorted(runs)]
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return "".join(
        raised(text[start:end]) if _is_raised(book, font) else text[start:end]
        for (start, font), end in zip(starts, ends, strict=True)
    )


def _number(book: "Book", cell: "Cell") -> str | Message:
    """A number, or a day, through its format."""
    import xlrd

    style = _style(book, cell)
    if _is_raised(book, style.font_index):
        return message("import.raised")
    number_format = book.format_map[style.format_key].format_str
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return shown_number(Decimal(repr(cell.value)), number_format or GENERAL)
    try:
        return shown_day(xlrd.xldate_as_datetime(float(cell.value), book.datemode), number_format or _DAY)
    except (OverflowError, ValueError):
        return message("import.number_format", format=number_format)


def _style(book: "Book", cell: "Cell") -> "XF":
    assert cell.xf_index is not None  # as it is where formats are read
    return book.xf_list[cell.xf_index]


def _is_raised(book: "Book", font: int) -> bool:
    return book.font_list[font].escapement == _SUPERSCRIPT
