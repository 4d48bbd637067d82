"""The tables of actuals.toml as the TOML parser reads them: validated strictly, every problem at its place."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, NotRequired, TypedDict

from pydantic_core.core_schema import literal_schema

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import STATUSES, Actual, Ledger, Status, Withdrawal
from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import message
from fuling_cli.store.fields import FIRST_YEAR, LAST_YEAR, Day, Moment, Number, Slug, Text, Year
from fuling_cli.store.toml_document import Source


class ActualTable(TypedDict):
    """One ``[[actual]]`` table."""

    metric: Slug
    year: Year
    value: NotRequired[Number]
    low: NotRequired[Number]
    high: NotRequired[Number]
    unit: Text
    status: NotRequired[Annotated[Status, literal_schema([*STATUSES])]]
    published: NotRequired[Day]
    source: NotRequired[Text]
    url: NotRequired[Text]
    note: NotRequired[Text]
    recorded: Moment


class WithdrawalTable(TypedDict):
    """One ``[[withdrawal]]`` table; ``entry`` is the ``recorded`` of the actual that it takes back."""

    metric: Slug
    year: Year
    entry: Moment
    recorded: Moment
    note: NotRequired[Text]


class LedgerFile(TypedDict):
    """The whole of actuals.toml."""

    actual: NotRequired[list[ActualTable]]
    withdrawal: NotRequired[list[WithdrawalTable]]


KEYS = {
    "": tuple(LedgerFile.__annotations__),
    "actual": tuple(ActualTable.__annotations__),
    "withdrawal": tuple(WithdrawalTable.__annotations__),
}
"""The allowed keys of each table."""


def ledger_in(source: Source) -> Ledger:
    """The ledger that a document is; raises InvalidData with every problem at its place."""
    file = source.validated(LedgerFile, KEYS)
    actuals, withdrawals = file.get("actual", []), file.get("withdrawal", [])
    problems = [problem for place, row in enumerate(actuals) if (problem := _shape_problem(source, place, row))]
    problems += [*_moment_problems(source, "actual", actuals), *_moment_problems(source, "withdrawal", withdrawals)]
    if problems:
        raise InvalidData(problems)
    return Ledger(tuple(_actual(row) for row in actuals), tuple(Withdrawal(**row) for row in withdrawals))


def _actual(row: ActualTable) -> Actual:
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


def _shape_problem(source: Source, place: int, row: ActualTable) -> Problem | None:
    """Exactly one of: value | low | high | low and high."""
    shape = [key for key in ("value", "low", "high") if key in row]
    if not shape or ("value" in row and len(shape) > 1):
        return source.problem(("actual", place, *shape[-1:]), message("data.shape"))
    if "low" in row and "high" in row and not row["low"] < row["high"]:
        return source.problem(("actual", place, "high"), message("data.backwards", low=row["low"], high=row["high"]))
    return None


def _moment_problems(
    source: Source, table: str, rows: Sequence[ActualTable] | Sequence[WithdrawalTable]
) -> Iterator[Problem]:
    """Moments without an offset, and those so far away that no later one could be written."""
    for place, row in enumerate(rows):
        for key in ("recorded", "entry"):
            moment = row.get(key)
            if not isinstance(moment, datetime):
                continue
            if moment.tzinfo is None:
                yield source.problem((table, place, key), message("data.offset", key=key))
            elif not FIRST_YEAR <= moment.year <= LAST_YEAR:
                yield source.problem((table, place, key), message("data.out_of_range", key=key, value=moment))
