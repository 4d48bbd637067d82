"""Choosing rows with ``--where``, and what to say where a table holds more than one series."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from fuling_cli.importer.cells import plain_words
from fuling_cli.importer.headings import Column
from fuling_cli.importer.request import Choose, Request, Where
from fuling_cli.importer.shape import column_of
from fuling_cli.importer.sheet import Refused, shortened
from fuling_cli.importer.table import Table
from fuling_cli.importer.vocabulary import TOTALS
from fuling_cli.language import Message, message

_SHOWN = 5
_NEVER_CHOSEN = {
    "year",
    "value",
    "low",
    "high",
    "status",
    "published",
    "source",
    "url",
    "note",
    "recorded",
    "scale",
    "frequency",
}


def chosen_rows(table: Table, request: Request) -> Sequence[int]:
    """The rows that every ``--where`` lets through; raises Refused for a column or a value that is not there."""
    rows = table.rows
    for where in request.where:
        column = column_of(table, where.column, "--where")
        wanted = plain_words(where.value)
        kept = [row for row in rows if plain_words(table.label(row, column)) == wanted]
        if not kept:
            raise Refused(_no_such_value(table, rows, column, where), table.heading + 1, column.place + 1)
        rows = kept
    return rows


def _no_such_value(table: Table, rows: Sequence[int], column: Column, where: Where) -> Message:
    found = values_of(table, rows, column)
    near = get_close_matches(where.value, found, n=1)
    shown = [shortened(value) or '""' for value in [*near, *(value for value in found if value not in near)][:_SHOWN]]
    more = ["…"] if len(found) > _SHOWN else []
    return message("import.no_such_value", column=column.heading, value=where.value, values=[*shown, *more])


def values_of(table: Table, rows: Iterable[int], column: Column) -> list[str]:
    """The different values of a column, in their order."""
    return list(dict.fromkeys(table.label(row, column).strip() for row in rows))


def where_to_choose(table: Table, rows: Sequence[int], area: str = "") -> tuple[Where, ...]:
    """Conditions that leave one of these rows, a column at a time: names before codes, totals before parts.

    ``area`` is the plan's: its own row is the one to suggest.
    """
    found: list[Where] = []
    columns = [
        column
        for column in table.columns
        if column.parts and column.period is None and column.role not in _NEVER_CHOSEN
    ]
    for column in sorted(columns, key=lambda column: column.role == "code" or _numbers_rows(table, column)):
        values = values_of(table, rows, column)
        if len(values) < 2:
            continue
        best = _best_value(values, area if column.role == "area" else "")
        rows = [row for row in rows if table.label(row, column).strip() == best]
        found.append(Where(column.heading, best))
        if len(rows) == 1:
            break
    return tuple(found) if len(rows) == 1 else ()


def _numbers_rows(table: Table, column: Column) -> bool:
    """Whether every row has another value in a column: to choose one would leave a single row."""
    return len(values_of(table, table.rows, column)) == len(table.rows)


def _best_value(values: Sequence[str], area: str) -> str:
    own = [value for value in values if value and area and (value in area or area in value)]
    totals = [value for total in TOTALS for value in values if plain_words(value) == total]
    return next(iter([*own, *totals, *values]))


def refuse_several_areas(table: Table, rows: Sequence[int], request: Request, metric: str | None, area: str) -> None:
    """Raise Choose where rows of more than one area are left."""
    for column in table.with_role("area"):
        values = values_of(table, rows, column)
        if len(values) > 1:
            best = _best_value(values, area)
            listed = [shortened(value) or '""' for value in values[:_SHOWN]] + (["…"] if len(values) > _SHOWN else [])
            what = message("import.several_areas", column=column.heading, count=len(values), areas=listed)
            raise Choose(what, request.command(metric=metric, where=(Where(column.heading, best),)))
