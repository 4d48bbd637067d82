"""What keeps a whole table out: no yearly figures, no metric, or more than one figure of a year."""

from collections.abc import Sequence

from fuling_cli.importer.cells import plain_words
from fuling_cli.importer.choice import refuse_several_areas, where_to_choose
from fuling_cli.importer.headings import FIRST_ROWS, Column
from fuling_cli.importer.metrics import ANY_METRIC, MetricNames, Near, likely_metric
from fuling_cli.importer.periods import period_of
from fuling_cli.importer.placed import LeftOut, Placed
from fuling_cli.importer.request import Choose, Request, Where
from fuling_cli.importer.selection import Selection
from fuling_cli.importer.sheet import Refused, Sheet, column_letter, shortened
from fuling_cli.importer.table import Table
from fuling_cli.language import LANGUAGES, message, words


def refuse_reports(sheet: Sheet) -> None:
    """Raise for a report that this program exported, which holds verdicts and no figures to import."""
    keys = (
        "verdict",
        "planned_growth",
        "observed_growth",
        "remaining_growth",
        "planned",
        "needed",
        "pace",
        "share_done",
    )
    known = {"trajectory", *keys}
    for language in LANGUAGES:
        tables = words(language)
        known |= {
            plain_words(tables[key]) for name in keys for key in (f"column.{name}", f"heading.{name}") if key in tables
        }
    for row, cells in enumerate(sheet.rows[:FIRST_ROWS], start=1):
        if len({plain_words(cell) for cell in cells} & known) > 1:
            raise Refused(message("import.own_report"), row)


def refuse_nameless(selection: Selection) -> None:
    """Raise Choose where neither columns nor rows have names of metrics, and no metric was asked for."""
    table, rows, shape, request, names, area = selection
    if request.target is not None or any(value.named for value in shape.values):
        return
    if shape.values and shape.labels:
        return
    metric = _metric_in(table, names)
    areas = table.with_role("area")
    if areas and shape.values:
        refuse_several_areas(table, rows, request, metric, area)
    if shape.year is not None and not shape.values:
        for column in shape.left_out:
            _refuse_near(column, selection, set())
        listed = [shortened(column.heading) for column in shape.left_out][:5]
        raise Choose(message("import.no_metric_column", columns=listed), request.command(metric=metric))
    raise Choose(message("import.no_metric"), request.command(metric=metric))


def _metric_in(table: Table, names: MetricNames) -> str:
    """The metric that the texts above a table or its headings speak of, to make a command of."""
    texts = [part for text in table.above for part in (text, text.partition("：")[2], text.partition(":")[2]) if part]
    first = [table.label(row, column) for row in table.rows[:1] for column in table.columns]
    texts += [text for text in first if names.find(text)]
    return likely_metric([*texts, *(column.heading for column in table.columns)], names)[1]


def count_columns(selection: Selection, left: LeftOut, taken: set[str]) -> None:
    """Count the columns and rows that nothing was read from; a name that is nearly a metric's is not passed over."""
    table, _, shape, request, _, _ = selection
    asked = {plain_words(where.column) for where in request.where}
    for column in shape.left_out:
        heading = shortened(column.heading)
        if shape.year and shape.values and not request.value:
            _refuse_near(column, selection, taken)
        if plain_words(column.heading) not in asked:
            left.add("columns", name=heading)
    for period in shape.periods:
        left.add(f"{period.kind}_columns" if period.kind not in ("year", "day") else "columns")
    left.add("hidden_rows", len(table.sheet.hidden_rows))
    left.add("hidden_columns", len(table.sheet.hidden_columns))
    left.add("beyond", table.beyond)


def _refuse_near(column: Column, selection: Selection, taken: set[str]) -> None:
    """Raise for a heading that nearly names a metric, with the command that takes the column for it."""
    near = None if selection.request.target else _nearly_named(column.parts, selection.names)
    if near is not None and (near.is_certain or near.target.metric not in taken):
        heading, metric = shortened(column.heading), near.target.metric
        command = selection.request.command(metric=metric, value=heading)
        raise Choose(message("import.near_column", word=heading, metric=metric), command)


