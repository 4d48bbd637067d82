"""Figures as SDMX-CSV 2 has them: an observation a row, columns by the standard's names, words by its code lists.

The columns are those of the data message's field guide (https://github.com/sdmx-twg/sdmx-csv, 2.0 and 2.1), which
allows more of one's own behind them. ``OBS_STATUS`` is a code of SDMX:CL_OBS_STATUS 2.2 (A normal, E estimated,
P provisional, O missing); that list has no code for a revised value, which is a normal one. A figure that was published
only as a bound is a missing number, NaN, with the bound in ``OBS_LOW`` and ``OBS_HIGH``. ``UNIT_MULT`` is the power of
ten of SDMX:CL_UNIT_MULT: 8 for 亿.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fuling_cli.core.ledger import Actual, Status
from fuling_cli.core.target import Plan
from fuling_cli.core.units import unit_of
from fuling_cli.language import message
from fuling_cli.tables.table import Cell, Column, Kind, Table

STRUCTURE_ID = "FULING:ACTUALS(1.0)"
INFORMATION, ANNUAL = "I", "A"
OBS_STATUS: dict[Status, str] = {"provisional": "P", "revised": "A", "final": "A", "estimated": "E"}
MISSING = "O"
UNIT_MEASURE = {"元": "CNY"}
"""Nouns that have a code elsewhere, here ISO 4217's; all others stand for themselves."""

COLUMNS = (
    Column("STRUCTURE", Kind.TEXT, shown=False),
    Column("STRUCTURE_ID", Kind.TEXT, shown=False),
    Column("ACTION", Kind.TEXT, shown=False),
    Column("REF_AREA", Kind.TEXT, shown=False),
    Column("INDICATOR", Kind.TEXT, shown=False),
    Column("FREQ", Kind.TEXT, shown=False),
    Column("TIME_PERIOD", Kind.YEAR, shown=False),
    Column("OBS_VALUE", Kind.NUMBER, shown=False),
    Column("UNIT_MEASURE", Kind.TEXT, shown=False),
    Column("UNIT_MULT", Kind.COUNT, shown=False),
    Column("OBS_STATUS", Kind.TEXT, shown=False),
    Column("OBS_LOW", Kind.NUMBER, shown=False),
    Column("OBS_HIGH", Kind.NUMBER, shown=False),
    Column("STATUS", Kind.TEXT, shown=False),
    Column("PUBLISHED", Kind.DAY, shown=False),
    Column("SOURCE", Kind.TEXT, shown=False),
    Column("URL", Kind.TEXT, shown=False),
    Column("COMMENT_OBS", Kind.TEXT, shown=False),
)


def sdmx(plan: Plan, observations: Sequence[Actual], as_of: date) -> Table:
    """The figures, at most one of a metric and year, since these are what tells two observations apart."""
    return Table(
        schema=STRUCTURE_ID,
        title=message("actuals.title", plan=plan.title, as_of=as_of),
        rows_key="observations",
        columns=COLUMNS,
        rows=tuple(_observation_row(plan, actual) for actual in observations),
    )


def _observation_row(plan: Plan, actual: Actual) -> tuple[Cell, ...]:
    unit, figure = unit_of(actual.unit), actual.figure
    return (
        "dataflow",
        STRUCTURE_ID,
        INFORMATION,
        plan.area.en,
        actual.metric,
        ANNUAL,
        actual.year,
        Decimal("NaN") if figure.value is None else figure.value,
        UNIT_MEASURE.get(unit.noun, unit.noun) or None,
        unit.multiplier.adjusted(),
        OBS_STATUS[actual.status] if figure.exact else MISSING,
        *figure.fields[1:],
        actual.status,
        actual.published,
        actual.source,
        actual.url,
        actual.note,
    )
