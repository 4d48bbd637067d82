"""Rows from an old XLS workbook: python-calamine reads the values, the records beside them tell the formats."""

import io
from decimal import Decimal
from typing import Any

from fuling_cli.errors import MissingExtra, WrongUsage
from fuling_cli.importer.sheet import Place, Refused, Sheet
from fuling_cli.importer.shown_number import shown_number
from fuling_cli.importer.xls_formats import Raised, SheetFormats, formats_of_sheet
from fuling_cli.importer.xlsx import SUPERSCRIPT, chosen_sheet, dense_rows, merged_texts, shown_day
from fuling_cli.language import Message, message


def xls_sheet(raw: bytes, wanted: str | None) -> Sheet:
    """One sheet of a workbook; raises Refused for what is none, WrongUsage for an unknown sheet or a missing extra."""
    try:
        import python_calamine
        from openpyxl.styles.numbers import BUILTIN_FORMATS
    except ModuleNotFoundError:
        raise MissingExtra("excel") from None
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        visible = python_calamine.SheetVisibleEnum.Visible
        found = [(sheet.name, sheet.visible == visible) for sheet in book.sheets_metadata]
        name, told = chosen_sheet(found, wanted)
        sheet = book.get_sheet_by_name(name)
        formats = formats_of_sheet(raw, [title for title, _ in found].index(name), BUILTIN_FORMATS)
        return _cells(sheet.to_python(skip_empty_area=False), formats, sheet.merged_cell_ranges)._replace(told=told)
    except (Refused, WrongUsage):
        raise
    except python_calamine.PasswordError:
        raise Refused(message("import.password")) from None
    except BaseException as error:  # a damaged workbook makes the library raise anything, its panics included
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise Refused(message("import.xls", why=" ".join(str(error).split())[:200] or type(error).__name__)) from None


def _cells(rows: list[list[Any]], formats: SheetFormats, merged: Any) -> Sheet:  # noqa: ANN401  as the library types them
    """The cells as they are shown."""
    found: dict[int, dict[int, str]] = {}
    refused: dict[Place, Message] = {}
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value == "":
                continue
            text = _text(value, formats.formats.get((row, column)))
            if isinstance(text, str):
                text = _with_raised(text, formats.raised.get((row, column), ()))
            if isinstance(text, Message):
                refused[row, column] = text
            elif text:
                found.setdefault(row, {})[column] = text
    dense = dense_rows(found, refused)
    ranges = [(top, left, bottom, right) for (top, left), (bottom, right) in merged or ()]
    return Sheet(dense, refused, merged=merged_texts(dense, ranges))


def _with_raised(text: str, parts: Raised) -> str:
    """The text with its raised digits as such, so that none is taken for one of a figure."""
    for start, end in parts:
        text = text[:start] + text[start:end].translate(SUPERSCRIPT) + text[end:]
    return text


def _text(value: Any, number_format: str | None) -> str | Message:  # noqa: ANN401  any cell
    match value:
        case bool() | str():
            return str(value)
        case int() | float():
            if number_format is None:
                return message("import.unknown_format")
            return shown_number(Decimal(repr(value)), number_format)
        case _ if hasattr(value, "year"):
            return shown_day(value, number_format or "")
        case _:
            return str(value)
