"""How wide the columns of a grid are, and its lines without Rich, for pipes and very long tables."""

from collections.abc import Iterable, Iterator, Sequence

from fuling_cli.tables.wrapping import Measure, longest_piece
from fuling_cli.terminal.screen import Grid, GridColumn, Heading, Line, Piece, Screen

GAP = 2
USUAL = 78
"""Cells at the end of which the day stands where the grid is narrower."""
LEAST_FOLDED = 12
"""Cells that a column keeps whose texts are folded, where its words are shorter."""


def cell_text(pieces: Sequence[Piece]) -> str:
    """The text of a cell."""
    return "".join(piece.text for piece in pieces)


def column_widths(grid: Grid, width: int | None, measure: Measure) -> tuple[int, ...]:
    """The cells of each column: as wide as its texts, or narrower where they fold and the grid is too wide.

    No column is narrower than its widest number or word, so a grid of many columns may stay wider than ``width``.
    """
    texts = [[cell_text(row.cells[place]) for row in grid.rows] for place in range(len(grid.columns))]
    widths = [
        max(map(measure, (column.heading, *cells)), default=0)
        for column, cells in zip(grid.columns, texts, strict=True)
    ]
    excess = 0 if width is None else grid.indent + sum(widths) + GAP * (len(widths) - 1) - width
    if excess <= 0:
        return tuple(widths)
    floors = [
        _least_width((column.heading, *cells), measure) if column.folds else widest
        for column, cells, widest in zip(grid.columns, texts, widths, strict=True)
    ]
    while excess > 0 and (loose := [place for place, floor in enumerate(floors) if widths[place] > floor]):
        widths[max(loose, key=widths.__getitem__)] -= 1
        excess -= 1
    return tuple(widths)


def _least_width(texts: Sequence[str], measure: Measure) -> int:
    longest = max(longest_piece(text, measure) for text in texts)
    return max(longest, min(LEAST_FOLDED, max(map(measure, texts))))


def grid_width(grid: Grid, widths: Sequence[int]) -> int:
    """The cells that a grid takes."""
    return grid.indent + sum(widths) + GAP * (len(widths) - 1)


def group_line(columns: Sequence[GridColumn], widths: Sequence[int], measure: Measure, rule: str) -> str:
    """The headings that several columns share, each in the middle of a rule above them; empty where there is none."""
    parts: list[str] = []
    place = 0
    while place < len(columns):
        group = columns[place].group
        end = place + 1
        while group and end < len(columns) and columns[end].group == group:
            end += 1
        room = sum(widths[place:end]) + GAP * (end - place - 1)
        if group:
            free = max(room - measure(group) - 2, 0)
            parts.append(f"{rule * (free // 2)} {group} {rule * (free - free // 2)}")
        else:
            parts.append(" " * room)
        place = end
    return (" " * GAP).join(parts).rstrip()


def plain_lines(screen: Screen, measure: Measure) -> Iterator[str]:
    """The lines of a screen without any style, each as long as it comes, without blanks at their ends."""
    wide = screen_width(screen, None, measure)
    for block in screen.blocks:
        match block:
            case Heading(title, day):
                yield heading_text(title, day, wide, measure)
            case Line():
                yield " " * block.indent + block.text
            case Grid():
                yield from _plain_grid(block, measure)


def _plain_grid(grid: Grid, measure: Measure) -> Iterator[str]:
    widths = column_widths(grid, None, measure)

    def row(texts: Iterable[str]) -> str:
        padded = []
        for column, text, wide in zip(grid.columns, texts, widths, strict=True):
            blanks = " " * (wide - measure(text))
            padded.append(blanks + text if column.numeric else text + blanks)
        return (" " * grid.indent + (" " * GAP).join(padded)).rstrip()

    if grid.has_headings:
        yield row(column.heading for column in grid.columns)
    for each in grid.rows:
        yield from (" " * above.indent + above.text for above in each.above)
        yield row(map(cell_text, each.cells))
        yield from (" " * below.indent + below.text for below in each.below)


def widest_grid(screen: Screen, width: int | None, measure: Measure) -> int:
    """The cells of the widest grid, which may be more than ``width``."""
    grids = (block for block in screen.blocks if isinstance(block, Grid))
    return max((grid_width(grid, column_widths(grid, width, measure)) for grid in grids), default=0)


def screen_width(screen: Screen, width: int | None, measure: Measure) -> int:
    """The cells at the end of which the heading's day stands: those of the widest grid, as far as there is room."""
    wide = max(widest_grid(screen, width, measure), min(width or USUAL, USUAL))
    return wide if width is None else min(wide, width)


def heading_text(title: str, day: str, width: int, measure: Measure) -> str:
    """The title, and the day at the right of ``width``; a gap between them where that is narrower."""
    blanks = max(width - measure(title) - measure(day), GAP)
    return title + " " * blanks + day if day else title
