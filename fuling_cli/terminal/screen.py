"""What a screen is made of: lines and grids of styled text in one language, before they are drawn."""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple, TypeAlias

from fuling_cli.core.verdict import Verdict
from fuling_cli.tables.cell_text import MISSING

Style: TypeAlias = Literal["", "strong", "dim", "good", "open", "bad", "planned", "needed", "pace"]

VERDICT_STYLES: dict[Verdict, Style] = {
    Verdict.ACHIEVED: "good",
    Verdict.ON_TRACK: "good",
    Verdict.BEHIND: "open",
    Verdict.FAR_BEHIND: "bad",
    Verdict.REVERSING: "bad",
    Verdict.MISSED: "bad",
    Verdict.UNDECIDED: "open",
    Verdict.NOT_ASSESSED: "dim",
}


class Piece(NamedTuple):
    """Text of one style."""

    text: str
    style: Style = ""


Cell: TypeAlias = tuple[Piece, ...]
"""One or more pieces beside each other."""


class Line(NamedTuple):
    """Text that is folded at the width of the screen; ``hang`` indents the lines after the first."""

    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    hang: int = 0

    @property
    def text(self) -> str:
        """The text without its styles."""
        return "".join(piece.text for piece in self.pieces)


class Heading(NamedTuple):
    """The first line of a screen: a title, and the day it shows at the right."""

    title: str
    day: str = ""


class GridColumn(NamedTuple):
    """A column of a grid: numbers stand to the right, and only what ``folds`` may be broken into lines.

    Neighbours of the same ``group`` stand under one heading.
    """

    heading: str
    numeric: bool = False
    folds: bool = False
    group: str = ""


class GridRow(NamedTuple):
    """The cells of a row, and the lines above and below that concern it alone."""

    cells: tuple[Cell, ...]
    below: tuple[Line, ...] = ()
    above: tuple[Line, ...] = ()


class Grid(NamedTuple):
    """Rows under headings, between two rules where they are wanted; ``indent`` cells stand before it."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    indent: int = 0
    rules: bool = True

    @property
    def has_headings(self) -> bool:
        """True if any column has a heading."""
        return any(column.heading for column in self.columns)


Block: TypeAlias = Heading | Line | Grid


class Screen(NamedTuple):
    """Blocks below each other."""

    blocks: tuple[Block, ...]

    @property
    def rows(self) -> int:
        """The rows of its grids."""
        return sum(len(block.rows) for block in self.blocks if isinstance(block, Grid))

    def sanitized(self, clean: Callable[[str], str]) -> "Screen":
        """The screen with every text in it passed through ``clean``."""
        return Screen(tuple(_sanitize_block(block, clean) for block in self.blocks))


def _sanitize_block(block: Block, clean: Callable[[str], str]) -> Block:
    def pieces(given: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return tuple(Piece(clean(piece.text), piece.style) for piece in given)

    def line(given: Line) -> Line:
        return given._replace(pieces=pieces(given.pieces))

    match block:
        case Heading(title, day):
            return Heading(clean(title), clean(day))
        case Line():
            return line(block)
        case Grid(columns, rows):
            return block._replace(
                columns=tuple(one._replace(heading=clean(one.heading), group=clean(one.group)) for one in columns),
                rows=tuple(
                    GridRow(tuple(map(pieces, row.cells)), tuple(map(line, row.below)), tuple(map(line, row.above)))
                    for row in rows
                ),
            )


EMPTY = Line()


def line(text: str, style: Style = "", *, indent: int = 0, hang: int | None = None) -> Line:
    """A line of one style; what is folded hangs as far as it is indented, unless another ``hang`` is given."""
    return Line((Piece(text, style),), indent, indent if hang is None else hang)


def cell(text: str, style: Style = "") -> Cell:
    """A cell of one style."""
    return (Piece(text, style),)


def value_cell(text: str, style: Style = "") -> Cell:
    """A cell of one style, or a pale one where the value is missing."""
    return cell(text, "dim" if text == MISSING else style)


_ROLES: dict[str, Style] = {
    "title": "strong",
    "actual": "strong",
    "goal": "strong",
    "planned": "planned",
    "needed": "needed",
    "pace": "pace",
}


def chart_line(drawn: Iterable[tuple[str, str]]) -> Line:
    """A line of a chart, whose pieces have roles instead of styles."""
    return Line(tuple(Piece(text, _ROLES.get(role, "")) for text, role in drawn))
