"""A sheet as it was read: rows of text, and what the reader had to say of them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from fuling_cli.language import Message

Row = Sequence[str]
Place = tuple[int, int]
"""Row and column, from 0."""

LONGEST_SHOWN = 80


class WrongCell(NamedTuple):
    """A cell that cannot be used: its row and column from 1, and why."""

    row: int
    column: int
    message: Message


class Refused(Exception):
    """A file, or a whole table in it, that cannot be read: where and why."""

    def __init__(self, why: Message, row: int = 1, column: int = 1) -> None:
        super().__init__(why.key)
        self.cell = WrongCell(row, column, why)


class Sheet(NamedTuple):
    """Rows of cells as a person sees them, without the empty ones at the end of a row.

    ``refused`` holds the cells that show something that is not read. ``merged`` is the heading text of merged cells, in
    every cell of the range but its first; None where the file cannot say what is merged. ``semicolons`` says that they
    divide the cells. ``broken`` is where and why reading ended before the end of the file. ``extra_columns`` are those
    that the first column was divided into, beyond itself. ``hidden_rows`` and ``hidden_columns`` are those that
    hold something and that nobody sees: their cells are empty here.
    """

    rows: Sequence[Row]
    refused: Mapping[Place, Message] = MappingProxyType({})
    merged: Mapping[Place, str] | None = None
    semicolons: bool = False
    broken: WrongCell | None = None
    told: tuple[Message, ...] = ()
    extra_columns: int = 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def cell(self, row: int, column: int) -> str:
        """The text of a cell, empty beyond the end of its row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def wrong(self, row: int, column: int, why: Message) -> WrongCell:
        """What is wrong with a cell, at its place in the file."""
        return WrongCell(row + 1, max(column - self.extra_columns, 0) + 1, why)


def trimmed(row: Sequence[str]) -> Sequence[str]:
    """The row without the empty cells at its end, of which spreadsheets write many."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row if end == len(row) else row[:end]


def shortened(text: str) -> str:
    """The text on one line, or its beginning where it is too long to repeat."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def column_letter(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_of_letter(text: str) -> int | None:
    """The place of a column that is named by its letter, from 0; None where the text is none.

    >>> column_of_letter("ab")
    27
    """
    if not (text.isascii() and text.isalpha() and len(text) <= 3):
        return None
    place = 0
    for letter in text.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
