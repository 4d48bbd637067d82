"""Rows from an old XLS workbook: one visible sheet, every cell as it is shown or refused at its place."""

import struct
from decimal import Decimal

from fuling_cli.errors import MissingExtra
from fuling_cli.importer.compound_file import workbook_stream
from fuling_cli.importer.sheet import Place, Refused, Sheet
from fuling_cli.importer.shown_number import shown_number
from fuling_cli.importer.xls_records import RaisedText, XlsBook, XlsCell, XlsError, merged_ranges, read_book, read_cells
from fuling_cli.importer.xlsx import MOST_CELLS, SUPERSCRIPT, chosen_sheet, dense_rows, merged_texts, shown_day
from fuling_cli.language import Message, message


def xls_sheet(raw: bytes, wanted: str | None) -> Sheet:
    """One sheet of a workbook; raises Refused for what is none, WrongUsage for an unknown sheet or a missing extra."""
    try:
        from openpyxl.styles.numbers import BUILTIN_FORMATS
    except ModuleNotFoundError:
        raise MissingExtra("excel") from None
    try:
        stream = workbook_stream(raw)
        book = read_book(stream, BUILTIN_FORMATS)
        if book.has_password:
            raise Refused(message("import.password"))
        name, told = chosen_sheet([(sheet, visible) for sheet, visible, _ in book.sheets], wanted)
        start = next(start for sheet, _, start in book.sheets if sheet == name)
        return _cells(stream, start, book)._replace(told=told)
    except (ValueError, IndexError, KeyError, struct.error, OverflowError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise Refused(message("import.xls", why=why)) from None


def _cells(stream: bytes, start: int, book: XlsBook) -> Sheet:
    found: dict[int, dict[int, str]] = {}
    refused: dict[Place, Message] = {}
    for count, cell in enumerate(read_cells(stream, start, book)):
        if count > MOST_CELLS:
            raise Refused(message("import.too_many_cells", most=MOST_CELLS))
        text = _text(cell, book)
        if isinstance(text, Message):
            refused[cell.row, cell.column] = text
        elif text:
            found.setdefault(cell.row, {})[cell.column] = text
    rows = dense_rows(found, refused)
    return Sheet(rows, refused, merged=merged_texts(rows, merged_ranges(stream, start)))


def _text(cell: XlsCell, book: XlsBook) -> str | Message:
    """A cell as a person sees it."""
    number_format = book.formats[cell.style]
    match cell.value:
        case RaisedText(text, raised):
            for begin, end in raised:
                text = text[:begin] + text[begin:end].translate(SUPERSCRIPT) + text[end:]
            return text
        case XlsError(code):
            return code if code == "#N/A" else message("import.error_value", value=code)
        case bool():
            return str(cell.value)
        case number:
            return _shown(number, number_format, from_1904=book.from_1904)


def _shown(number: float, number_format: str, *, from_1904: bool) -> str | Message:
    """A number through its format, a day where that is the format of a date."""
    from openpyxl.styles.numbers import is_date_format
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    if is_date_format(number_format):
        day = from_excel(number, MAC_EPOCH if from_1904 else WINDOWS_EPOCH)
        return shown_day(day, number_format) if hasattr(day, "year") else str(day)
    return shown_number(Decimal(repr(number)), number_format)
