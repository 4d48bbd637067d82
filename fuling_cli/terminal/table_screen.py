"""Any table as a screen: its title, its columns for people under their headings, and what is said below them."""

from collections.abc import Iterator

from rich.cells import cell_len

from fuling_cli.language import Language, words
from fuling_cli.tables.cell_text import MISSING, TextTable, to_text_table
from fuling_cli.tables.table import Kind, Table
from fuling_cli.terminal.layout import column_widths, grid_width
from fuling_cli.terminal.screen import (
    EMPTY,
    VERDICT_STYLES,
    Block,
    Cell,
    Grid,
    GridColumn,
    GridRow,
    Heading,
    Line,
    Piece,
    Screen,
    cell,
    line,
    value_cell,
)

FOLDING = {Kind.TEXT, Kind.NAME, Kind.WORDS, Kind.LIST}
"""The kinds whose texts may be broken into lines; numbers, days and verdicts never are."""


def table_screen(table: Table, language: Language, width: int | None) -> Screen:
    """The screen of a table that has no other: a grid, or the rows one by one where no grid is narrow enough."""
    people = to_text_table(table, language)
    below = [text for text in (people.summary, *people.notes) if text is not None]
    grid = grid_of(people)
    fits = width is None or grid_width(grid, column_widths(grid, width, cell_len)) <= width
    middle: list[Block] = [grid] if fits else [*_rows_one_by_one(people, grid, words(language)["terminal.mark"])]
    return Screen((Heading(people.title), EMPTY, *middle, *([EMPTY] if below else []), *map(line, below)))


def grid_of(people: TextTable) -> Grid:
    """The columns and rows of a table in one language."""
    columns = (GridColumn(one.heading, one.numeric, one.kind in FOLDING) for one in people.columns)
    rows = (
        GridRow(tuple(_styled_cell(people, row, place) for place in range(len(people.columns))))
        for row in range(len(people.rows))
    )
    return Grid(tuple(columns), tuple(rows))


def _styled_cell(people: TextTable, row: int, place: int) -> Cell:
    """A verdict in its color, a missing value pale."""
    text, verdict = people.rows[row][place], people.verdicts[row]
    if people.columns[place].kind is Kind.VERDICT and verdict is not None:
        return cell(text, VERDICT_STYLES[verdict])
    return value_cell(text)


def _rows_one_by_one(people: TextTable, grid: Grid, mark: str) -> Iterator[Line]:
    """Each row as lines: what it is called, then every other cell that is not empty behind its heading."""
    for number, row in enumerate(grid.rows):
        if number:
            yield EMPTY
        for place, (column, (piece,)) in enumerate(zip(people.columns, row.cells, strict=True)):
            if not place:
                yield line(piece.text, "strong")
            elif piece.text != MISSING:
                yield Line((Piece(column.heading + mark), piece), indent=2, hang=4)
