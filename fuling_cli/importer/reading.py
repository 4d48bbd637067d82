"""A sheet to actuals: find the table, choose rows, name metrics, read values, check; all of them or none."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from fuling_cli.core.target import Plan
from fuling_cli.importer.checks import (
    count_columns,
    refuse_months,
    refuse_nameless,
    refuse_nothing,
    refuse_repeats,
    refuse_reports,
)
from fuling_cli.importer.choice import chosen_rows, refuse_several_areas
from fuling_cli.importer.figures import Figures, Found
from fuling_cli.importer.metrics import MetricNames
from fuling_cli.importer.placed import Defaults, LeftOut, Placed
from fuling_cli.importer.request import Request
from fuling_cli.importer.selection import Selection
from fuling_cli.importer.shape import shape_of
from fuling_cli.importer.sheet import Refused, Sheet, WrongCell
from fuling_cli.importer.table import Table, find_table
from fuling_cli.language import Message, message

Watch: TypeAlias = Callable[[Iterable[Found], int], Iterable[Found]]
"""Hands on what is read of so many rows, and may show how far that is."""


class Reading(NamedTuple):
    """What a table gives: figures with their places, cells that are wrong, what is left out, and what is to be said."""

    placed: Sequence[Placed]
    wrong: Sequence[WrongCell]
    left_out: LeftOut
    told: tuple[Message, ...] = ()


def read_sheet(sheet: Sheet, plan: Plan, request: Request, defaults: Defaults, watch: Watch | None = None) -> Reading:
    """The figures of a sheet; raises Refused for what is no table of yearly figures, Choose where one must choose."""
    refuse_reports(sheet)
    selection = _select_rows(sheet, plan, request)
    refuse_nameless(selection)
    figures = Figures(selection, defaults)
    reading: Iterator[Found] = figures.of_rows(selection.rows)
    found = list(reading if watch is None else watch(reading, len(selection.rows)))
    placed = [one for one in found if isinstance(one, Placed)]
    wrong = [one for one in found if isinstance(one, WrongCell)]
    taken = {one.actual.metric for one in placed}
    wrong += [cell for cell, metric in figures.row_names.near if metric not in taken]
    count_columns(selection, figures.left_out, taken)
    refuse_months(selection, figures.left_out, placed)
    refuse_repeats(selection, placed)
    if placed:
        metric = next(iter(taken)) if len(taken) == 1 else None
        refuse_several_areas(selection.table, [one.row - 1 for one in placed], request, metric, selection.area)
    elif not wrong:
        refuse_nothing(selection, figures.left_out)
    return Reading(placed, list(_each_once(wrong)), figures.left_out, _reading_notes(selection.table, placed))


def _each_once(wrong: Iterable[WrongCell]) -> Iterator[WrongCell]:
    """The cells in their order; one that is wrong for several figures is told once."""
    told: set[tuple[int, int, str]] = set()
    for cell in sorted(wrong, key=lambda cell: (cell.row, cell.column)):
        key = cell.row, cell.column, cell.message.key
        if key not in told:
            told.add(key)
            yield cell


def _select_rows(sheet: Sheet, plan: Plan, request: Request) -> Selection:
    """The rows that were chosen of the first table of a sheet."""
    table = find_table(sheet)
    names = MetricNames(plan)
    rows = chosen_rows(table, request)
    shape = shape_of(table, rows, request, names)
    if sheet.broken is not None and not table.is_whole:
        raise Refused(sheet.broken.message, sheet.broken.row)
    return Selection(table, rows, shape, request, names, plan.area.zh or plan.area.en)


def _reading_notes(table: Table, placed: Sequence[Placed]) -> tuple[Message, ...]:
    """What is said of a table beside its figures: where it ended, and the marks behind figures."""
    told = []
    if table.beyond:
        told.append(message("import.beyond", row=table.end + 1))
    breaks = [one.actual.year for one in placed if "b" in one.flags]
    if breaks:
        told.append(message("import.breaks", years=breaks[:5]))
    marks = sum(bool(set(one.flags) - {"b"}) for one in placed)
    if marks:
        listed = list(dict.fromkeys(flag for one in placed for flag in one.flags if flag != "b"))
        told.append(message("import.marks", count=marks, marks=listed[:5]))
    return tuple(told)
