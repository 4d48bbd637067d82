"""Actuals from the rows of a table: long (metric, year, value, …) or wide (a row a metric, a column a year).

Columns are matched by name, in English or Chinese, in any order; metrics by their id or by a target's name.
Nothing is guessed: a column that is not known is an error, a cell that cannot be read is named.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple, TypeVar

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import STATUSES, Actual, Status
from fuling_cli.core.names import metric_names
from fuling_cli.core.parsing import LONGEST_TEXT, YEARS, day_from, figure_as_typed, figure_from, year_from
from fuling_cli.core.target import Plan, Target
from fuling_cli.core.units import normalize_spaces, unit_factor
from fuling_cli.errors import WrongUsage
from fuling_cli.language import LANGUAGES, Message, message, words

HEADINGS = {
    "metric": ("metric", "metric_id", "indicator", "指标", "指标代码", "指标名称"),
    "name": ("name", "名称"),
    "year": ("year", "time_period", "年份", "年度", "年"),
    "value": ("value", "figure", "obs_value", "数值", "数据", "值"),
    "low": ("low", "at least", "figure, at least", "下限", "数据下限"),
    "high": ("high", "at most", "figure, at most", "上限", "数据上限"),
    "unit": ("unit", "单位", "计量单位"),
    "status": ("status", "性质"),
    "published": ("published", "公布日期", "发布日期"),
    "source": ("source", "来源", "数据来源"),
    "url": ("url", "address", "网址", "链接"),
    "note": ("note", "说明", "备注"),
    "recorded": ("recorded", "记录时间"),
}
"""What each column may be called; a name beside the metric is for people, and not read."""

MOST_COLUMNS = 1000
"""Columns of the widest table: a wide one has a year in each, and few others."""
FORMULA = re.compile(r"(?:^|(?<=;))'(?=[\s\"'“”‘’]*[=+\-@＝＋－＠\"]|'*\\)")
"""The apostrophe that an export puts before whatever a spreadsheet could compute."""
_LONGEST_SHOWN = 80

T = TypeVar("T")


class WrongCell(NamedTuple):
    """A cell that cannot be used: its row and column from 1, and why."""

    row: int
    column: int
    message: Message


class Placed(NamedTuple):
    """An actual, and the row and column of its value. ``recorded`` stands in for the moment until it is written.

    ``columns`` are those of its other cells, by key. ``dated`` says that the file itself tells when the entry was
    recorded, as an export of a ledger does.
    """

    actual: Actual
    row: int
    column: int
    dated: bool
    columns: Mapping[str, int]

    def wrong(self, key: str, why: Message) -> WrongCell:
        """What is wrong with the figure: at the cell of a key where it has one, and saying the figure."""
        typed = figure_as_typed(self.actual.figure, self.actual.unit)
        return WrongCell(self.row, self.columns.get(key, self.column), message("import.cell", typed=typed, why=why))


def actuals_from(rows: Sequence[Sequence[str]], plan: Plan, now: datetime) -> Iterator[Placed | WrongCell]:
    """Every actual of a table whose first row holds the headings, and every cell that cannot be read."""
    heading = rows[0] if rows else ()
    if len(heading) > MOST_COLUMNS:
        yield WrongCell(1, MOST_COLUMNS + 1, message("import.too_wide", most=MOST_COLUMNS))
        return
    columns, years, wrong = _columns(heading)
    yield from wrong
    missing = list(_missing(columns, years))
    for name in missing:
        yield WrongCell(1, 1, message("import.no_column", name=name, names=list(HEADINGS[name])))
    if missing or wrong:
        return
    names = metric_names(plan)
    known = {*columns.values(), *years.values()}
    for number, row in enumerate(rows[1:], start=2):
        stray = next((place for place, cell in enumerate(row) if place not in known and cell.strip()), None)
        if stray is not None:  # a comma within a number moves every later figure by a column
            yield WrongCell(number, stray + 1, message("import.no_heading", value=_shown(row[stray])))
        elif any(cell.strip() for cell in row):
            yield from _row(_Row(number, row, columns), years, names, now)


def _missing(columns: Mapping[str, int], years: Mapping[int, int]) -> Iterator[str]:
    """The columns without which the table says nothing; a value, wherever there is one, is of some year."""
    valued = not columns.keys().isdisjoint(("value", "low", "high"))
    if "metric" not in columns:
        yield "metric"
    if "year" not in columns and (valued or not years):
        yield "year"
    if not valued and ("year" in columns or not years):
        yield "value"


def _columns(heading: Sequence[str]) -> tuple[dict[str, int], dict[int, int], list[WrongCell]]:
    """The place of each known column, the place of each year's column, and the headings that are neither."""
    known = {word: name for name, words in HEADINGS.items() for word in words}
    columns: dict[str, int] = {}
    years: dict[int, int] = {}
    wrong: list[WrongCell] = []
    for place, cell in enumerate(heading):
        word = normalize_spaces(cell).casefold()
        name = known.get(word)
        digits = re.fullmatch("([0-9]{4})年?", word)
        year = int(digits[1]) if digits and int(digits[1]) in YEARS else None
        if name is not None and name not in columns:
            columns[name] = place
        elif year is not None and year not in years:
            years[year] = place
        elif word:
            key = "import.unknown_column" if name is None and year is None else "import.column_twice"
            wrong.append(WrongCell(1, place + 1, message(key, name=_shown(cell), names=list(HEADINGS))))
    return columns, years, wrong


