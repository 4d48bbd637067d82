"""Screens drawn by Rich, in the named colors of the terminal, which suit its background whatever it is."""

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from fuling_cli.tables.wrapping import line_spans, wrap
from fuling_cli.terminal.layout import (
    GAP,
    column_widths,
    grid_width,
    group_line,
    heading_text,
    screen_width,
    widest_grid,
)
from fuling_cli.terminal.screen import Grid, GridColumn, GridRow, Heading, Line, Piece, Screen, Style

STYLES: dict[Style, str] = {
    "": "",
    "strong": "bold",
    "dim": "dim",
    "good": "green",
    "open": "yellow",
    "bad": "red",
    "planned": "blue",
    "needed": "red",
    "pace": "green",
}
"""Only names, so that the terminal's own palette decides how they look."""

UNLIMITED = 10_000
"""Cells of a line off a terminal, where nothing is folded."""


def draw_screen(screen: Screen, width: int | None, *, colored: bool, rule: str) -> str:
    """The screen as text, folded at ``width`` or one line a row where that is None."""
    file = StringIO()
    wide = screen_width(screen, width, cell_len)
    console = Console(
        file=file,
        color_system="standard" if colored else None,
        width=max(widest_grid(screen, width, cell_len), width or UNLIMITED),
        legacy_windows=False,
        force_jupyter=False,
        _environ={},  # the environment has been asked already
    )
    for block in screen.blocks:
        for drawn in _drawn_block(block, width, wide, rule):
            console.print(drawn, markup=False, emoji=False, highlight=False, soft_wrap=isinstance(drawn, Text))
    return "".join(f"{one.rstrip(' ')}\n" for one in file.getvalue().splitlines())


def _drawn_block(block: Heading | Line | Grid, width: int | None, wide: int, rule: str) -> Iterator[Text | Padding]:
    match block:
        case Heading(title, day):
            yield from _drawn_heading(title, day, width, wide)
        case Line():
            yield from _fold_line(block, width)
        case Grid():
            yield from _drawn_grid(block, width, rule)


def _drawn_heading(title: str, day: str, width: int | None, wide: int) -> Iterator[Text]:
    if width is not None and cell_len(title) + GAP + cell_len(day) > width:
        yield from (Text(one, "bold") for one in wrap(title, width, cell_len))
        yield from [Text(day)] if day else []
    else:
        rest = heading_text(title, day, wide, cell_len).removeprefix(title)
        yield Text(title, "bold").append(rest, "not bold")


def _fold_line(given: Line, width: int | None) -> Iterator[Text]:
    """The line in lines of the screen, each piece in its style."""
    styled = _rich_text(given.pieces)
    spans = line_spans(styled.plain, width, cell_len, indent=given.indent, hang=given.hang)
    for number, span in enumerate(spans):
        yield Text(" " * (given.hang if number else given.indent)).append(styled[span])


def _rich_text(pieces: Sequence[Piece]) -> Text:
    return Text.assemble(*((piece.text, STYLES[piece.style]) for piece in pieces))


def _drawn_grid(grid: Grid, width: int | None, rule: str) -> Iterator[Text | Padding]:
    """Rows of fixed widths, below each the lines that concern it."""
    widths = column_widths(grid, width, cell_len)
    rules = (
        [Text(rule * grid_width(grid, widths), "dim")] if grid.has_headings and grid.rules and width is not None else []
    )
    if grid.has_headings:
        groups = group_line(grid.columns, widths, cell_len, rule)
        yield from [Text(" " * grid.indent + groups, "dim")] if groups else []
        yield _drawn_rows(grid, [GridRow(tuple((Piece(one.heading, "strong"),) for one in grid.columns))], widths)
        yield from rules
    together: list[GridRow] = []
    for row in (*grid.rows, GridRow(())):  # the last one only ends the run before it
        if together and (row.above or together[-1].below or not row.cells):
            yield _drawn_rows(grid, together, widths)
            for below in together[-1].below:
                yield from _fold_line(below, width)
            together = []
        for above in row.above:
            yield from _fold_line(above, width)
        together.append(row)
    yield from rules


def _drawn_rows(grid: Grid, rows: Sequence[GridRow], widths: Sequence[int]) -> Padding:
    drawn = RichTable.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    for width in widths:
        drawn.add_column(width=width, no_wrap=True)
    for row in rows:
        drawn.add_row(*map(_drawn_cell, grid.columns, row.cells, widths))
    return Padding(drawn, (0, 0, 0, grid.indent), expand=False)


def _drawn_cell(column: GridColumn, pieces: tuple[Piece, ...], width: int) -> Text:
    """A cell: a text in the lines that its column has room for, a number moved to the right."""
    if column.folds:
        return Text("\n").join(_fold_line(Line(pieces), width))
    styled = _rich_text(pieces)
    return Text(" " * (width - styled.cell_len)).append(styled) if column.numeric else styled
