"""The forecast as a table: a row a year."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.decimals import decimals_of
from fuling_cli.core.drift import DISTRIBUTIONS
from fuling_cli.core.figure import Figure
from fuling_cli.core.forecast import INTERVAL, Forecast, ForecastYear
from fuling_cli.core.standing import Standing
from fuling_cli.core.target import Plan
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.language import Message, Percent, message
from fuling_cli.reports.explanation import at_printed
from fuling_cli.reports.scorecard import COLUMNS as TARGET_COLUMNS
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.tables.cell_text import MISSING
from fuling_cli.tables.table import Cell, Column, Kind, Schema, Table, significant

COLUMNS = (
    Column("year", Kind.YEAR, always=True),
    Column("planned", Kind.DERIVED),
    Column("needed", Kind.DERIVED),
    Column("pace", Kind.DERIVED),
    Column("what_if", Kind.DERIVED),
    Column("drift", Kind.DERIVED, exact=True),
    Column("low", Kind.DERIVED, exact=True),
    Column("high", Kind.DERIVED, exact=True),
)
SCHEMA = Schema(
    "fuling.forecast/1",
    "years",
    COLUMNS,
    head=(
        *(column._replace(key=f"target.{column.key}", shown=False) for column in TARGET_COLUMNS),
        Column("interval", Kind.SHARE, shown=False, always=True),
        Column("distribution", Kind.TEXT, shown=False, always=True, choices=DISTRIBUTIONS),
        Column("growth_rates", Kind.COUNT, shown=False, always=True),
        Column("chance", Kind.SHARE, shown=False),
        Column("growth", Kind.GROWTH, shown=False),
        Column("reason", Kind.TEXT, shown=False),
    ),
)


def forecast_table(plan: Plan, found: Assessment, ahead: Forecast, as_of: date) -> Table:
    """The forecast of one target; its document begins with the target as the scorecard has it."""
    target = next(scorecard(plan, [found], as_of).objects())
    rows = tuple(_year_row(year) for year in ahead.years)
    empty = {column.key for place, column in enumerate(COLUMNS) if all(row[place] is None for row in rows)}
    return Table(
        schema=SCHEMA.name,
        title=message("forecast.title", name=found.target.name, unit=found.target.unit or MISSING, as_of=as_of),
        rows_key=SCHEMA.rows_key,
        columns=tuple(column._replace(shown=column.key not in empty) for column in COLUMNS),
        rows=rows,
        head={
            "target": target,
            "interval": INTERVAL,
            "distribution": ahead.distribution,
            "growth_rates": ahead.rates,
            "chance": None if ahead.chance is None else significant(ahead.chance),
            "growth": None if ahead.growth is None else significant(ahead.growth),
            "reason": None if ahead.reason is None else ahead.reason.translate("en"),
        },
        notes=tuple(_forecast_notes(found, ahead)),
    )


def _year_row(year: ForecastYear) -> tuple[Cell, ...]:
    return tuple(map(_machine_number, year))


def _machine_number(number: Figure | Decimal | int | None) -> Cell:
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


def lead_notes(found: Assessment, ahead: Forecast) -> Iterator[Message]:
    """When the target is reached, at the pace so far and with the growth that was asked about."""
    standing, by = found.standing, found.target.by
    if standing is not None and standing.target.has_number and not standing.target.every_year:
        yield from _at_this_pace(found, standing, ahead)
    if ahead.growth is not None:
        growth = Percent(ahead.growth, max(decimals_of(ahead.growth) - 2, 0))
        reached = ahead.what_if_reached_in
        if reached is None:
            yield message("forecast.what_if_never", growth=growth)
        else:
            yield message("forecast.what_if", growth=growth, year=reached, late=_lateness(reached, by))


def _at_this_pace(found: Assessment, standing: Standing, ahead: Forecast) -> Iterator[Message]:
    """When the target is reached at the pace of the method that judged, as far as the figures tell, and which pace."""
    base, last = standing.baseline.figure.printed, standing.latest.figure.printed
    pace, exact = standing.pace_at(base, last), standing.latest.figure.exact and standing.baseline.figure.exact
    if standing.question(base, last).met:
        if found.verdict is Verdict.ACHIEVED:
            yield message("forecast.met", year=standing.latest.year)
        return
    if ahead.reached_in is not None and (exact or printed_is_worst(standing)):
        key = "forecast.reached" if exact else "forecast.reached_bound"
        yield message(key, year=ahead.reached_in, late=_lateness(ahead.reached_in, found.target.by))
        if exact and (left := _left_again(ahead, standing)) is not None:
            yield message("forecast.left_again", year=left)
    elif ahead.reached_in is None and exact and pace is not None:
        yield message("forecast.never")
    if pace is not None and pace.change is not None:
        yield message("forecast.straight", method=found.method)


def _left_again(ahead: Forecast, standing: Standing) -> int | None:
    """The year in which the pace leaves the range to be reached again, if that is before the deadline is over."""
    ends = standing.target.value_range
    if ends is None:
        return None
    reached = [year for year in ahead.years if year.pace is not None and year.year >= (ahead.reached_in or 0)]
    return next((one.year for one in reached if one.pace and not ends[0] <= one.pace.printed <= ends[1]), None)


def printed_is_worst(standing: Standing) -> bool:
    """True if every number that the figures may stand for grows at least as well as the printed ones."""
    base, last = standing.baseline.figure, standing.latest.figure
    if standing.target.sign > 0:
        return last.low == last.printed and base.high == base.printed
    return last.high == last.printed and base.low == base.printed


def _lateness(year: int, by: int | None) -> Message:
    """How long after the deadline, or before it, a year is."""
    years = 0 if by is None else year - by
    key = "in_time" if years == 0 else "late" if years > 0 else "early"
    return message(f"forecast.{key}" if abs(years) != 1 else f"forecast.{key}.one", years=abs(years))


def _forecast_notes(found: Assessment, ahead: Forecast) -> Iterator[Message]:
    yield from lead_notes(found, ahead)
    if ahead.years and found.standing is not None and Flag.BOUND in found.flags:
        yield at_printed(found.standing)
    if ahead.reason is not None:
        interval = any(year.drift is not None for year in ahead.years)
        yield message("forecast.no_chance" if interval else "forecast.no_interval", reason=ahead.reason)
    if ahead.chance is not None:
        yield message("forecast.chance", chance=chance_words(ahead.chance), rates=ahead.rates)
    if any(year.low is not None for year in ahead.years):
        yield message(f"forecast.paths.{ahead.distribution}", interval=Percent(INTERVAL, 0), degrees=ahead.rates - 1)


def chance_words(chance: Decimal) -> Message | Percent:
    """A chance that is never certain: below 1 % and above 99 % only that it is."""
    if chance < Decimal("0.01"):
        return message("forecast.chance_below")
    return message("forecast.chance_above") if chance > Decimal("0.99") else Percent(chance, 0)
