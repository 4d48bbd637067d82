"""A sheet to actuals: find the table, choose rows, name metrics, read values, check; all of them or none."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from fuling_cli.core.target import Plan
from fuling_cli.importer.cells import plain_words
from fuling_cli.importer.choice import chosen_rows, refuse_several_areas, where_to_choose
from fuling_cli.importer.figures import Figures
from fuling_cli.importer.metrics import MetricNames
from fuling_cli.importer.periods import period_of
from fuling_cli.importer.placed import Defaults, LeftOut, Placed
from fuling_cli.importer.request import Choose, Request, Where
from fuling_cli.importer.shape import Shape, shape_of
from fuling_cli.importer.sheet import Refused, Sheet, WrongCell, column_letter, shortened
from fuling_cli.importer.table import Table, find_table
from fuling_cli.language import LANGUAGES, Message, message, words

T = TypeVar("T")


class Watch(Protocol):
    """Hands rows on, and may show how far the reading is."""

    def __call__(self, rows: Iterable[T], total: int) -> Iterator[T]:
        """The same rows."""
        ...


def unwatched(rows: Iterable[T], total: int) -> Iterator[T]:
    """The rows as they are."""
    del total
    return iter(rows)


class Reading(NamedTuple):
    """What a table gives: figures with their places, cells that are wrong, what is left out, and what is to be said."""

    placed: Sequence[Placed]
    wrong: Sequence[WrongCell]
    left_out: LeftOut
    told: tuple[Message, ...] = ()


def read_sheet(
    sheet: Sheet, plan: Plan, request: Request, now: datetime, defaults: Defaults = Defaults(), watch: Watch = unwatched
) -> Reading:
    """The figures of a sheet; raises Refused for what is no table of yearly figures, Choose where one must choose."""
    _refuse_reports(sheet)
    table = find_table(sheet)
    names = MetricNames(plan)
    rows = chosen_rows(table, request)
    shape = shape_of(table, rows, request, names)
    if sheet.broken is not None and not table.is_whole:
        raise Refused(sheet.broken.message, sheet.broken.row)
    area = plan.area.zh or plan.area.en
    _refuse_nameless(table, rows, shape, request, names, area)
    figures = Figures(table, shape, request, names, now, defaults)
    found = list(watch(figures.of_rows(rows), len(rows)))
    placed = [one for one in found if isinstance(one, Placed)]
    wrong = [one for one in found if isinstance(one, WrongCell)]
    taken = {one.actual.metric for one in placed}
    wrong += [cell for cell, metric in figures.near if metric not in taken]
    _count_left_out(table, shape, names, figures.left_out, taken, request)
    _refuse_months(table, shape, rows, figures.left_out, placed)
    _refuse_repeats(table, placed, request, area)
    if placed:
        refuse_several_areas(table, [one.row - 1 for one in placed], request, _only(taken), area)
    elif not wrong:
        _refuse_nothing(table, rows, shape, figures.left_out, request, plan)
    return Reading(placed, sorted(wrong), figures.left_out, _told(table, placed))


def _only(metrics: set[str]) -> str | None:
    return next(iter(metrics)) if len(metrics) == 1 else None


def _refuse_reports(sheet: Sheet) -> None:
    """Raise for a report that this program exported, which holds verdicts and no figures to import."""
    verdicts = {"verdict", *(words(language)["column.verdict"].casefold() for language in LANGUAGES)}
    planned = {"planned", "planned_growth", "observed_growth", "remaining_growth", "trajectory", "needed", "share_done"}
    planned |= {words(language)[f"column.{key}"].casefold() for language in LANGUAGES for key in ("observed_growth", "share_done")}
    for row, cells in enumerate(sheet.rows[:12], start=1):
        found = {plain_words(cell) for cell in cells}
        if found & verdicts and (found & planned or "id" in found) or len(found & planned) > 1:
            raise Refused(message("import.own_report"), row)


def _refuse_nameless(
    table: Table, rows: Sequence[int], shape: Shape, request: Request, names: MetricNames, area: str
) -> None:
    """Raise Choose where neither columns nor rows have names of metrics, and no metric was asked for."""
    if request.target is not None or any(value.named for value in shape.values):
        return
    if shape.values and shape.labels:
        return
    metric = _metric_in(table, names)
    areas = table.with_role("area")
    if areas and shape.values:
        refuse_several_areas(table, rows, request, metric, area)
    if shape.year is not None and not shape.values:
        listed = [shortened(column.heading) for column in shape.left_out][:5]
        raise Choose(message("import.no_metric_column", columns=listed), request.command(metric=metric))
    raise Choose(message("import.no_metric"), request.command(metric=metric))


def _metric_in(table: Table, names: MetricNames) -> str:
    """The metric that the texts above a table or its headings name; else the first, to make a command of."""
    texts = [part for text in table.above for part in (text, text.partition("：")[2], text.partition(":")[2]) if part]
    texts += [column.heading for column in table.columns]
    for text in texts:
        named = names.find(text)
        if named is not None:
            return named.target.metric
    for text in texts:
        for known, target in names.known.items():
            if len(known) > 2 and known in plain_words(text):
                return target.metric
    return next(iter(target.metric for target in names.known.values()), "METRIC")


def _count_left_out(
    table: Table, shape: Shape, names: MetricNames, left: LeftOut, taken: set[str], request: Request
) -> None:
    """Count the columns and rows that nothing was read from; a name that is nearly a metric's is not passed over."""
    asked = {plain_words(where.column) for where in request.where}
    for column in shape.left_out:
        heading = shortened(column.heading)
        near = None if request.target or request.value else _nearly_named(column.parts, names)
        if near is not None and near not in taken and shape.year is not None and shape.values:
            raise Choose(
                message("import.near", word=heading, metric=near, name=heading), request.command(metric=near, value=heading)
            )
        if plain_words(column.heading) not in asked:
            left.add("columns", name=heading)
    for period in shape.periods:
        left.add(f"{period.kind}_columns" if period.kind not in ("year", "day") else "columns")
    left.add("beyond", table.beyond)


