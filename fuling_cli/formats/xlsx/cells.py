"""A neutral table as a spreadsheet holds it: real numbers, days and truth values, each with the format that shows it.

A missing number is an empty cell. A number that is known only as a bound is a number too: its format puts > or < before
it. Where there is room for more columns, the bounds of a published figure stand in columns beside it instead.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple, TypeAlias

from fuling_cli.core.decimals import EXACT, decimals_of
from fuling_cli.core.figure import Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Bilingual, Language, Message, Percent, Rounded, message, words
from fuling_cli.tables.cell_text import (
    AT_LEAST,
    AT_MOST,
    OPEN,
    STRICT,
    SYMBOLS,
    computed_decimals,
    figure_text,
    heading_of,
)
from fuling_cli.tables.safe_text import FORMULA, visible
from fuling_cli.tables.table import SIGNIFICANT_DIGITS, Cell, Column, Goal, Kind, Table, scalar, significant

End: TypeAlias = Literal["low", "high"]
FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets count days, and disagree about those before this one: one of them believes in 29 February 1900."""
DAY = "yyyy-mm-dd"
LONGEST = 32_767
"""What a cell holds, in the units of UTF-16."""
_OUTWARDS: dict[End, str] = {"low": ROUND_FLOOR, "high": ROUND_CEILING}
_PERCENT = {Kind.GROWTH, Kind.SHARE}
_RECORDED = {Kind.FIGURE, Kind.GOAL}
_BOUNDED = {*_RECORDED, Kind.DERIVED, *_PERCENT}


class Entry(NamedTuple):
    """One cell: its value, the text that a reader sees, and the number format that turns one into the other."""

    value: str | Decimal | int | bool | date | None
    text: str
    format: str = ""


class SheetColumn(NamedTuple):
    """One column; those of the ends of a column "latest" are called "latest.low" and "latest.high"."""

    key: str
    heading: str
    kind: Kind
    entries: tuple[Entry, ...]


MISSING = Entry(None, "")


def sheet_columns(table: Table, language: Language, *, ends: bool = True) -> tuple[SheetColumn, ...]:
    """The columns for people, and those that only a sheet has room for, in one language.

    With ``ends`` the bounds of numbers stand in columns beside them, else as a sign before the number.
    """
    decimals = computed_decimals(table)
    if not ends:
        return tuple(
            _sheet_column(
                column,
                [_signed_entry(column.kind, row[place], decimals[place], language) for row in table.rows],
                language,
            )
            for place, column in enumerate(table.columns)
            if column.shown
        )
    return tuple(
        made
        for place, column in enumerate(table.columns)
        if column.shown or column.sheet
        for made in _with_end_columns(column, [row[place] for row in table.rows], decimals[place], language)
    )


def _with_end_columns(
    column: Column, cells: Sequence[Cell], decimals: int, language: Language
) -> Iterator[SheetColumn]:
    """A column, and those of its ends where a cell has one that its own entry does not show."""
    plain = _sheet_column(column, [_cell_entry(column.kind, cell, decimals, language) for cell in cells], language)
    yield plain
    for end in ("low", "high") if column.kind in _BOUNDED else ():
        entries = tuple(_end_entry(column.kind, cell, decimals, end) for cell in cells)
        if any(entry is not MISSING for entry in entries):
            named = words(language)[f"sheet.{end}"].format(name=plain.heading)
            yield SheetColumn(f"{column.key}.{end}", named, column.kind, entries)


def _sheet_column(column: Column, entries: Sequence[Entry], language: Language) -> SheetColumn:
    return SheetColumn(column.key, heading_of(column, language, full=True), column.kind, tuple(entries))


def _signed_entry(kind: Kind, cell: Cell, decimals: int, language: Language) -> Entry:
    """One cell, a bound with its sign before it; a range is text."""
    figure, sign = (cell.figure, STRICT[cell.at]) if isinstance(cell, Goal) else (cell, "")
    if not isinstance(figure, Figure) or kind not in _RECORDED:
        return _cell_entry(kind, cell, decimals, language)
    text = sign + figure_text(figure)
    if not figure.exact and None not in figure:
        return Entry(text, text)
    number = _recorded_number(figure.printed)
    return _with_sign(number, text.removesuffix(number.text))


def _with_sign(entry: Entry, sign: str) -> Entry:
    """A number behind a sign that its format shows."""
    if not sign or not entry.format:
        return Entry(sign + entry.text, sign + entry.text) if sign else entry
    return Entry(entry.value, sign + entry.text, f'"{sign}"{entry.format};"{sign}"-{entry.format}')