class _Row:
    """One row with its headings: reads a cell by name and keeps what was wrong with it."""

    def __init__(self, number: int, cells: Sequence[str], columns: Mapping[str, int]) -> None:
        self.number = number
        self.cells = cells
        self.columns = columns
        self.wrong: list[WrongCell] = []

    def text(self, place: int, *, spaced: bool = False) -> str:
        """The cell of a place, without an apostrophe against formulas; with the spaces around it where ``spaced``."""
        text = self.cells[place] if place < len(self.cells) else ""
        text = text if spaced else text.strip()
        return FORMULA.sub("", text)

    def read(self, name: str, parse: Callable[[str], T], *, spaced: bool = False) -> T | None:
        """The cell under a heading as ``parse`` reads it; None where it is empty or wrong."""
        return self.read_at(self.columns[name], parse, spaced=spaced) if name in self.columns else None

    def read_at(self, place: int, parse: Callable[[str], T], *, spaced: bool = False) -> T | None:
        """The cell at a place as ``parse`` reads it; None where it is empty or wrong."""
        text = self.text(place, spaced=spaced)
        if len(text) > LONGEST_TEXT:
            why = message("import.long_cell", value=_shown(text), longest=LONGEST_TEXT)
        else:
            try:
                return parse(text) if text else None
            except WrongUsage as error:
                why = error.message
        self.wrong.append(WrongCell(self.number, place + 1, why))
        return None


def _row(
    row: _Row, years: Mapping[int, int], names: Mapping[str, Target], now: datetime
) -> Iterator[Placed | WrongCell]:
    """The actuals of one row: one in a long table, one for every year with a figure in a wide one."""
    target = row.read("metric", lambda text: _metric(text, names))
    if target is None:
        yield from row.wrong or [
            WrongCell(row.number, row.columns["metric"] + 1, message("import.empty", name="metric"))
        ]
        return
    recorded = row.read("recorded", _moment)
    dated = recorded is not None  # then it is an export, whose texts are meant to the last space
    template = Actual(
        metric=target.metric,
        year=0,
        figure=Figure.exactly(Decimal(0)),
        unit=row.read("unit", lambda text: _unit(text, target)) or target.unit,
        recorded=recorded or now,
        status=row.read("status", _status) or "provisional",
        published=row.read("published", lambda text: day_from(text, "published")),
        **{name: row.read(name, str, spaced=dated) for name in ("source", "url", "note")},
    )
    columns = {name: place + 1 for name, place in row.columns.items()}
    if "year" in row.columns:
        year, figure = row.read("year", year_from), _figure(row, template.unit)
        if year is None and not row.wrong:
            row.wrong.append(WrongCell(row.number, row.columns["year"] + 1, message("import.empty", name="year")))
        if figure is None and not row.wrong:
            row.wrong.append(WrongCell(row.number, _place(row) + 1, message("import.empty", name="value")))
        if year is not None and figure is not None and not row.wrong:
            yield Placed(template._replace(year=year, figure=figure), row.number, _place(row) + 1, dated, columns)
    for year, place in years.items():
        figure = row.read_at(place, lambda text: figure_from(text, template.unit))
        if figure is not None:
            yield Placed(template._replace(year=year, figure=figure), row.number, place + 1, dated, columns)
    yield from row.wrong


def _figure(row: _Row, unit: str) -> Figure | None:
    """The figure of a long row: its value, or its low and high ends; not both."""
    value = row.read("value", lambda text: figure_from(text, unit))
    low, high = (row.read(name, lambda text: _end(text, unit)) for name in ("low", "high"))
    if low is None and high is None:
        return value
    if value is not None:
        row.wrong.append(WrongCell(row.number, row.columns["value"] + 1, message("data.shape")))
        return None
    if low is not None and high is not None and low >= high:
        row.wrong.append(WrongCell(row.number, row.columns["high"] + 1, message("data.backwards", low=low, high=high)))
        return None
    return Figure.from_fields(None, low, high)


def _end(text: str, unit: str) -> Decimal:
    """One end of a range: a number, since a bound of a bound means nothing."""
    end = figure_from(text, unit).value
    if end is None:
        raise WrongUsage(message("value.unreadable", text=text, unit=unit))
    return end


def _place(row: _Row) -> int:
    """The place of the figure: of its value, or of the first end that is given."""
    places = [row.columns[name] for name in ("value", "low", "high") if name in row.columns]
    return next((place for place in places if row.text(place)), places[0])


def _shown(text: str) -> str:
    """The text, or its beginning where it is too long to repeat."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _metric(text: str, names: Mapping[str, Target]) -> Target:
    found = names.get(text) or names.get(normalize_spaces(text).casefold())
    if found is None or not found.unit:
        near = get_close_matches(text, names, n=1)
        hint = message("error.did_you_mean", word=near[0]) if near else message("import.see_targets")
        raise WrongUsage(message("error.unknown_metric", word=text, hint=hint))
    return found


def _unit(text: str, target: Target) -> str:
    if unit_factor(text, target.unit) is None:
        raise WrongUsage(message("odd.unit", unit=text, wanted=target.unit))
    return text


def _status(text: str) -> Status:
    """A status, or what it is called in one of the languages."""
    for status in STATUSES:
        if text in (status, *(words(language)[f"status.{status}"] for language in LANGUAGES)):
            return status
    hint = message("error.one_of", words=list(STATUSES))
    raise WrongUsage(message("error.unknown_status", word=text, hint=hint))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise WrongUsage(message("data.moment", key="recorded", value=text))
    return moment
