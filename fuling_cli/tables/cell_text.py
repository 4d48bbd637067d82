"""A neutral table as people read it: every cell a text, with digits that never contradict a verdict."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from fuling_cli.core.decimals import decimals_apart
from fuling_cli.core.figure import Figure
from fuling_cli.core.target import Comparator
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Bilingual, Language, Message, Percent, Rounded, translate_value, words
from fuling_cli.tables.table import Cell, Column, Goal, Kind, Table

MISSING, OPEN = "-", "?"
AT_LEAST, AT_MOST = ">", "<"
STRICT: dict[Comparator, str] = {"least": "", "most": "", "more": "> ", "less": "< "}
"""The sign before a number that must be passed and not only reached; the blank tells it from a bound."""
SYMBOLS = {
    Verdict.ACHIEVED: "●",
    Verdict.ON_TRACK: "√",
    Verdict.BEHIND: "!",
    Verdict.FAR_BEHIND: "×",
    Verdict.REVERSING: "▼",
    Verdict.MISSED: "×",
    Verdict.UNDECIDED: "?",
    Verdict.NOT_ASSESSED: "-",
}
_NUMERIC = {
    Kind.COUNT,
    Kind.NUMBER,
    Kind.FIGURE,
    Kind.GOAL,
    Kind.DERIVED,
    Kind.RATIO,
    Kind.GROWTH,
    Kind.SHARE,
    Kind.YEAR,
}
_DECIMALS = r"(?<=\d)(\.\d+)?%?$"


class TextColumn(NamedTuple):
    """A heading, and what the cells below it are."""

    key: str
    heading: str
    kind: Kind
    under: str | None

    @property
    def numeric(self) -> bool:
        """True if the cells are numbers, which align on their decimal point."""
        return self.kind in _NUMERIC


class TextTable(NamedTuple):
    """A table in one language: nothing left but text. ``verdicts`` holds each row's verdict where there is one."""

    title: str
    columns: tuple[TextColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    verdicts: tuple[Verdict | None, ...]
    summary: str | None
    notes: tuple[str, ...]


def to_text_table(table: Table, language: Language, *, in_report: bool = False) -> TextTable:
    """The columns that are for people, in one language, with the same decimals down every computed column.

    A terminal has short headings and the ids that commands take; a report has full headings, and names alone.
    """
    places = [place for place, column in enumerate(table.columns) if column.shown or (column.typed and not in_report)]
    decimals = computed_decimals(table)
    rows = tuple(
        tuple(cell_text(table.columns[place].kind, row[place], decimals.get(place, 0), language) for place in places)
        for row in table.rows
    )
    shown = [table.columns[place] for place in places]
    return TextTable(
        title=table.title.translate(language),
        columns=tuple(
            TextColumn(one.key, heading_of(one, language, full=in_report), one.kind, one.under) for one in shown
        ),
        rows=rows,
        verdicts=tuple(next((cell for cell in row if isinstance(cell, Verdict)), None) for row in table.rows),
        summary=None if table.summary is None else table.summary.translate(language),
        notes=tuple(note.translate(language) for note in table.notes),
    )


def heading_of(column: Column, language: Language, *, full: bool) -> str:
    """The heading of a column; ``full`` where it need not be short, and no other column may have the same."""
    if column.heading is not None:
        return column.heading.translate(language)
    table_words = words(language)
    return (table_words.get(f"heading.{column.key}") if full else None) or table_words[f"column.{column.key}"]


def column_stacks(columns: Sequence[TextColumn]) -> tuple[tuple[int, ...], ...]:
    """The places of the columns, with every column that may stand under another one in the same stack."""
    by_key: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        stack = by_key.setdefault(column.key, []) if column.under not in by_key else by_key[column.under]
        by_key[column.key] = stack  # what stands under this column joins the same stack
        stack.append(place)
    return tuple(tuple(stack) for stack in {id(stack): stack for stack in by_key.values()}.values())


def align_numbers(cells: Sequence[str]) -> list[str]:
    """Numbers padded to one width, their decimal points below each other: a range's last one, and no sign's.

    >>> align_numbers(["1504.37", ">1700", "60.5..61.25", "-"])
    ['    1504.37', '   >1700   ', '60.5..61.25', '       -   ']
    """
    parts = [(cell.removesuffix(decimals), decimals) for cell in cells for decimals in (_decimals_part(cell),)]
    before = max((len(whole) for whole, _ in parts), default=0)
    after = max((len(decimals) for _, decimals in parts), default=0)
    return [f"{whole:>{before}}{decimals:<{after}}" for whole, decimals in parts]


def _decimals_part(number: str) -> str:
    found = re.search(_DECIMALS, number)
    return found[0] if found else ""


def computed_decimals(table: Table) -> dict[int, int]:
    """The decimals of each column, 0 of recorded ones; growth columns share theirs, since a verdict compares them."""
    by_place: dict[int, int] = {}
    growth = [place for place, column in enumerate(table.columns) if column.kind is Kind.GROWTH]
    rates = [[*_percent_numbers(row[place] for place in growth), Decimal(0)] for row in table.rows]
    apart = max((decimals_apart(each, 2) for each in rates), default=2)
    for place, column in enumerate(table.columns):
        match column.kind:
            case Kind.GROWTH:
                by_place[place] = apart
            case Kind.DERIVED:
                by_place[place] = max((_derived_decimals(table, row, place) for row in table.rows), default=1)
            case Kind.RATIO:
                by_place[place] = 2
            case _:
                by_place[place] = 0
    return by_place


def _percent_numbers(cells: Iterable[Cell]) -> list[Decimal]:
    return [cell.printed * 100 for cell in cells if isinstance(cell, Figure)]


def _derived_decimals(table: Table, row: Sequence[Cell], place: int) -> int:
    """Enough decimals to keep a computed value apart from the recorded and computed values beside it."""
    cell = row[place]
    if not isinstance(cell, Figure):
        return 1
    beside = [
        other.printed
        for column, other in zip(table.columns, row, strict=True)
        if column.shown and isinstance(other, Figure) and column.kind in (Kind.DERIVED, Kind.FIGURE)
    ]
    close = [number for number in beside if abs(number - cell.printed) < 1]
    return decimals_apart([cell.printed, *close], 1)


def cell_text(kind: Kind, cell: Cell, decimals: int, language: Language) -> str:
    """One cell as text."""
    match cell:
        case None:
            return MISSING
        case Bilingual() | Message():
            return cell.translate(language)
        case Figure() if kind is Kind.FIGURE:
            return figure_text(cell)
        case Goal(figure, at):
            return goal_text(figure, at)
        case Figure():
            return computed_text(kind, cell, decimals)
        case Verdict():
            return f"{SYMBOLS[cell]} {words(language)[f'verdict.{cell}']}"
        case bool():
            return words(language)["yes" if cell else "no"]
        case date():
            return _day_text(cell)
        case Decimal() if kind is Kind.RATIO:
            return str(Rounded(cell, decimals))
        case _:
            return translate_value(cell, language) or MISSING


def _day_text(day: date) -> str:
    """A day as it is typed, 2025-01-19; a moment to the minute."""
    return day.isoformat(" ", "minutes").replace("+00:00", "Z") if isinstance(day, datetime) else day.isoformat()


def figure_text(figure: Figure, *, grouped: bool = False) -> str:
    """A figure as it is recorded again: 1504.37, >1700, <2500 or 1700..1800; ``grouped`` by commas where asked."""
    style = ",f" if grouped else "f"
    if figure.exact:
        return f"{figure.printed:{style}}"
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:{style}}..{figure.high:{style}}"
    return f"{AT_MOST if figure.low is None else AT_LEAST}{figure.printed:{style}}"


def goal_text(figure: Figure, at: Comparator) -> str:
    """The number to reach: 2100, or > 15 where it must be passed."""
    return STRICT[at] + figure_text(figure)


def computed_text(kind: Kind, number: Figure, decimals: int) -> str:
    """A computed number; a bound is rounded outwards, since a nearer one would not hold."""

    def text(end: Decimal, rounding: str = ROUND_HALF_UP) -> str:
        shape = Rounded if kind is Kind.DERIVED else Percent
        return str(shape(end, decimals, rounding))

    low, high = number.low, number.high
    if low is not None and low == high:
        return text(low)
    ends = ["" if low is None else text(low, ROUND_FLOOR), "" if high is None else text(high, ROUND_CEILING)]
    if low is not None and high is not None:
        return "..".join(ends)
    return AT_LEAST + ends[0] if ends[0] else AT_MOST + ends[1] if ends[1] else OPEN
