"""How a people's table fits a width: columns side by side, some below each other, or each row as a block of lines.

No cell is ever cut. Widths are counted in the cells of a terminal, where a Chinese character takes two; ``measure``
counts them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from fuling_cli.tables.cell_text import ShownColumn, ShownTable
from fuling_cli.tables.table import Kind

Measure: TypeAlias = Callable[[str], int]

GAP = 2
LEAST_WORDS, LEAST_HEADING = 12, 8
_BREAKABLE = {Kind.TEXT, Kind.NAME, Kind.WORDS, Kind.LIST}
_DECIMALS = re.compile(r"(?<=\d)(\.\d+)?%?$")
# What a line break leaves whole: a Latin word, or its part up to a hyphen, or one character of any other script.
_PIECE = re.compile(r"[!-,.-~]*-+ *|[!-~]+ *|[^!-~] *")


class Lane(NamedTuple):
    """One column as drawn: numbers padded to one width, two lines a cell where two columns share it.

    ``natural`` is the width that breaks nothing, ``whole`` one that breaks the heading only, ``least`` one that
    breaks texts too, between words; numbers, days and verdicts never break.
    """

    headings: tuple[str, ...]
    cells: tuple[str, ...]
    numeric: bool
    verdict: bool
    natural: int
    whole: int
    least: int


class Grid(NamedTuple):
    """Lanes with the widths they are given."""

    lanes: tuple[Lane, ...]
    widths: tuple[int, ...]

    def headings(self, measure: Measure) -> list[str]:
        """The heading of each lane, drawn as its cells are."""
        return [_box("\n".join(lane.headings), lane, width, measure) for lane, width in self._sized()]

    def rows(self, measure: Measure) -> Iterator[list[str]]:
        """The cells of each row, broken and padded to the widths of their lanes."""
        columns = ([_box(cell, lane, width, measure) for cell in lane.cells] for lane, width in self._sized())
        return map(list, zip(*columns, strict=True))

    def _sized(self) -> Iterator[tuple[Lane, int]]:
        return zip(self.lanes, self.widths, strict=True)


class Block(NamedTuple):
    """One row as lines: its first cell and its verdict, then "label: cell" of every other column."""

    name: str
    verdict: str
    details: tuple[str, ...]


def folded(text: str, width: int | None, measure: Measure, *, indent: int) -> Iterator[str]:
    """A text in lines of at most ``width``, broken between words or Chinese characters; whole where None is given.

    What is folded hangs by twice the indent; a word longer than the line keeps its own. No line begins with a comma,
    a full stop or a closing bracket.
    """
    line = " " * indent
    for word in re.findall(r"\s*(?:[^\s\u2e80-\uffef]+|[\u2e80-\uffef])[，。：；、！？）”’》]*", text):
        if width is not None and line.strip() and measure(line + word) >= width:
            yield line
            line = " " * (2 * indent) + word.lstrip()
        else:
            line += word
    yield line


def cleaned(table: ShownTable, clean: Callable[[str], str]) -> ShownTable:
    """The table with every text in it passed through ``clean``."""
    return table._replace(
        title=clean(table.title),
        columns=tuple(column._replace(heading=clean(column.heading)) for column in table.columns),
        rows=tuple(tuple(clean(cell) for cell in row) for row in table.rows),
        summary=None if table.summary is None else clean(table.summary),
        notes=tuple(clean(note) for note in table.notes),
    )


def one_line(table: ShownTable, measure: Measure) -> Grid:
    """Every row on one line, as wide as it comes."""
    lanes = tuple(_lane(column, cells, measure) for column, cells in zip(table.columns, _by_column(table), strict=True))
    return Grid(lanes, tuple(lane.natural for lane in lanes))


def fitted(table: ShownTable, width: int, measure: Measure) -> Grid | None:
    """The grid that stays closest to one line a row within ``width``; None where only blocks fit.

    Tried in turn: one line a row; headings broken; columns below each other; texts broken. Extras are drawn where they
    break no text, with room for a terminal on which they are twice as wide.
    """
    extras = [place for place, column in enumerate(table.columns) if column.extra]
    wide = max((measure(row[place]) for row in table.rows for place in extras), default=0)
    plain = without_extras(table)
    grid = _closest(table, width - wide, measure, ("whole",)) if wide else None
    return grid or _closest(plain, width, measure, ("whole", "least"))


def without_extras(table: ShownTable) -> ShownTable:
    """The table without the columns that are drawn only where there is room."""
    kept = [place for place, column in enumerate(table.columns) if not column.extra]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return table._replace(columns=tuple(table.columns[place] for place in kept), rows=rows)


def _closest(table: ShownTable, width: int, measure: Measure, floors: Sequence[str]) -> Grid | None:
    flat = one_line(table, measure)
    if _total(flat.widths) <= width:
        return flat
    stacked = _stacked(table, flat.lanes)
    for lanes, floor in ((flat.lanes, "whole"), *((stacked, floor) for floor in floors)):
        widths = _shrunk(lanes, [getattr(lane, floor) for lane in lanes], width)
        if widths is not None:
            return Grid(lanes, widths)
    return None


def lines(table: ShownTable, measure: Measure) -> Iterator[str]:
    """One plain line a row, all of one width, below the headings and a rule."""
    grid = one_line(table, measure)
    for cells in (grid.headings(measure), ["-" * width for width in grid.widths], *grid.rows(measure)):
        yield (" " * GAP).join(cells)


def blocks(table: ShownTable, width: int, measure: Measure, mark: str) -> Iterator[Block]:
    """Each row as a block; ``mark`` stands between a label and its cell. Numbers are aligned where that fits."""
    verdict = next((place for place, column in enumerate(table.columns) if column.kind is Kind.VERDICT), 0)
    others = [place for place in range(1, len(table.columns)) if place != verdict]
    labels = {place: table.columns[place].heading + mark for place in others}
    values = dict(enumerate(_by_column(table)))
    numbers = [place for place in others if table.columns[place].numeric]
    together = aligned([cell for place in numbers for cell in values[place]])
    widest = max(map(measure, labels.values()), default=0)
    if widest + max(map(measure, together), default=0) <= width:
        labels = {place: _padded(label, widest, measure, right=False) for place, label in labels.items()}
        for place, start in zip(numbers, range(0, len(together), len(table.rows) or 1), strict=False):
            values[place] = together[start : start + len(table.rows)]
    for at, row in enumerate(table.rows):
        details = tuple((labels[place] + values[place][at]).rstrip() for place in others)
        yield Block(row[0], row[verdict] if verdict else "", details)


def aligned(cells: Sequence[str]) -> list[str]:
    """Numbers padded to one width, their decimal points below each other: a range's last one, and no sign's.

    >>> aligned(["1504.37", ">1700", "60.5..61.25", "-"])
    ['    1504.37', '   >1700   ', '60.5..61.25', '       -   ']
    """
    parts = [(cell.removesuffix(decimals), decimals) for cell in cells for decimals in (_decimals(cell),)]
    before = max((len(whole) for whole, _ in parts), default=0)
    after = max((len(decimals) for _, decimals in parts), default=0)
    return [f"{whole:>{before}}{decimals:<{after}}" for whole, decimals in parts]


def _decimals(number: str) -> str:
    found = _DECIMALS.search(number)
    return found[0] if found else ""


def _by_column(table: ShownTable) -> list[list[str]]:
    return [[row[place] for row in table.rows] for place in range(len(table.columns))]


def _lane(column: ShownColumn, cells: list[str], measure: Measure) -> Lane:
    drawn = aligned(cells) if column.numeric else cells
    widest = max(map(measure, drawn), default=0)
    heading = measure(column.heading)
    whole = max(widest, min(heading, max(LEAST_HEADING, _longest_word(column.heading, measure))))
    words = max((_longest_word(cell, measure) for cell in cells), default=0) if column.kind in _BREAKABLE else whole
    return Lane(
        headings=(column.heading,),
        cells=tuple(drawn),
        numeric=column.numeric,
        verdict=column.kind is Kind.VERDICT,
        natural=max(widest, heading),
        whole=whole,
        least=min(whole, max(LEAST_WORDS, words)),
    )


def _longest_word(text: str, measure: Measure) -> int:
    """The widest piece without a place to break."""
    return max((measure(piece.rstrip()) for piece in _PIECE.findall(text)), default=0)


def piles(columns: Sequence[ShownColumn]) -> tuple[tuple[int, ...], ...]:
    """The places of the columns, with every column that may stand under another one in the same pile."""
    by_key: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        pile = by_key.setdefault(column.key, []) if column.under not in by_key else by_key[column.under]
        by_key[column.key] = pile  # what stands under this column joins the same pile
        pile.append(place)
    return tuple(tuple(pile) for pile in {id(pile): pile for pile in by_key.values()}.values())


def _stacked(table: ShownTable, lanes: Sequence[Lane]) -> tuple[Lane, ...]:
    """The lanes with every column that may stand under another one there."""
    return tuple(_pile([lanes[place] for place in pile]) for pile in piles(table.columns))


def _pile(pile: list[Lane]) -> Lane:
    if len(pile) == 1:
        return pile[0]
    return Lane(
        headings=tuple(heading for lane in pile for heading in lane.headings),
        cells=tuple("\n".join(cells) for cells in zip(*(lane.cells for lane in pile), strict=True)),
        numeric=pile[0].numeric,
        verdict=any(lane.verdict for lane in pile),
        natural=max(lane.natural for lane in pile),
        whole=max(lane.whole for lane in pile),
        least=max(lane.least for lane in pile),
    )


def _shrunk(lanes: Sequence[Lane], floors: Sequence[int], width: int) -> tuple[int, ...] | None:
    """Widths that add up to ``width``, taken from the widest lanes first and never below their floors."""
    widths = [lane.natural for lane in lanes]
    while _total(widths) > width:
        slack = [place for place, floor in enumerate(floors) if widths[place] > floor]
        if not slack:
            return None
        widths[max(slack, key=widths.__getitem__)] -= 1
    return tuple(widths)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * max(len(widths) - 1, 0)


def _box(cell: str, lane: Lane, width: int, measure: Measure) -> str:
    """The lines of a cell, broken where they are wider than their lane, padded to its width."""
    broken = (part for line in cell.split("\n") for part in _broken(line, width, measure))
    return "\n".join(_padded(line, width, measure, right=lane.numeric) for line in broken)


def _broken(text: str, width: int, measure: Measure) -> list[str]:
    """The text in lines of at most ``width`` cells, broken between words; only a word that is wider stays so."""
    if measure(text) <= width:
        return [text]
    broken = [""]
    for piece in _PIECE.findall(text):
        if broken[-1] and measure(broken[-1] + piece.rstrip()) > width:
            broken[-1] = broken[-1].rstrip()
            broken.append("")
        broken[-1] += piece
    return broken


def _padded(text: str, width: int, measure: Measure, *, right: bool) -> str:
    spaces = " " * (width - measure(text))
    return spaces + text if right else text + spaces
