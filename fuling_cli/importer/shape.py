"""Which columns hold years, figures and names: a row a figure, years across, or years down with names across."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fuling_cli.core.units import normalize_spaces
from fuling_cli.importer.cells import is_figure_like, is_missing, plain_words, split_bracket, without_marks
from fuling_cli.importer.headings import Column
from fuling_cli.importer.metrics import MetricNames, Named
from fuling_cli.importer.periods import Period, is_plausible_year, period_of
from fuling_cli.importer.request import Choose, Request
from fuling_cli.importer.sheet import Refused, column_letter, column_of_letter, shortened
from fuling_cli.importer.stated_unit import is_bare_unit
from fuling_cli.importer.table import Table
from fuling_cli.importer.vocabulary import AMOUNTS
from fuling_cli.language import Message, message

_SAMPLE = 200
"""Rows by which it is seen what a column holds."""
_SHOWN = 8


class ValueColumn(NamedTuple):
    """A column of figures: of one period or of the row's, of the metric it names or of the row's, in its own unit."""

    column: Column
    period: Period | None = None
    named: Named | None = None
    unit: str | None = None


class Shape(NamedTuple):
    """How to read the rows of a table; ``left_out`` are columns that nothing is read from, by why."""

    values: tuple[ValueColumn, ...]
    year: Column | None
    labels: tuple[Column, ...]
    left_out: tuple[Column, ...] = ()
    periods: tuple[Period, ...] = ()


def column_of(table: Table, name: str, option: str) -> Column:
    """The column that is called this, or has this letter; raises WrongUsage, naming the columns."""
    words = plain_words(name)
    by_name = [
        column
        for column in table.columns
        if words in map(plain_words, (column.heading, without_marks(column.heading), shortened(column.heading)))
    ]
    if len(by_name) > 1:
        letters = [column_letter(column.place) for column in by_name]
        raise Refused(message("import.column_twice", name=name, letters=letters, option=option), table.heading + 1)
    place = column_of_letter(name)
    found = by_name or [column for column in table.columns if column.place == place]
    if not found:
        known = [shortened(column.heading) for column in table.columns if column.parts]
        raise Refused(message("import.unknown_column", name=name, option=option, names=_some(known)), table.heading + 1)
    return found[0]


def _some(names: list[str]) -> list[str]:
    return names if len(names) <= _SHOWN else [*names[:_SHOWN], "…"]


def shape_of(table: Table, rows: Sequence[int], request: Request, names: MetricNames) -> Shape:
    """How the rows that are left are to be read; raises Choose where a choice is needed, Refused where none helps."""
    asked = {plain_words(where.column) for where in request.where}
    year = _year_column(table, rows, request)
    across = [column for column in table.columns if column.period is not None and column != year]
    if year is None and across:
        return _shape_across(table, rows, across, request, names)
    if year is None:
        raise Refused(message("import.no_years"), table.heading + 1)
    used = {year.place, *(column.place for column in table.columns if plain_words(column.heading) in asked)}
    free = [c for c in table.columns if c.role is None and c.place not in used and _has_content(table, rows, c)]
    return _by_rows(_Rows(table, rows, year, free), request, names)


def _year_column(table: Table, rows: Sequence[int], request: Request) -> Column | None:
    if request.year is not None:
        return column_of(table, request.year, "--year")
    across = sum(is_plausible_year(column.period) for column in table.columns)
    found = [column for column in table.with_role("year") if across < 2]
    with_periods = [column for column in found if _filled_share(table, rows, column, _is_period) > 0]
    return next(iter(with_periods or found), None)


def _is_period(text: str) -> bool:
    return period_of(text) is not None


def _filled_share(table: Table, rows: Sequence[int], column: Column, test: object) -> float:
    """How many of the filled cells of a column pass a test, from 0 to 1."""
    assert callable(test)
    cells = [text for row in rows[:_SAMPLE] if (text := table.cell(row, column).strip())]
    refused = sum((row, column.place) in table.sheet.refused for row in rows[:_SAMPLE])
    return (sum(map(test, cells)) + refused) / (len(cells) + refused) if cells or refused else 0


def _is_value(text: str) -> bool:
    return is_figure_like(text) or is_missing(text)


def is_numeric(table: Table, rows: Sequence[int], column: Column) -> bool:
    """Whether a column holds figures for the most part, and one at least."""
    return (
        _filled_share(table, rows, column, _is_value) > 0.5 and _filled_share(table, rows, column, is_figure_like) > 0
    )


# Years across


def _shape_across(
    table: Table, rows: Sequence[int], across: list[Column], request: Request, names: MetricNames
) -> Shape:
    """A column a year; other periods are left out. Second headings below the years are chosen by ``--value``."""
    first = min(column.place for column in across)
    labels = tuple(column for column in table.columns if column.role in ("metric", "name"))
    if not labels:
        labels = tuple(column for column in table.columns if column.place < first and column.role is None)
    yearly = [column for column in across if is_plausible_year(column.period)]
    others = tuple(column.period for column in across if column not in yearly and column.period is not None)
    if not yearly:
        raise Refused(
            message("import.not_years", kind=message(f"import.kind.{others[0].kind}")), table.heading + 1, first + 1
        )
    known = {*across, *labels}
    left = [c for c in table.columns if c not in known and c.role is None and _has_content(table, rows, c)]
    values = [_value_across(column, names) for column in yearly]
    if request.value is not None:
        chosen = _chosen_across(table, values, request.value)
        years = {value.period for value in chosen}
        left += [value.column for value in values if value.period not in years]
        values = chosen
    if any(value.named for value in values):
        kept = _of_metric(values, request)
        left += [value.column for value in values if value.column not in [one.column for one in kept]]
        values = kept
    else:
        _refuse_several_amounts(values, request)
    return Shape(tuple(values), None, labels, tuple(left), others)


def _chosen_across(table: Table, values: list[ValueColumn], name: str) -> list[ValueColumn]:
    """The columns of a name or a letter, and those of other years that have nothing but the year above them."""
    wanted = plain_words(name)
    chosen = [
        value for value in values if wanted in map(plain_words, (*value.column.parts, *_rest_of_heading(value.column)))
    ]
    chosen = chosen or [value for value in values if value.column.place == column_of_letter(name)]
    if not chosen:
        column_of(table, name, "--value")  # which names the columns
        raise Refused(message("import.not_of_a_year", name=name), table.heading + 1)
    years = {value.period.year for value in chosen if value.period}
    bare = [v for v in values if v.period and v.period.year not in years and not _rest_of_heading(v.column)]
    return [value for value in values if value in chosen or value in bare]


def _of_metric(values: list[ValueColumn], request: Request) -> list[ValueColumn]:
    """The columns with names of metrics; where one metric was asked for, its own, or those that were chosen."""
    named = [value for value in values if value.named is not None]
    if request.target is None:
        return named
    own = [value for value in named if value.named and value.named.target is request.target]
    if not own and request.value is None:
        _refuse_other_name(named, named, request)
    return own or [value._replace(named=None) for value in values]


def _rest_of_heading(column: Column) -> list[str]:
    """The parts of a heading beside its period and its unit."""
    return [part for part in column.parts if period_of(part) is None and not is_bare_unit(_without_brackets(part))]


def _without_amount(part: str) -> str:
    """A part of a heading without a word that adds nothing to the name above: 总量（亿元） is （亿元）."""
    name, inside = split_bracket(part)
    if plain_words(name) not in AMOUNTS:
        return part
    return f"({inside})" if inside else ""


def _without_brackets(part: str) -> str:
    return normalize_spaces(part).strip("()（）[] ")


def _unit_among(parts: Iterable[str]) -> str | None:
    """The first part of a heading that is a unit and nothing else."""
    return next((bare for part in parts if is_bare_unit(bare := _without_brackets(part))), None)


def _value_across(column: Column, names: MetricNames) -> ValueColumn:
    rest = [kept for part in _rest_of_heading(column) if (kept := _without_amount(part))]
    named = names.find(" ".join(rest)) if rest else None
    return ValueColumn(column, column.period, named, _unit_among(p for p in column.parts if period_of(p) is None))


def _refuse_several_amounts(values: list[ValueColumn], request: Request) -> None:
    """Raise where a year has several columns, with the words that tell them apart."""
    by_year: dict[int, list[Column]] = {}
    for value in values:
        if value.period is not None and value.period.year is not None:
            by_year.setdefault(value.period.year, []).append(value.column)
    for year, columns in by_year.items():
        if len(columns) > 1:
            letters = [column_letter(column.place) for column in columns]
            choices = [part for column in columns for part in column.parts if period_of(part) is None]
            what = message("import.year_columns", year=year, letters=letters)
            raise Choose(what, request.command(value=choices[0] if choices else letters[0]))


# A row a figure, or years down with names across


class _Rows(NamedTuple):
    """Rows that say their year, and the columns of which nothing is known yet."""

    table: Table
    rows: Sequence[int]
    year: Column
    free: list[Column]


def _by_rows(found: _Rows, request: Request, names: MetricNames) -> Shape:
    """The figures of rows that say their year: one column of them, or one for each metric."""
    table, rows, year, free = found
    labels = tuple(column for column in table.columns if column.role == "metric") or table.with_role("name")
    labels = tuple(column for column in labels if column.place != year.place)
    if request.value is not None:
        value = _chosen_value(column_of(table, request.value, "--value"), request, names)
        return Shape((value,), year, labels, tuple(c for c in free if c != value.column))
    figures = [column for role in ("value", "low", "high") for column in table.with_role(role)]
    if figures:
        values = [column for column in table.with_role("value") if is_numeric(table, rows, column)]
        if len(values) > 1:
            raise _choose_value(request, values)
        figures = [column for column in figures if column.role != "value" or column in values or not values]
        return Shape(tuple(ValueColumn(column) for column in figures), year, labels, tuple(free))
    named = [value for column in free if (value := _named_value(column, names)).named is not None]
    if request.target is not None:
        own = [value for value in named if value.named and value.named.target is request.target]
        if not own:
            own = [ValueColumn(column) for column in free if is_numeric(table, rows, column)]
            if len(own) == 1:
                _refuse_other_name(own, named, request)
        if len(own) != 1:
            raise _choose_value(request, [value.column for value in own] or free)
        named = own
    elif not named and labels:
        named = [ValueColumn(column) for column in free if is_numeric(table, rows, column)]
        if len(named) > 1:
            raise _choose_value(request, [value.column for value in named])
    taken = {value.column.place for value in named}
    return Shape(tuple(named), year, labels, tuple(column for column in free if column.place not in taken))


def _chosen_value(column: Column, request: Request, names: MetricNames) -> ValueColumn:
    """The column that was chosen: of the metric that was asked for, whatever its heading names."""
    value = _named_value(column, names)
    is_other = request.target is not None and (value.named is None or value.named.target is not request.target)
    return value._replace(named=None) if is_other else value


def _has_content(table: Table, rows: Sequence[int], column: Column) -> bool:
    return bool(column.parts) or any(table.cell(row, column).strip() for row in rows[:_SAMPLE])


def _named_value(column: Column, names: MetricNames) -> ValueColumn:
    """A column of figures with the metric that its whole heading names, and the unit in a row of units below."""
    parts = [kept for part in column.parts if (kept := _without_amount(part))] or list(column.parts)
    named = names.find(" ".join(parts)) if parts else None
    if named is not None:
        return ValueColumn(column, named=named)
    bare = [part for part in parts if not is_bare_unit(_without_brackets(part))]
    named = names.find(" ".join(bare)) or names.find("".join(bare)) if bare else None
    return ValueColumn(column, named=named, unit=_unit_among(parts))


def _refuse_other_name(own: list[ValueColumn], named: list[ValueColumn], request: Request) -> None:
    """Raise where the columns of figures are called by another metric's name."""
    for value in named:
        if value.named and value.column in [one.column for one in own] and request.target:
            what = message("import.other_metric", name=value.column.heading, metric=value.named.target.metric)
            raise Choose(what, request.command(value=shortened(value.column.heading)))


def _choose_value(request: Request, columns: Sequence[Column]) -> Choose | Refused:
    """That one of several columns of figures must be chosen."""
    if not columns:
        return Refused(message("import.no_figures"))
    listed: list[str | Message] = [shortened(column.heading) for column in columns]
    what = message("import.several_columns", count=len(columns), columns=listed[:_SHOWN])
    return Choose(what, request.command(value=shortened(columns[0].heading)))


def unique(texts: Iterator[str]) -> list[str]:
    """The texts without repetitions, in their order."""
    return list(dict.fromkeys(texts))
