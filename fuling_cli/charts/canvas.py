"""Lines and marks drawn with characters: braille, with two by four dots a cell, or one plain character a cell.

Everything drawn has a role, such as ``planned``, that a terminal may choose a color by; shapes alone tell them apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The dots of a braille cell, row by row: https://www.unicode.org/charts/PDF/U2800.pdf."""
BLANK = 0x2800


class Piece(NamedTuple):
    """Characters of one role in a line."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: the dots that are set of every so many, and the character where there is no braille.

    ``bold`` sets the dot below as well, so that the line is seen where it runs along another one. A plain character
    counts as two dots.
    """

    role: str
    plain: str
    on: int = 1
    of: int = 1
    bold: bool = False


@dataclass
class Canvas:
    """Cells by column and row, from the upper left; dots by x and y, likewise."""

    columns: int
    rows: int
    braille: bool
    _cells: dict[tuple[int, int], Piece] = field(default_factory=dict)
    _dots: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def across(self) -> int:
        """The dots beside each other in a cell."""
        return 2 if self.braille else 1

    @property
    def down(self) -> int:
        """The dots below each other in a cell."""
        return 4 if self.braille else 1

    def dot(self, x: int, y: int, role: str, plain: str) -> None:
        """Set one dot; nothing outside the canvas."""
        column, row = x // self.across, y // self.down
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return
        text = plain
        if self.braille:
            bits = self._dots.get((column, row), 0) | _BITS[y % self.down][x % self.across]
            self._dots[column, row] = bits
            text = chr(BLANK + bits)
        self._cells[column, row] = Piece(text, role)

    def line(self, points: Sequence[tuple[int, int]], stroke: Stroke) -> None:
        """Join the points; the pattern of the stroke goes on from one to the next."""
        for step, (x, y) in enumerate(_dots_between(points)):
            if step * 2 // self.across % stroke.of < stroke.on:
                self.dot(x, y, stroke.role, stroke.plain)
                if stroke.bold and self.braille:
                    self.dot(x, y + 1, stroke.role, stroke.plain)

    def write(self, column: int, row: int, text: str, role: str = "") -> None:
        """Put characters over what is there, one a cell; nothing outside the canvas."""
        for place, character in enumerate(text, start=column):
            if 0 <= place < self.columns and 0 <= row < self.rows:
                self._cells[place, row] = Piece(character, role)

    def is_free(self, column: int, row: int, width: int) -> bool:
        """Whether so many cells of a row are empty, and on the canvas or just one beyond its right."""
        inside = 0 <= row < self.rows and column >= 0 and column + width <= self.columns + 1
        return inside and not any((place, row) in self._cells for place in range(column, column + width))

    def lines(self) -> Iterator[tuple[Piece, ...]]:
        """The rows from above, each in pieces of one role, without spaces at the end."""
        for row in range(self.rows):
            cells = [self._cells.get((column, row), Piece(" ")) for column in range(self.columns)]
            while cells and cells[-1].text == " ":
                cells.pop()
            yield tuple(
                Piece("".join(cell.text for cell in same), role)
                for role, same in groupby(cells, key=lambda cell: cell.role)
            )


def _dots_between(points: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The dots from point to point, none twice; the longer side counts the steps.

    >>> list(_dots_between([(0, 0), (4, 2)]))
    [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2)]
    """
    yield from points[:1]
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = max(abs(to_x - x), abs(to_y - y))
        for step in range(1, steps + 1):
            yield x + _scale_rounded(to_x - x, step, steps), y + _scale_rounded(to_y - y, step, steps)


def _scale_rounded(whole: int, step: int, steps: int) -> int:
    """``whole * step / steps``, halves rounded up."""
    return (2 * whole * step + steps) // (2 * steps)
