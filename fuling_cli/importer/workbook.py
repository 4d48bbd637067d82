"""What all kinds of workbooks share: limits, the sheet to read, and its cells as rows of what a person sees."""

import re
import sys
from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from fuling_cli.errors import WrongUsage
from fuling_cli.importer.cells import is_figure_like, role_of
from fuling_cli.importer.sheet import Place, Refused, Row, Sheet, trimmed
from fuling_cli.importer.stated_unit import is_bare_unit
from fuling_cli.importer.vocabulary import UNIT_ABOVE
from fuling_cli.language import Message, message

MOST_BYTES = 64 * 1024 * 1024
"""What the parts of a workbook may unpack to: more is not a table of yearly figures."""
MOST_CELLS = 1_000_000
MOST_CHARACTERS = 4 * MOST_BYTES
"""What the cells may show together: one long text that every cell refers to is small in the file."""
MOST_PLACES = 20 * MOST_CELLS
"""Rows, and places from the first column to the last cell of each, empty ones with them."""
MOST_MERGED = 1000
"""Rows or columns of one merged range that are looked at."""
LONGEST_REASON = 200
_UNIT_ROLES = ("unit", "scale")
_LITERAL = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]')
_SUPERSCRIPT = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")


class Range(NamedTuple):
    """Merged cells: the first and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Hidden(NamedTuple):
    """The rows and columns of a sheet that nobody sees, from 0."""

    rows: Container[int] = frozenset()
    columns: Container[int] = frozenset()


class Cells:
    """Collects what the cells of a sheet show; raises Refused where there are too many."""

    def __init__(self) -> None:
        self.texts: dict[int, dict[int, str]] = {}
        self.refused: dict[Place, Message] = {}
        self.count = self.characters = 0

    def add(self, row: int, column: int, shown: str | Message) -> None:
        """Take note of what a cell shows, or of why that cannot be known."""
        self.count += shown != ""
        if self.count > MOST_CELLS:
            raise Refused(message("import.too_many_cells", most=MOST_CELLS))
        if isinstance(shown, Message):
            self.refused[row, column] = shown
        elif shown:
            self.characters += len(shown)
            if self.characters > MOST_CHARACTERS:
                raise Refused(message("source.too_large", limit=MOST_CHARACTERS // 1024 // 1024))
            self.texts.setdefault(row, {})[column] = sys.intern(shown)

    def sheet(self, ranges: Sequence[Range], hidden: Hidden, told: tuple[Message, ...]) -> Sheet:
        """The sheet without its hidden rows and columns; those that hold something are named in it."""
        for one in ranges:
            self._show_in_sight(one, hidden)
        last = max([*self.texts, *(row for row, _ in self.refused)], default=-1)
        if last + sum(max(cells) + 1 for cells in self.texts.values()) > MOST_PLACES:
            raise Refused(message("import.too_many_cells", most=MOST_CELLS))
        rows: list[Row] = [()] * (last + 1)
        for row, cells in self.texts.items():
            rows[row] = trimmed([cells.get(column, "") for column in range(max(cells) + 1)])
        merged = _merged_texts(rows, ranges)
        unseen = self._unseen(hidden, merged)
        filled = [*((row, column) for row, cells in self.texts.items() for column in cells), *self.refused]
        unseen_rows = frozenset(row for row, _ in filled if row in unseen.rows)
        unseen_columns = frozenset(
            column for row, column in filled if column in unseen.columns and row not in unseen_rows
        )
        return Sheet(
            [() if row in unseen_rows else _without(cells, unseen_columns) for row, cells in enumerate(rows)],
            refused={place: why for place, why in self.refused.items() if _is_seen(place, unseen)},
            merged={place: text for place, text in merged.items() if _is_seen(place, unseen)},
            told=told,
            hidden_rows=unseen_rows,
            hidden_columns=unseen_columns,
        )

    def _unseen(self, hidden: Hidden, merged: Iterable[Place]) -> Hidden:
        """What is hidden, but for rows and columns that state units: without these, a figure means another amount."""
        cells = {(row, column): text for row, found in self.texts.items() for column, text in found.items()}
        places = {*cells, *self.refused, *merged}
        rows = {row for row, _ in places if row in hidden.rows}
        columns = {column for _, column in places if column in hidden.columns}
        of_units = {column for (_, column), text in cells.items() if column in columns and role_of(text) in _UNIT_ROLES}
        return Hidden({row for row in rows if not _states_units(self.texts.get(row, {}).values())}, columns - of_units)

    def _show_in_sight(self, merged: Range, hidden: Hidden) -> None:
        """Put the text of merged cells into the first one that is seen."""
        text = self.texts.get(merged.top, {}).get(merged.left, "")
        rows = range(merged.top, min(merged.bottom, merged.top + MOST_MERGED) + 1)
        columns = range(merged.left, min(merged.right, merged.left + MOST_MERGED) + 1)
        row = next((row for row in rows if row not in hidden.rows), merged.top)
        column = next((column for column in columns if column not in hidden.columns), merged.left)
        if text:
            self.texts.setdefault(row, {})[column] = text


def _without(row: Row, columns: frozenset[int]) -> Row:
    return trimmed(["" if column in columns else cell for column, cell in enumerate(row)]) if columns else row


def _states_units(texts: Iterable[str]) -> bool:
    """Whether a row says in which units a table is: 单位：万元, or a unit below each heading."""
    filled = [text.strip("()（） ") for text in texts]
    above = any(re.fullmatch(UNIT_ABOVE, text, re.IGNORECASE) for text in filled)
    return above or (any(map(is_bare_unit, filled)) and not any(map(is_figure_like, filled)))


def _is_seen(place: Place, hidden: Hidden) -> bool:
    return place[0] not in hidden.rows and place[1] not in hidden.columns


def _merged_texts(rows: Sequence[Row], ranges: Iterable[Range]) -> dict[Place, str]:
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


def chosen_sheet(sheets: Sequence[tuple[str, bool]], wanted: str | None) -> tuple[int, tuple[Message, ...]]:
    """The place of the sheet to read, the first visible one where none is named, and what is to be said of others."""
    names = [name for name, _ in sheets]
    visible = [name for name, seen in sheets if seen]
    if wanted is not None:
        alike = [name for name in names if name.casefold().strip() == wanted.casefold().strip()]
        if not alike:
            raise WrongUsage(message("import.no_sheet", sheet=wanted, sheets=visible or names))
        return names.index(wanted if wanted in alike else alike[0]), ()
    if not visible:
        raise Refused(message("import.nothing_visible"))
    others = [name for name in visible if name != visible[0]]
    hidden = [name for name in names if name not in visible]
    told = [message("import.sheet_taken", sheet=visible[0], others=others)] if others else []
    told += [message("import.hidden_sheets", sheets=hidden)] if hidden else []
    return names.index(visible[0]), tuple(told)


def damaged(key: str, error: Exception) -> Refused:
    """The refusal of a file that a library cannot read, with the library's reason where it gives one."""
    why = (" ".join(str(error).split()) or type(error).__name__)[:LONGEST_REASON]
    return Refused(message(key, why=why))


def shown_day(day: date, number_format: str) -> str:
    """A day with as much of it as its format shows: 2024年, 2024-03 or 2024-03-31."""
    letters = set(_LITERAL.sub("", number_format).casefold())
    if isinstance(day, datetime) and (day.hour or day.minute or day.second):
        return day.isoformat()
    if "y" in letters and "d" not in letters:
        return f"{day:%Y-%m}" if "m" in letters else f"{day:%Y}年"
    return day.date().isoformat() if isinstance(day, datetime) else day.isoformat()


def raised(text: str) -> str:
    """A text above the line, in characters that are no digits of a number."""
    return text.translate(_SUPERSCRIPT)
