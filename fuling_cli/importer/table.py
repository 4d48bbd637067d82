"""One table of a sheet: its headings, the rows below them up to the notes, and what stands above."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from fuling_cli.importer.cells import is_figure_like, is_missing, plain_words
from fuling_cli.importer.headings import Column, Headings, find_headings, is_heading_row
from fuling_cli.importer.sheet import Row, Sheet
from fuling_cli.importer.vocabulary import (
    COLUMN_OF_KEYS,
    END_OF_TABLE,
    UNIT_ABOVE,
    UNIT_BEFORE,
    UNIT_BELOW,
    UNIT_KEYS,
)

_END = re.compile(END_OF_TABLE, re.IGNORECASE)
_UNIT = re.compile(UNIT_ABOVE, re.IGNORECASE)
_UNIT_BELOW = re.compile(UNIT_BELOW, re.IGNORECASE)
_NOTES = 10
"""Rows below a table in which its notes are."""


class Table(NamedTuple):
    """A table: its sheet, columns and rows (from 0), and the unit above it.

    ``end`` is the row behind it, and ``beyond`` how many rows of figures follow from there.
    """

    sheet: Sheet
    columns: tuple[Column, ...]
    rows: Sequence[int]
    heading: int
    above: tuple[str, ...] = ()
    unit: str | None = None
    end: int = 0
    beyond: int = 0
    is_whole: bool = True

    def cell(self, row: int, column: Column) -> str:
        """The text of a cell."""
        return self.sheet.cell(row, column.place)

    def label(self, row: int, column: Column) -> str:
        """The text of a cell that says what its row is; of merged cells, what stands in the first."""
        text = self.sheet.cell(row, column.place)
        return text if text.strip() or not self.sheet.merged else self.sheet.merged.get((row, column.place), "")

    def with_role(self, role: str) -> tuple[Column, ...]:
        """The columns that hold something."""
        return tuple(column for column in self.columns if column.role == role)


def find_table(sheet: Sheet) -> Table:
    """The first table of a sheet; raises Refused where no headings are found."""
    sheet = _first_column_divided(sheet)
    found = find_headings(sheet)
    rows, end = _body_rows(sheet, found)
    broken = len(sheet.rows) if sheet.broken is None else sheet.broken.row - 1
    return Table(
        sheet=sheet,
        columns=found.columns,
        rows=[row for row in rows if row < broken],
        heading=found.bottom - 1,
        above=tuple(text for row in sheet.rows[: found.top] for cell in row if (text := cell.strip())),
        unit=_unit_above(sheet, found.top) or _unit_below(sheet, end),
        end=end,
        beyond=sum(
            _is_row_of_figures(sheet.rows[row]) and not is_heading_row(sheet, row) for row in range(end, broken)
        ),
        is_whole=end < broken or sheet.broken is None,
    )


def _first_column_divided(sheet: Sheet) -> Sheet:
    """The sheet with a column for each key of Eurostat's TSV, whose first column holds all of them."""
    head = sheet.rows[0][0].strip() if sheet.rows and sheet.rows[0] else ""
    if "," not in head or not re.fullmatch(COLUMN_OF_KEYS, head, re.IGNORECASE):
        return sheet
    keys = head.partition("\\")[0].split(",")
    rows: list[Row] = [[*keys, *sheet.rows[0][1:]]]
    for row in sheet.rows[1:]:
        parts = row[0].split(",") if row else []
        rows.append([*parts, *row[1:]] if len(parts) == len(keys) else row)
    return sheet._replace(rows=rows, extra_columns=len(keys) - 1)


def _body_rows(sheet: Sheet, found: Headings) -> tuple[list[int], int]:
    """The rows of the table, and the row from which on nothing belongs to it."""
    rows: list[int] = []
    apart = alone = False
    head = sheet.rows[found.bottom - 1] if found.bottom > found.top else None
    for at in range(found.bottom, len(sheet.rows)):
        row = sheet.rows[at]
        if at in sheet.hidden_rows:
            continue
        if not any(cell.strip() for cell in row):
            apart = bool(rows)
            continue
        below_text = alone and bool(rows)
        alone = _stands_alone(row) and not any((at, place) in sheet.refused for place in range(1, 50))
        if alone and (_END.match(_first_text(row)) or (apart and not _figures_follow(sheet, at))):
            return rows, at
        if row == head:
            continue
        if (apart or below_text) and is_heading_row(sheet, at):
            return rows, at
        apart = False
        if not (alone and _is_title(row)):
            rows.append(at)
    return rows, len(sheet.rows)


def _is_title(row: Row) -> bool:
    """Whether a row holds one text and nothing else: the title of a group, or a note."""
    filled = [cell for cell in row if cell.strip()]
    return len(filled) == 1 and not is_figure_like(filled[0])


def _first_text(row: Row) -> str:
    return next(cell.strip() for cell in row if cell.strip())


def _stands_alone(row: Row) -> bool:
    """Whether a row holds text, and no figure or mark beside it."""
    filled = [cell for cell in row if cell.strip()]
    return len(filled) == 1 or not any(is_figure_like(cell) or is_missing(cell) for cell in filled[1:])


def _figures_follow(sheet: Sheet, at: int) -> bool:
    """Whether a row of text is the title of a group: the next row that is not empty holds figures."""
    for row in sheet.rows[at + 1 : at + 3]:
        if any(cell.strip() for cell in row):
            return _is_row_of_figures(row) and len([cell for cell in sheet.rows[at] if cell.strip()]) == 1
    return False


def _is_row_of_figures(row: Row) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return len(filled) > 1 and sum(is_figure_like(cell) for cell in filled[1:]) > 0


def _unit_above(sheet: Sheet, top: int) -> str | None:
    """The unit above the headings, for every figure that has none of its own: in one cell, or beside a word."""
    found: dict[str, str] = {}
    for row in sheet.rows[:top]:
        for place, cell in enumerate(row):
            if stated := _UNIT.fullmatch(" ".join(cell.split())):
                return stated["unit"].strip()
            word = plain_words(cell).rstrip(":")
            beside = row[place + 1].strip() if place + 1 < len(row) else ""
            if word in UNIT_KEYS and beside:
                found.setdefault("before" if word == UNIT_BEFORE else "unit", beside)
    return " ".join(found[part] for part in ("before", "unit") if part in found) or None


def _unit_below(sheet: Sheet, end: int) -> str | None:
    """The unit in the notes below a table, up to another table: 注：1.现价。2.单位：亿元。"""
    for row in range(end, min(end + _NOTES, len(sheet.rows))):
        if is_heading_row(sheet, row):
            break
        for cell in sheet.rows[row]:
            if found := _UNIT_BELOW.search(cell):
                return found["unit"].strip()
    return None