def _nearly_named(parts: Sequence[str], names: MetricNames) -> str | None:
    """The metric that a heading nearly names, or that the last of its several parts does and the whole does not."""
    near = names.near(" ".join(parts)) if parts else None
    named = names.find(parts[-1]) if len(parts) > 1 else None
    target = near or (named.target if named else None)
    return target.metric if target else None


def _refuse_months(table: Table, shape: Shape, rows: Sequence[int], left: LeftOut, placed: Sequence[Placed]) -> None:
    """Raise for a table of months or quarters: one without years, or one whose dates are not the same day each year."""
    if shape.year is None:
        return
    kinds = [kind for kind in ("month", "quarter", "half", "week", "span") if left.counts[kind]]
    if kinds and not placed:
        raise Refused(message("import.not_years", kind=message(f"import.kind.{kinds[0]}")), table.heading + 2, shape.year.place + 1)
    used = {one.row - 1 for one in placed}
    periods = [period_of(table.label(row, shape.year).strip()) for row in rows if row in used]
    days = {period.day for period in periods if period is not None and period.day is not None}
    if len(days) > 1 or (days and not days <= {(1, 1), (12, 31)} and len({period.year for period in periods if period}) < 2):
        raise Refused(message("import.not_years", kind=message("import.kind.day")), table.heading + 2, shape.year.place + 1)


def _refuse_repeats(table: Table, placed: Sequence[Placed], request: Request, area: str) -> None:
    """Raise where a metric has several figures of one year: which of them is meant, no option but a choice can say."""
    found: dict[tuple[str, int], list[Placed]] = {}
    for one in placed:
        if not one.dated:
            found.setdefault((one.actual.metric, one.actual.year), []).append(one)
    for (metric, year), several in found.items():
        if len(several) < 2:
            continue
        rows = list(dict.fromkeys(one.row for one in several))
        told = {"metric": metric, "year": year, "count": len(several)}
        if len(rows) < len(several):
            letters = list(dict.fromkeys(column_letter(one.column - 1) for one in several))
            what = message("import.repeated_columns", **told, letters=letters)
            raise Choose(what, request.command(metric=metric, value=letters[0]))
        listed: list[object] = [*rows[:2], "…"] if len(rows) > 3 else list(rows)
        where = where_to_choose(table, [row - 1 for row in rows], area)
        what = message("import.repeated", **told, rows=listed)
        if not where:
            raise Refused(message("import.repeated_alike", **told, rows=listed), rows[1])
        raise Choose(what, request.command(metric=metric, where=_new(where, request)))


def _new(where: tuple[Where, ...], request: Request) -> tuple[Where, ...]:
    asked = {plain_words(one.column) for one in request.where}
    return tuple(one for one in where if plain_words(one.column) not in asked)


def _refuse_nothing(
    table: Table, rows: Sequence[int], shape: Shape, left: LeftOut, request: Request, plan: Plan
) -> None:
    """Raise for a table of which nothing was taken: what is in it, and how to take one series."""
    left_names = [*left.names.get("rows", []), *left.names.get("columns", [])]
    if not left_names or request.target is not None:
        raise Refused(message("import.nothing", left=left.messages() or message("import.no_figures")), table.heading + 1)
    names = MetricNames(plan)
    metric = _metric_in(table, names)
    label = shape.labels[0] if shape.labels and left.names.get("rows") else None
    if label is not None:
        text = next((t for row in rows if (t := table.label(row, label).strip())), "")
        command = request.command(metric=metric, where=(Where(label.heading, text),))
    else:
        command = request.command(metric=metric, value=left_names[0])
    raise Choose(message("import.nothing_followed", names=left_names), command)


def _told(table: Table, placed: Sequence[Placed]) -> tuple[Message, ...]:
    """What is said of a table beside its figures: how it was read, and the marks behind figures."""
    told = list(table.sheet.told)
    breaks = [one.actual.year for one in placed if "b" in one.flags]
    if breaks:
        told.append(message("import.breaks", years=breaks[:5]))
    marks = sum(bool(set(one.flags) - {"b"}) for one in placed)
    if marks:
        listed = list(dict.fromkeys(flag for one in placed for flag in one.flags if flag != "b"))
        told.append(message("import.marks", count=marks, marks=listed[:5]))
    return tuple(told)
