"""A chart drawn with characters, to fit a width and a height: axes, curves, marks and a legend that needs no color."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from fuling_cli.charts.canvas import Canvas, Piece, Stroke
from fuling_cli.core.decimals import WIDE
from fuling_cli.core.figure import Dated
from fuling_cli.language import Message, message
from fuling_cli.tables.cell_text import figure_text
from fuling_cli.tables.chart import Chart, Curve
from fuling_cli.tables.table import Table
from fuling_cli.tables.wrapping import Measure, wrap

Line: TypeAlias = tuple[Piece, ...]
Translate: TypeAlias = Callable[[object], str]
"""How a message, or a text of the plan, is said to the reader."""

STROKES = {
    "planned": Stroke("planned", "*"),
    "needed": Stroke("needed", "+", on=6, of=10, bold=True),
    "pace": Stroke("pace", ".", on=2, of=6, bold=True),
}
LEVEL = Stroke("goal", "-", on=1, of=2)
AXIS = Stroke("", "-")
GLYPHS = {"actual": "o", "goal": "@"}
OPEN_ABOVE, OPEN_BELOW, BETWEEN = "^", "v", "|"
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
YEAR_WIDTH, LEFT = 4, 5
"""Cells of a year, and from the axis to the first one."""
LEAST_COLUMNS, LEAST_ROWS = 24, 7
MOST_TICKS, MOST_APART = 10, 6
LONGEST_TICK, MOST_NUMBERS = 15, 12
WIDEST_UNIT, SAMPLE = 12, 4
"""Cells of a unit above the axis, and of a stroke in the legend."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What there is to draw on: cells across and down, the measure of a text, and whether there is braille.

    The last column stays empty: some terminals begin a new line when it is filled.
    """

    width: int
    height: int
    measure: Measure
    braille: bool


def chart_lines(table: Table, translate: Translate, paper: Paper) -> Iterator[Line]:
    """The chart of a table with its title, legend, summary and notes, within the paper's width.

    Without any actual there is no picture: what is known is said in words.
    """
    chart = table.chart
    assert chart is not None

    def text(told: Message, role: str = "") -> list[Line]:
        return [(Piece(line, role),) for line in wrap(translate(told), paper.width - 1, paper.measure)]

    above = [*text(table.title, "title"), *text(chart.summary)]
    below = [line for note in table.notes for line in text(note)]
    if chart.actuals:
        legend = list(_legend_lines(chart, translate, paper))
        rows = paper.height - len(above) - len(legend) - len(below) - 2  # an empty line, and one for the prompt
        middle = [*_plot_lines(chart, translate, paper, rows), (), *legend]
    else:
        middle = [(), *text(table.summary or chart.summary), ()]
    yield from (*above, *middle, *below)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a year and a value lie on a canvas: ``left`` and ``right`` cells of the years, ``apart`` rows a tick."""

    years: range
    ticks: tuple[Decimal, ...]
    left: int
    right: int
    apart: int
    canvas: Canvas

    def x(self, year: int) -> int:
        """The dot of a year."""
        cells, gaps = self.right - self.left, len(self.years) - 1
        if not gaps:
            return (self.left + cells // 2) * self.canvas.across
        if cells % gaps <= cells // 8:
            cells -= cells % gaps  # the years lie equally far apart
        return self.left * self.canvas.across + (year - self.years[0]) * cells * self.canvas.across // gaps

    def y(self, value: Decimal) -> int:
        """The dot of a value; every tick lies on the same dot of its row."""
        step = self.ticks[1] - self.ticks[0]
        dots = WIDE.divide((self.ticks[-1] - value) * self.apart * self.canvas.down, step)
        return self.canvas.down + (self.canvas.down - 1) // 2 + int(dots.to_integral_value(ROUND_HALF_UP))

    def cell(self, year: int, value: Decimal) -> tuple[int, int]:
        """Column and row of a value in a year."""
        return self.x(year) // self.canvas.across, self.y(value) // self.canvas.down

    @property
    def floor(self) -> int:
        """The row of the axis of years, below that of the lowest tick."""
        return (len(self.ticks) - 1) * self.apart + 2


def _plot_lines(chart: Chart, translate: Translate, paper: Paper, rows: int) -> Iterator[Line]:
    """Axes, curves and marks."""
    ticks, apart = _fitting_ticks(chart, max(min(rows - 3, paper.width * 3 // 10), LEAST_ROWS))
    labels = [tick_text(tick) for tick in ticks]
    unit = translate(chart.unit)
    if paper.measure(unit) > WIDEST_UNIT:
        unit = ""  # the title has it
    margin = max(paper.measure(unit), *map(len, labels))
    canvas = Canvas(max(paper.width - margin - 2, LEAST_COLUMNS), (len(ticks) - 1) * apart + 4, paper.braille)
    beside_it = number_text(chart.goal) if chart.goal else f"{chart.level or 0:f}"
    room = max(YEAR_WIDTH // 2, min(len(beside_it) + 2, canvas.columns // 3))
    scale = _Scale(chart.years, ticks, LEFT, canvas.columns - 1 - room, apart, canvas)
    _draw_axes(scale)
    _draw_curves(chart, scale)
    _draw_marks(chart, scale)
    beside = {1 + place * apart: label for place, label in enumerate(reversed(labels))}
    for row, line in enumerate(canvas.lines()):
        label = beside.get(row, unit if row == 0 else "")
        before = " " * (margin - paper.measure(label)) + label
        yield (Piece(f"{before} "), *line) if line else (Piece(before.rstrip()),)


def _fitting_ticks(chart: Chart, rows: int) -> tuple[tuple[Decimal, ...], int]:
    """The ticks that leave the least to a row, and the rows from one to the next: at least 2, and not very many."""
    tried = (chart.ticks(most) for most in range(MOST_TICKS, 1, -1))
    fitting = ((ticks, (rows - 1) // (len(ticks) - 1)) for ticks in tried)
    return min(
        (one for one in fitting if one[1] > 1), key=lambda one: (one[1] > MOST_APART, (one[0][1] - one[0][0]) / one[1])
    )


def tick_text(tick: Decimal) -> str:
    """The number of a tick, with an exponent where it is very long."""
    text = f"{tick:f}"
    return text if len(text) <= LONGEST_TICK else min(text, f"{tick.normalize():E}", key=len)


def labelled_years(years: range, most: int) -> list[int]:
    """The years to name on an axis, at most about so many: all, or every second, fifth, tenth and so on.

    >>> labelled_years(range(2011, 2028), 8)
    [2015, 2020, 2025]
    """
    step = next((step for step in YEAR_STEPS if len(years) <= most * step), YEAR_STEPS[-1])
    return [year for year in years if year % step == 0]


def _draw_axes(scale: _Scale) -> None:
    canvas = scale.canvas
    corner = scale.floor * canvas.down
    side = canvas.across - 1
    canvas.line([(side, scale.y(scale.ticks[-1])), (side, corner)], Stroke("", "|"))
    canvas.line([(side, corner), ((scale.right + 1) * canvas.across, corner)], AXIS)
    for tick in scale.ticks:
        canvas.dot(0, scale.y(tick), "", "+")
        if not tick and tick > scale.ticks[0]:
            canvas.line([(canvas.across, scale.y(tick)), ((scale.right + 1) * canvas.across, scale.y(tick))], AXIS)
    for year in labelled_years(scale.years, (scale.right - scale.left) // (YEAR_WIDTH + 2) + 1):
        canvas.dot(scale.x(year), corner + canvas.down // 4, "", "+")
        canvas.write(scale.x(year) // canvas.across - YEAR_WIDTH // 2, scale.floor + 1, str(year))


def _draw_curves(chart: Chart, scale: _Scale) -> None:
    if chart.level is not None:
        y = scale.y(chart.level)
        scale.canvas.line([(2, y), ((scale.right + 1) * scale.canvas.across, y)], LEVEL)
    for path in chart.paths:
        scale.canvas.line(
            [(scale.x(mark.year), scale.y(mark.figure.printed)) for mark in path.marks], STROKES[path.key]
        )


def _draw_marks(chart: Chart, scale: _Scale) -> None:
    """The actuals and the target with their bounds, then the number of each where there is room."""
    actuals = [("actual", mark) for mark in chart.actuals]
    marks = [*actuals, *([] if chart.goal is None else [("goal", chart.goal)])]
    for role, mark in marks:
        _draw_mark(mark, role, scale)
    if chart.level is not None:
        column, row = scale.right + 1, scale.y(chart.level) // scale.canvas.down
        scale.canvas.write(column, row, f" {chart.level:f}", "goal")
    for role, mark in reversed(marks if len(actuals) <= MOST_NUMBERS else marks[len(actuals) - 1 :]):
        _draw_label(mark, role, scale)


def _draw_mark(mark: Dated, role: str, scale: _Scale) -> None:
    """A sign at each end that is known, a line between them, an arrow on the side that is open."""
    canvas, x = scale.canvas, scale.x(mark.year)
    ends = [end for end in (mark.figure.low, mark.figure.high) if end is not None] or [mark.figure.printed]
    canvas.line([(x, scale.y(end)) for end in ends], Stroke(role, BETWEEN))
    for end in ends:
        canvas.write(*scale.cell(mark.year, end), GLYPHS[role], role)
    column, row = scale.cell(mark.year, ends[0])
    if mark.figure.high is None:
        canvas.write(column, row - 1, OPEN_ABOVE, role)
    if mark.figure.low is None:
        canvas.write(column, row + 1, OPEN_BELOW, role)


def _draw_label(mark: Dated, role: str, scale: _Scale) -> None:
    """The number at a mark, in the first place around it that is empty; left out where there is none."""
    text = number_text(mark)
    column, row = scale.cell(mark.year, mark.figure.printed)
    middle, before, after = column - len(text) // 2, column - len(text) - 1, column + 2
    places = [(middle, row - 1), (middle, row + 1), (middle, row - 2), (middle, row + 2), (before, row), (after, row)]
    for start, at in reversed(places) if role == "goal" else places:
        if scale.canvas.is_free(start - 1, at, len(text) + 2):
            scale.canvas.write(start, at, text, role)
            return


def number_text(mark: Dated) -> str:
    """The number of a mark as it is recorded: 1626, >1700 or 60..85."""
    return figure_text(mark.figure)


def _legend_lines(chart: Chart, translate: Translate, paper: Paper) -> Iterator[Line]:
    """A sample and a word for everything that is drawn, as many a line as fit."""
    line: list[Piece] = []
    taken = 0
    for sample, word in _legend_entries(chart, paper):
        text = f" {translate(word)}"
        wide = len(sample.text) + paper.measure(text)
        if line and taken + 3 + wide >= paper.width:
            yield tuple(line)
            line, taken = [], 0
        gap = "   " if line else ""
        line += [*([Piece(gap)] if gap else []), sample, Piece(text)]
        taken += len(gap) + wide
    yield tuple(line)


def _legend_entries(chart: Chart, paper: Paper) -> Iterator[tuple[Piece, Message]]:
    yield Piece(GLYPHS["actual"], "actual"), message("column.actual")
    for path in chart.paths:
        opens = [OPEN_ABOVE if side == "high" else OPEN_BELOW for side in path.open_sides]
        word = message(f"column.{path.key}")
        yield _stroke_sample(STROKES[path.key], paper), message("chart.open", name=word, sign=opens) if opens else word
    if chart.goal is not None:
        yield Piece(GLYPHS["goal"], "goal"), message("chart.target")
    elif chart.level is not None:
        yield _stroke_sample(LEVEL, paper), message("chart.target")
    marked = [*chart.curves, *([] if chart.goal is None else [Curve("goal", (chart.goal,))])]
    if any("high" in curve.open_sides for curve in marked):
        yield Piece(OPEN_ABOVE), message("chart.or_more")
    if any("low" in curve.open_sides for curve in marked):
        yield Piece(OPEN_BELOW), message("chart.or_less")


def _stroke_sample(stroke: Stroke, paper: Paper) -> Piece:
    canvas = Canvas(SAMPLE, 1, paper.braille)
    canvas.line([(0, canvas.down // 4), (SAMPLE * canvas.across - 1, canvas.down // 4)], stroke)
    return Piece("".join(piece.text for line in canvas.lines() for piece in line), stroke.role)
