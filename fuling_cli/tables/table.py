"""The neutral table: what every report is before a format writes it or the terminal draws it.

Keys of columns are machine words, never translated; a dot in a key nests it ("latest.year" is the field ``year`` of the
object ``latest`` in JSON, and ``latest_year`` in CSV).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from fuling_cli.core.figure import Figure
from fuling_cli.core.target import Comparator
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Bilingual, Message
from fuling_cli.tables.section import Section

if TYPE_CHECKING:  # few reports have one
    from fuling_cli.tables.chart import Chart


class Kind(StrEnum):
    """What the cells of a column are; a cell that is None is missing, whatever its kind."""

    TEXT = "text"  # str: an id, a unit, a source
    NAME = "name"  # Bilingual
    WORDS = "words"  # Message
    YEAR = "year"  # int
    COUNT = "count"  # int
    FLAG = "flag"  # bool
    DAY = "day"  # date
    MOMENT = "moment"  # datetime
    NUMBER = "number"  # Decimal, its digits as recorded
    FIGURE = "figure"  # Figure, as published: value, low and high
    GOAL = "goal"  # Goal: the number to reach, and how it is meant
    DERIVED = "derived"  # Figure: a value in the row's unit
    RATIO = "ratio"  # Decimal: a plain quotient
    GROWTH = "growth"  # Figure: a fraction a year, read as percent
    SHARE = "share"  # Figure: a fraction, read as percent without decimals
    VERDICT = "verdict"  # Verdict
    LIST = "list"  # tuple of str


class Goal(NamedTuple):
    """The number to reach; ``at`` says whether it must be reached or passed, and from which side."""

    figure: Figure
    at: Comparator


Cell: TypeAlias = (
    str
    | Bilingual
    | Message
    | int
    | bool
    | date
    | datetime
    | Decimal
    | Figure
    | Goal
    | Verdict
    | tuple[str, ...]
    | None
)
Scalar: TypeAlias = str | int | bool | Decimal | tuple[str, ...] | None
Bounds: TypeAlias = dict[str, Decimal | None]
"""The ends ``low`` and ``high`` between which a number lies; None on a side that is open."""

ENDS = ("low", "high")
SIGNIFICANT_DIGITS = 15
_SIGNIFICANT = Context(prec=SIGNIFICANT_DIGITS, rounding=ROUND_HALF_UP)
_PLAIN = {str, int, bool, Decimal, tuple}
_COMPUTED = {Kind.DERIVED, Kind.GROWTH, Kind.SHARE}


class Column(NamedTuple):
    """One column; ``shown`` to people or only written for machines; ``under`` names the one it may stand below.

    A ``typed`` one holds ids: a terminal shows them, since commands take them, and a report has names instead. A
    ``sheet`` one is for people too where there is all the room that they want, as in a workbook. ``heading`` is for a
    column whose heading depends on the plan. For the JSON Schema it says whether its cells are ``always`` there, which
    texts are the only ``choices`` for them, and whether its computed numbers are ``exact`` and never bounds.
    """

    key: str
    kind: Kind
    shown: bool = True
    under: str | None = None
    written: bool = True
    sheet: bool = False
    always: bool = False
    choices: tuple[str, ...] = ()
    exact: bool = False
    heading: Message | None = None
    typed: bool = False

    @property
    def bounded(self) -> bool:
        """True if its cells are computed numbers that may be known only as bounds."""
        return self.written and self.kind in _COMPUTED and not self.exact


class Schema(NamedTuple):
    """What the JSON document of a report is made of: its name, the columns of its rows, and those of head and foot."""

    name: str
    rows_key: str
    columns: tuple[Column, ...]
    head: tuple[Column, ...] = ()
    foot: tuple[Column, ...] = ()


PLAN = (
    Column("plan.id", Kind.TEXT, shown=False, always=True),
    Column("plan.title", Kind.NAME, shown=False, always=True),
)
"""The head of a document about one plan."""
AS_OF = (*PLAN, Column("as_of", Kind.DAY, shown=False, always=True))
"""The head of a document about one plan as it stood on a day."""


class Table(NamedTuple):
    """Rows of cells under typed columns, with what a document says around them.

    ``head`` and ``foot`` stand before and after the rows in JSON, which are called ``rows_key`` there; ``title``,
    ``summary`` and ``notes`` are for people. ``chart`` is the same rows as a picture. A document of several pages
    shows after the rows ``parts``, which are tables, ``sections``, and at its very end the ``colophon``; a format of
    one table leaves all that out.
    """

    schema: str
    title: Message
    rows_key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: Mapping[str, object] = MappingProxyType({})
    foot: Mapping[str, object] = MappingProxyType({})
    summary: Message | None = None
    notes: tuple[Message, ...] = ()
    chart: "Chart | None" = None
    parts: tuple["Table", ...] = ()
    sections: tuple[Section, ...] = ()
    colophon: Message | None = None

    def records(self) -> Iterator[dict[str, Scalar]]:
        """Each row as machine fields by dotted key, every field in every row, in the order of the columns."""
        written = [(place, column) for place, column in enumerate(self.columns) if column.written]
        keys = [key for _, column in written for key in machine_keys(column)]
        kinds = [(place, _SEVERAL.get(column.kind)) for place, column in written]
        for row in self.rows:
            values: list[Scalar] = []
            for place, parts in kinds:
                if parts is None:
                    values.append(scalar(row[place]))
                else:
                    values += parts(row[place])
            yield dict(zip(keys, values, strict=True))

    def objects(self) -> Iterator[dict[str, object]]:
        """Each row as JSON has it; where a table has computed numbers, ``bounds`` names those known only as bounds."""
        bounded = any(column.bounded for column in self.columns)
        for record, bounds in zip(self.records(), self.bounds(), strict=True):
            open_ones = {
                key: ends for key, ends in bounds.items() if None in ends.values() or len({*ends.values()}) > 1
            }
            yield nested(record) | ({"bounds": open_ones} if bounded else {})

    def bounds(self) -> Iterator[dict[str, Bounds]]:
        """For each row the ends of its computed numbers, by key; exact ones have the number itself as both."""
        bounded = [(place, column.key) for place, column in enumerate(self.columns) if column.bounded]
        for row in self.rows:
            yield {key: _outer_ends(cell) for place, key in bounded if isinstance(cell := row[place], Figure)}


def nested(record: Mapping[str, object]) -> dict[str, object]:
    """A record of dotted keys as objects in objects, as JSON has it.

    >>> nested({"id": "gdp", "latest.year": 2024})
    {'id': 'gdp', 'latest': {'year': 2024}}
    """
    row: dict[str, object] = {}
    for dotted, value in record.items():
        *folders, key = dotted.split(".")
        place = row
        for folder in folders:
            inner = place.setdefault(folder, {})
            if not isinstance(inner, dict):
                raise TypeError(f"{dotted} lies in {folder}, which is a value")
            place = inner
        place[key] = value
    return row


def machine_keys(column: Column) -> tuple[str, ...]:
    """The fields that a column becomes for machines; languages stand beside each other, never instead of each other."""
    key = column.key
    match column.kind:
        case Kind.NAME:
            return f"{key}.en", f"{key}.zh"
        case Kind.WORDS:
            return key, f"{key}_zh"
        case Kind.FIGURE | Kind.GOAL:
            return f"{key}.value", f"{key}.low", f"{key}.high"
        case _:
            return (key,)


def _text_fields(cell: Cell) -> tuple[Scalar, ...]:
    """What a name or a sentence puts into its fields."""
    return (cell.translate("en"), cell.translate("zh")) if isinstance(cell, (Bilingual, Message)) else (None, None)


def _end_fields(cell: Cell) -> tuple[Scalar, ...]:
    """What a figure puts into its fields."""
    figure = cell.figure if isinstance(cell, Goal) else cell
    return figure.fields if isinstance(figure, Figure) else (None, None, None)


_SEVERAL = {Kind.NAME: _text_fields, Kind.WORDS: _text_fields, Kind.FIGURE: _end_fields, Kind.GOAL: _end_fields}
"""The kinds whose cells are more than one field."""


def scalar(cell: Cell) -> Scalar:
    """One cell as a machine value: computed numbers to 15 significant digits, recorded ones as recorded."""
    if cell is None or type(cell) in _PLAIN:
        return cast("Scalar", cell)
    match cell:
        case Figure():
            return significant(cell.printed)
        case Verdict():
            return str(cell)
        case datetime():
            return cell.isoformat().replace("+00:00", "Z")
        case date():
            return cell.isoformat()
        case Message():
            return None  # words in the place of a number are for people
        case Bilingual() | Goal():
            raise TypeError(f"{type(cell).__name__} is more than one field")
        case _:
            return cell


def _outer_ends(figure: Figure) -> Bounds:
    """The ends of a computed number with the digits that machines get."""
    return {end: None if number is None else significant(number) for end, number in zip(ENDS, figure[1:], strict=True)}


def significant(number: Decimal) -> Decimal:
    """A computed number with 15 significant digits and no zeros behind them."""
    rounded = _SIGNIFICANT.plus(number)
    return rounded.normalize() if rounded else Decimal(0)
