"""The tables of actuals.toml, as they are checked and described, and the ledger that they make."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, NotRequired

from pydantic import TypeAdapter, with_config
from typing_extensions import TypedDict  # which pydantic asks for on Python 3.11

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import Actual, Ledger, Status, Withdrawal
from fuling_cli.language import message
from fuling_cli.store.fields import Complaint, Day, Moment, Number, Slug, Text, Year, obeys, table_config

_ONE_SHAPE = {"oneOf": [{"required": ["value"]}, {"anyOf": [{"required": ["low"]}, {"required": ["high"]}]}]}


@with_config(table_config(_ONE_SHAPE))
class ActualTable(TypedDict):
    """One ``[[actual]]`` table."""

    metric: Slug
    year: Year
    value: NotRequired[Number]
    low: NotRequired[Number]
    high: NotRequired[Number]
    unit: Text
    status: NotRequired[Status]
    published: NotRequired[Day]
    source: NotRequired[Text]
    url: NotRequired[Text]
    note: NotRequired[Text]
    recorded: Moment


@with_config(table_config())
class WithdrawalTable(TypedDict):
    """One ``[[withdrawal]]`` table; ``entry`` is the ``recorded`` of the actual that it takes back."""

    metric: Slug
    year: Year
    entry: Moment
    recorded: Moment
    note: NotRequired[Text]


def _shape_complaints(row: ActualTable) -> Iterator[Complaint]:
    """Exactly one of: value | low | high | low and high."""
    shape = [key for key in ("value", "low", "high") if key in row]
    if not shape or ("value" in row and len(shape) > 1):
        yield tuple(shape[-1:]), message("data.shape")
    elif "low" in row and "high" in row and not row["low"] < row["high"]:
        yield ("high",), message("data.backwards", low=row["low"], high=row["high"])


@with_config(table_config())
class LedgerTables(TypedDict):
    """The whole of actuals.toml."""

    actual: NotRequired[list[Annotated[ActualTable, obeys(_shape_complaints)]]]
    withdrawal: NotRequired[list[WithdrawalTable]]


KEYS = {
    "": tuple(LedgerTables.__annotations__),
    "actual": tuple(ActualTable.__annotations__),
    "withdrawal": tuple(WithdrawalTable.__annotations__),
}
"""The allowed keys of each table."""


@cache
def ledger_adapter() -> TypeAdapter[LedgerTables]:
    """What checks a whole ledger."""
    return TypeAdapter(LedgerTables)


def ledger_from_tables(tables: LedgerTables) -> Ledger:
    """The ledger that valid tables make, its entries in their order."""
    return Ledger(
        tuple(_actual_from_table(row) for row in tables.get("actual", [])),
        tuple(Withdrawal(**row) for row in tables.get("withdrawal", [])),
    )


def _actual_from_table(row: ActualTable) -> Actual:
    return Actual(
        metric=row["metric"],
        year=row["year"],
        figure=Figure.from_fields(row.get("value"), row.get("low"), row.get("high")),
        unit=row["unit"],
        recorded=row["recorded"],
        status=row.get("status", "provisional"),
        published=row.get("published"),
        source=row.get("source"),
        url=row.get("url"),
        note=row.get("note"),
    )
