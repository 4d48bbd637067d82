"""A neutral table as people read it: every cell a text, with digits that never contradict a verdict."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from fuling_cli.core.decimals import decimals_apart
from fuling_cli.core.figure import Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Bilingual, Language, Message, Percent, Rounded, spoken, words
from fuling_cli.tables.sketch import Heights, meter, sparkline
from fuling_cli.tables.table import Cell, Column, Kind, Table

MISSING, OPEN = "-", "?"
AT_LEAST, AT_MOST = ">", "<"
SYMBOLS = {
    Verdict.ACHIEVED: "●",
    Verdict.ON_TRACK: "√",
    Verdict.BEHIND: "▲",
    Verdict.FAR_BEHIND: "×",
    Verdict.REVERSING: "▼",
    Verdict.MISSED: "×",
    Verdict.UNDECIDED: "?",
    Verdict.NOT_ASSESSED: "-",
}
_NUMERIC = {Kind.COUNT, Kind.NUMBER, Kind.FIGURE, Kind.DERIVED, Kind.RATIO, Kind.GROWTH, Kind.SHARE, Kind.YEAR}


class ShownColumn(NamedTuple):
    """A heading, and what the cells below it are."""

    key: str
    heading: str
    kind: Kind
    under: str | None
    extra: bool = False

    @property
    def numeric(self) -> bool:
        """Whether the cells are numbers, which align on their decimal point."""
        return self.kind in _NUMERIC


class ShownTable(NamedTuple):
    """A table in one language: nothing left but text. ``verdicts`` holds each row's verdict where there is one."""

    title: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    verdicts: tuple[Verdict | None, ...]
    summary: str | None
    notes: tuple[str, ...]


def shown(table: Table, language: Language, *, extras: bool = False) -> ShownTable:
    """The columns that are for people, in one language, with the same decimals down every computed column."""
    places = [place for place, column in enumerate(table.columns) if column.shown and (extras or not column.extra)]
    decimals = computed_decimals(table)
    rows = tuple(
        tuple(_text(table.columns[place], row[place], decimals.get(place, 0), language) for place in places)
        for row in table.rows
    )
    table_words = words(language)
    return ShownTable(
        title=table.title.in_language(language),
        columns=tuple(
            ShownColumn(
                table.columns[place].key,
                table_words[f"column.{table.columns[place].key}"],
                table.columns[place].kind,
                table.columns[place].under,
                table.columns[place].extra,
            )
            for place in places
        ),
        rows=rows,
        verdicts=tuple(next((cell for cell in row if isinstance(cell, Verdict)), None) for row in table.rows),
        summary=None if table.summary is None else table.summary.in_language(language),
        notes=tuple(note.in_language(language) for note in table.notes),
    )


def computed_decimals(table: Table) -> dict[int, int]:
    """The decimals of each column, 0 of recorded ones; growth columns share theirs, since a verdict compares them."""
    by_place: dict[int, int] = {}
    growth = [place for place, column in enumerate(table.columns) if column.kind is Kind.GROWTH]
    apart = max((decimals_apart(_percents(row[place] for place in growth), 2) for row in table.rows), default=2)
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


def _percents(cells: Iterable[Cell]) -> list[Decimal]:
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


def _text(column: Column, cell: Cell, decimals: int, language: Language) -> str:
    """One cell as text."""
    match cell:
        case None:
            return MISSING
        case Bilingual() | Message():
            return cell.in_language(language)
        case Figure() if column.kind is Kind.FIGURE:
            return figure_text(cell)
        case Heights():
            return sparkline(cell)
        case Figure():
            return meter(cell) if column.kind is Kind.METER else _computed_text(column.kind, cell, decimals)
        case Verdict():
            return f"{SYMBOLS[cell]} {words(language)[f'verdict.{cell}']}"
        case bool():
            return words(language)["yes" if cell else "no"]
        case date():
            return _day_text(cell)
        case Decimal() if column.kind is Kind.RATIO:
            return str(Rounded(cell, decimals))
        case _:
            return spoken(cell, language) or MISSING


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


def _computed_text(kind: Kind, figure: Figure, decimals: int) -> str:
    """A computed number; a bound is rounded outwards, since a nearer one would not hold."""

    def text(number: Decimal, rounding: str = ROUND_HALF_UP) -> str:
        shape = Rounded if kind is Kind.DERIVED else Percent
        return str(shape(number, decimals, rounding))

    low, high = figure.low, figure.high
    if low is not None and low == high:
        return text(low)
    ends = ["" if low is None else text(low, ROUND_FLOOR), "" if high is None else text(high, ROUND_CEILING)]
    if low is not None and high is not None:
        return "..".join(ends)
    return AT_LEAST + ends[0] if ends[0] else AT_MOST + ends[1] if ends[1] else OPEN