def _nearly_named(parts: Sequence[str], names: MetricNames) -> Near | None:
    """The metric that a heading nearly names, or that the last of its several parts does and the whole does not."""
    near = names.near(" ".join(parts)) if parts else None
    named = names.find(parts[-1]) if len(parts) > 1 else None
    return near or (Near(named.target, is_certain=False) if named else None)


def refuse_months(selection: Selection, left: LeftOut, placed: Sequence[Placed]) -> None:
    """Raise for a table of months or quarters: one without years, or one whose dates are not the same day each year."""
    table, rows, shape = selection.table, selection.rows, selection.shape
    if shape.year is None:
        return
    kinds = [kind for kind in ("month", "quarter", "half", "week", "span") if left.counts[kind]]
    if kinds and not placed:
        raise Refused(
            message("import.not_years", kind=message(f"import.kind.{kinds[0]}")),
            table.heading + 2,
            shape.year.place + 1,
        )
    used = {one.row - 1 for one in placed}
    periods = [period_of(table.label(row, shape.year).strip()) for row in rows if row in used]
    days = {period.day for period in periods if period is not None and period.day is not None}
    if len(days) > 1 or (
        days and not days <= {(1, 1), (12, 31)} and len({period.year for period in periods if period}) < 2
    ):
        raise Refused(
            message("import.not_years", kind=message("import.kind.day")), table.heading + 2, shape.year.place + 1
        )


def refuse_repeats(selection: Selection, placed: Sequence[Placed]) -> None:
    """Raise where a metric has several figures of one year: which of them is meant, no option but a choice can say."""
    table, request, area = selection.table, selection.request, selection.area
    found: dict[tuple[str, int], list[Placed]] = {}
    for one in placed:
        if not one.dated:
            found.setdefault((one.actual.metric, one.actual.year), []).append(one)
    repeated = {key: several for key, several in found.items() if len(several) > 1}
    for (metric, year), several in repeated.items():
        only = metric if len({metric for metric, _ in repeated}) == 1 else None
        rows = list(dict.fromkeys(one.row for one in several))
        told = {"metric": metric, "year": year, "count": len(several)}
        if len(rows) < len(several):
            letters = list(dict.fromkeys(column_letter(one.column - 1) for one in several))
            what = message("import.repeated_columns", **told, letters=letters)
            raise Choose(what, request.command(metric=only, value=letters[0]))
        listed: list[object] = [*rows[:2], "…"] if len(rows) > 3 else list(rows)
        where = where_to_choose(table, [row - 1 for row in rows], area)
        what = message("import.repeated", **told, rows=listed)
        if not where:
            raise Refused(message("import.repeated_alike", **told, rows=listed), rows[1])
        raise Choose(what, request.command(metric=only, where=_new_conditions(where, request)))


def _new_conditions(where: tuple[Where, ...], request: Request) -> tuple[Where, ...]:
    asked = {plain_words(one.column) for one in request.where}
    return tuple(one for one in where if plain_words(one.column) not in asked)


def refuse_nothing(selection: Selection, left: LeftOut) -> None:
    """Raise for a table of which nothing was taken: what is in it, and how to take one series."""
    table, rows, shape, request, names, _ = selection
    left_names = [*left.names.get("rows", []), *left.names.get("columns", [])]
    if not rows and not table.sheet.hidden_rows:
        raise Refused(message("import.no_figures"), table.heading + 1)
    if not left_names or request.target is not None:
        raise Refused(
            message("import.nothing", left=left.messages() or message("import.no_figures")), table.heading + 1
        )
    above = _metric_in(table, names)
    name, metric = likely_metric(left_names, names) if above == ANY_METRIC else (left_names[0], above)
    labels = ((label, table.label(row, label)) for row in rows for label in shape.labels)
    found = next((Where(label.heading, text) for label, text in labels if shortened(text) == name), None)
    command = request.command(metric=metric, where=(found,)) if found else request.command(metric=metric, value=name)
    raise Choose(message("import.nothing_followed", names=left_names), command)
