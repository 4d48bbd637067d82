"""Any table as a screen: its title, its columns for people under their headings, and what is said below them."""

from fuling_cli.language import Language
from fuling_cli.tables.cell_text import MISSING, TextColumn, TextTable, to_text_table
from fuling_cli.tables.table import Kind, Table
from fuling_cli.terminal.screen import (
    EMPTY,
    VERDICT_STYLES,
    Grid,
    GridColumn,
    GridRow,
    Heading,
    Piece,
    Screen,
    Style,
    line,
)

FOLDING = {Kind.TEXT, Kind.NAME, Kind.WORDS, Kind.LIST}
"""The kinds whose texts may be broken into lines; numbers, days and verdicts never are."""


def table_screen(table: Table, language: Language) -> Screen:
    """The screen of a table that has no other."""
    people = to_text_table(table, language)
    below = [text for text in (people.summary, *people.notes) if text is not None]
    return Screen(
        (
            Heading(people.title),
            EMPTY,
            grid_of(people),
            *([EMPTY] if below else []),
            *(line(text) for text in below),
        )
    )


def grid_of(people: TextTable) -> Grid:
    """The columns and rows of a table in one language."""
    return Grid(
        tuple(GridColumn(one.heading, one.numeric, one.kind in FOLDING) for one in people.columns),
        tuple(
            GridRow(
                tuple(
                    (Piece(text, cell_style(column, text, people, place)),)
                    for column, text in zip(people.columns, row, strict=True)
                )
            )
            for place, row in enumerate(people.rows)
        ),
    )


def cell_style(column: TextColumn, text: str, people: TextTable, row: int) -> Style:
    """A verdict in its color, a missing number pale."""
    verdict = people.verdicts[row]
    if column.kind is Kind.VERDICT and verdict is not None:
        return VERDICT_STYLES[verdict]
    return "dim" if text == MISSING else ""
