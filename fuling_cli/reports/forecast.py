"""The forecast as a table: a row a year."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.decimals import decimals_of
from fuling_cli.core.figure import Figure
from fuling_cli.core.forecast import INTERVAL, Forecast, ForecastYear
from fuling_cli.core.target import Plan
from fuling_cli.core.verdict import Flag
from fuling_cli.language import Message, Percent, message
from fuling_cli.reports.scorecard import COLUMNS as TARGET_COLUMNS
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.tables.cell_text import MISSING
from fuling_cli.tables.table import Cell, Column, Kind, Schema, Table, nested, significant

COLUMNS = (
    Column("year", Kind.YEAR, always=True),
    Column("planned", Kind.DERIVED),
    Column("needed", Kind.DERIVED),
    Column("pace", Kind.DERIVED),
    Column("what_if", Kind.DERIVED),
    Column("drift", Kind.DERIVED),
    Column("low", Kind.DERIVED),
    Column("high", Kind.DERIVED),
)
SCHEMA = Schema(
    "fuling.forecast/1",
    "years",
    COLUMNS,
    head=(
        *(column._replace(key=f"target.{column.key}", shown=False) for column in TARGET_COLUMNS),
        Column("interval", Kind.SHARE, shown=False, always=True),
        Column("growth_rates", Kind.COUNT, shown=False, always=True),
        Column("chance", Kind.SHARE, shown=False),
        Column("growth", Kind.GROWTH, shown=False),
        Column("reason", Kind.TEXT, shown=False),
    ),
)


def forecast_table(plan: Plan, found: Assessment, ahead: Forecast, as_of: date) -> Table:
    """The forecast of one target; its document begins with the target as the scorecard has it."""
    record = next(scorecard(plan, [found], as_of).records())
    hidden = "what_if" if ahead.growth is None else None
    return Table(
        schema=SCHEMA.name,
        title=message("forecast.title", name=found.target.name, unit=found.target.unit or MISSING, as_of=as_of),
        rows_key=SCHEMA.rows_key,
        columns=tuple(Column(c.key, c.kind, shown=c.key != hidden) for c in COLUMNS),
        rows=tuple(_row(year) for year in ahead.years),
        head={
            "target": nested(record),
            "interval": INTERVAL,
            "growth_rates": ahead.rates,
            "chance": None if ahead.chance is None else significant(ahead.chance),
            "growth": None if ahead.growth is None else significant(ahead.growth),
            "reason": None if ahead.reason is None else ahead.reason.in_language("en"),
        },
        notes=tuple(_notes(found, ahead)),
    )


def _row(year: ForecastYear) -> tuple[Cell, ...]:
    return tuple(map(_cell, year))


def _cell(number: Figure | Decimal | int | None) -> Cell:
    """A number with the digits that machines get: the pace and the drift are one where the baseline begins the series.

    They agree to far more digits than that, yet not to the last, and the table would show as many as set them apart.
    """
    match number:
        case Figure(printed, low, high):
            return Figure(significant(printed), low and significant(low), high and significant(high))
        case Decimal():
            return Figure.exactly(significant(number))
        case _:
            return number


def _notes(found: Assessment, ahead: Forecast) -> Iterator[Message]:
    latest = None if found.standing is None else found.standing.latest.year
    if ahead.reached_in is not None:
        bound = "forecast.reached_bound" if Flag.BOUND in found.flags else "forecast.reached"
        yield message("forecast.met" if ahead.reached_in == latest else bound, year=ahead.reached_in)
    elif found.numbers.observed_growth is not None:
        yield message("forecast.never")
    if ahead.growth is not None:
        growth = Percent(ahead.growth, max(decimals_of(ahead.growth) - 2, 0))
        key = "forecast.what_if" if ahead.what_if_reached_in else "forecast.what_if_never"
        yield message(key, growth=growth, year=ahead.what_if_reached_in)
    if ahead.reason is not None:
        interval = any(year.drift is not None for year in ahead.years)
        yield message("forecast.no_chance" if interval else "forecast.no_interval", reason=ahead.reason)
    if ahead.chance is not None:
        yield message("forecast.chance", chance=Percent(ahead.chance, 0), rates=ahead.rates)
    if ahead.years:
        yield message("forecast.paths", interval=Percent(INTERVAL, 0))