def _cell_entry(kind: Kind, cell: Cell, decimals: int, language: Language) -> Entry:
    """One cell; text is made safe to look at and is never anything but text."""
    match cell:
        case None:
            return MISSING
        case Figure() if kind in _RECORDED:
            return MISSING if cell.value is None else _recorded_number(cell.value)
        case Goal(figure, at):
            return _with_sign(_cell_entry(kind, figure, decimals, language), STRICT[at])
        case Figure():
            return _computed_number(kind, cell, decimals)
        case bool():
            return Entry(cell, str(cell).upper())
        case Decimal():
            return _rounded_number(cell, decimals) if kind is Kind.RATIO else _recorded_number(cell)
        case int():
            return Entry(cell, str(cell), "0")
        case date() if not isinstance(cell, datetime) and cell >= FIRST_DAY:
            return Entry(cell, cell.isoformat(), DAY)
        case _:
            return text_entry(_cell_text(cell, language), language)


def _cell_text(cell: Cell, language: Language) -> str:
    """A cell that is text: names and words in one language, moments and early days as machines write them."""
    match cell:
        case Bilingual() | Message():
            return cell.translate(language)
        case Verdict():
            return f"{SYMBOLS[cell]} {words(language)[f'verdict.{cell}']}"
        case _:
            plain = scalar(cell)
            return "; ".join(plain) if isinstance(plain, tuple) else str(plain)


def text_entry(text: str, language: Language) -> Entry:
    """A cell of text, safe to look at; an empty one is missing.

    One that begins as an apostrophe against formulas does gets another, since `fuling import` takes one away.
    """
    seen = _shorten_text(visible(text), language)
    seen = re.sub(FORMULA, "''", seen)
    return Entry(seen, seen) if seen else MISSING


def _shorten_text(text: str, language: Language) -> str:
    """The text, or as much of it as a cell holds and a note of how long it was."""
    units = text.encode("utf-16-le") if len(text) > LONGEST // 2 else b""
    if len(units) <= 2 * LONGEST:
        return text
    note = message("sheet.cut", length=len(text)).translate(language)
    return units[: 2 * (LONGEST - len(note) - 1)].decode("utf-16-le", "ignore") + note


def _end_entry(kind: Kind, cell: Cell, decimals: int, end: End) -> Entry:
    """The low or high end of a figure that is not exact, or of a computed number that has both."""
    match cell:
        case Goal(figure, _):
            return _end_entry(kind, figure, decimals, end)
        case Figure(_, low, high) if kind in _RECORDED and not cell.exact:
            number = low if end == "low" else high
            return MISSING if number is None else _recorded_number(number)
        case Figure(_, Decimal() as low, Decimal() as high) if low != high:
            return _rounded_number(
                low if end == "low" else high, decimals, percent=kind in _PERCENT, rounding=_OUTWARDS[end]
            )
        case _:
            return MISSING


def _recorded_number(number: Decimal) -> Entry:
    """A number with the digits it was recorded with; as text where a spreadsheet would lose some of them."""
    text = f"{number or abs(number):f}"
    decimals = decimals_of(Decimal(text))
    shown = _fits_15_digits(text) and decimals <= SIGNIFICANT_DIGITS
    return Entry(number, text, _number_format(decimals)) if shown else Entry(text, text)


def _computed_number(kind: Kind, cell: Figure, decimals: int) -> Entry:
    """A computed number: the one that was printed, with a sign before it where that is only a bound."""
    percent = kind in _PERCENT
    match cell:
        case Figure(_, Decimal() as low, high) if low == high:
            return _rounded_number(low, decimals, percent=percent)
        case Figure(_, Decimal() as low, None):
            return _rounded_number(low, decimals, percent=percent, rounding=ROUND_FLOOR, sign=AT_LEAST)
        case Figure(_, None, Decimal() as high):
            return _rounded_number(high, decimals, percent=percent, rounding=ROUND_CEILING, sign=AT_MOST)
        case _:
            return _rounded_number(cell.printed, decimals, percent=percent, sign=OPEN)


def _rounded_number(
    number: Decimal, decimals: int, *, percent: bool = False, rounding: str = ROUND_HALF_UP, sign: str = ""
) -> Entry:
    """A number to 15 digits in a format that rounds it half up, or rounded already where that would show another."""
    shape = Percent if percent else Rounded
    seen, full = str(shape(number, decimals, rounding)), significant(number)
    rounded = EXACT.scaleb(Decimal(seen.removesuffix("%")), -2 if percent else 0)
    value = full if str(shape(full, decimals)) == seen or not _fits_15_digits(f"{rounded:f}") else rounded
    text = f"{sign}{shape(value, decimals)}"
    if not _fits_15_digits(f"{value:f}"):
        return Entry(text, text)
    pattern = _number_format(decimals) + ("%" if percent else "")
    return Entry(value, text, f'"{sign}"{pattern};"{sign}"-{pattern}' if sign else pattern)


def _number_format(decimals: int) -> str:
    return f"0.{'0' * decimals}" if decimals > 0 else "0"


def _fits_15_digits(text: str) -> bool:
    """Whether a spreadsheet, which keeps 15 significant digits, keeps all of a number's."""
    return len(text.lstrip("-0.").replace(".", "")) <= SIGNIFICANT_DIGITS
