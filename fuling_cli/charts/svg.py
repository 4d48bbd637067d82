"""A chart laid out for paper: where every line, mark and label goes, in units of which twelve are the height of a text.

Nothing is left to compute for who draws it. The labels stand to the right of the lines, each beside a sample of its own
line, and give way to each other up and down; the plot is as wide as the texts beside it leave it.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from fuling_cli.core.figure import Dated, Figure
from fuling_cli.language import Language, message, words
from fuling_cli.tables.chart import SIDES, Chart, Curve, Side

WIDTH, HEIGHT = 440, 264
LEAST_PLOT = 200
TEXT = 12
TOP, BOTTOM = 34, 28  # above the plot the unit, with room for an open end; below it the years
EDGE = 14  # from the frame of the plot to the first and the last year
GAP, SAMPLE, LINE = 6, 22, 17
ARROW = 20  # how far an open end reaches
ARROWS: dict[Side, str] = {"high": "↑", "low": "↓"}
"""What stands in a label for the side on which values are not known, as the arrows stand in the plot."""
ACTUAL, GOAL = "actual", "goal"


class Point(NamedTuple):
    """A place, from the upper left corner."""

    x: float
    y: float


class Tick(NamedTuple):
    """A text on an axis, and how far along it."""

    at: float
    text: str


class Line(NamedTuple):
    """A curve through its marks, in pieces where years are missing; ``key`` is that of the curve."""

    key: str
    pieces: tuple[tuple[Point, ...], ...]


class ErrorBar(NamedTuple):
    """What is known of a value that is not exact: from ``low`` up to ``high``, ends that are open being arrows."""

    x: float
    low: float
    high: float
    open_low: bool
    open_high: bool


class Label(NamedTuple):
    """A text beside a sample of its line; ``end`` is where the line ends, if that is beside the label."""

    key: str
    text: str
    sample: tuple[Point, Point]
    at: Point
    end: Point | None


class Drawing(NamedTuple):
    """A chart with every place settled; ``left``, ``right``, ``top`` and ``bottom`` frame the plot."""

    width: float
    left: float
    right: float
    unit: str
    values: tuple[Tick, ...]
    years: tuple[Tick, ...]
    lines: tuple[Line, ...]
    dots: tuple[Point, ...]
    error_bars: tuple[ErrorBar, ...]
    goal: Point | None
    level: float | None
    labels: tuple[Label, ...]
    caption: str
    height: float = HEIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM


def lay_out(chart: Chart, language: Language) -> Drawing | None:
    """The chart with its texts in one language; None where there is no line to draw."""
    if not chart.curves:
        return None
    ticks = [(tick, format(tick, "f")) for tick in chart.ticks()]
    texts = _label_texts(chart, language)
    left = _rounded_up(max(_text_width(text) for _, text in ticks)) + GAP
    beside = _rounded_up(max(map(_text_width, texts.values()))) + EDGE + GAP + SAMPLE + GAP
    right = max(WIDTH - beside, left + LEAST_PLOT)
    scale = _Scale(chart, left, right)
    actuals = [mark for curve in chart.curves if curve.key == ACTUAL for mark in curve.marks]
    known = [*actuals, *([] if chart.goal is None else [chart.goal])]
    return Drawing(
        width=right + beside,
        left=left,
        right=right,
        unit=chart.unit,
        values=tuple(Tick(scale.y(tick), text) for tick, text in ticks),
        years=tuple(scale.year_ticks()),
        lines=tuple(_curve_line(curve, scale) for curve in chart.curves),
        dots=tuple(scale.point(mark) for mark in actuals if mark.figure.exact),
        error_bars=tuple(_error_bar(mark, scale) for mark in known if not mark.figure.exact),
        goal=None if chart.goal is None else scale.point(chart.goal),
        level=None if chart.level is None else scale.y(chart.level),
        labels=tuple(_placed_labels(chart, texts, scale)),
        caption=_caption(chart, language),
    )


def bar_shares(share: Figure) -> tuple[int, int]:
    """How much of a bar of a hundred is full, and how much may be: the two differ where a bound leaves it open."""
    full = 0 if share.low is None else _whole_percent(share.low)
    return full, 100 if share.high is None else max(_whole_percent(share.high), full)


class _Scale:
    """From years and values to places."""

    def __init__(self, chart: Chart, left: float, right: float) -> None:
        ticks = chart.ticks()
        self._years, self._low, self._high = chart.years, ticks[0], ticks[-1]
        self._left, self.right = left, right

    def x(self, year: int) -> float:
        """The place of a year; the middle where it is the only one."""
        start, length = self._left + EDGE, self.right - self._left - 2 * EDGE
        steps = len(self._years) - 1
        return round(start + length * (year - self._years[0]) / steps if steps else start + length / 2, 1)

    def y(self, value: Decimal) -> float:
        """The place of a value."""
        share = float((value - self._low) / (self._high - self._low))
        return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)

    def point(self, mark: Dated) -> Point:
        """The place of a mark."""
        return Point(self.x(mark.year), self.y(mark.figure.printed))

    def year_ticks(self) -> Iterator[Tick]:
        """The years, or every second, third, … where they would touch; always with the last one."""
        room = (self.right - self._left - 2 * EDGE) / max(len(self._years) - 1, 1)
        step = 1 + int((_text_width("0000") + GAP) / room)
        return (Tick(self.x(year), str(year)) for year in sorted(self._years[::-step]))


def _curve_line(curve: Curve, scale: _Scale) -> Line:
    """The pieces of a curve; actuals that are only bounded are no places that it passes through."""
    marks = [mark for mark in curve.marks if curve.key != ACTUAL or mark.figure.exact]
    pieces: list[list[Point]] = []
    for before, mark in pairwise([None, *marks]):
        assert mark is not None
        if before is None or mark.year != before.year + 1:
            pieces.append([])
        pieces[-1].append(scale.point(mark))
    return Line(curve.key, tuple(tuple(piece) for piece in pieces if len(piece) > 1))


def _error_bar(mark: Dated, scale: _Scale) -> ErrorBar:
    printed = scale.y(mark.figure.printed)
    low = printed + ARROW if mark.figure.low is None else scale.y(mark.figure.low)
    high = printed - ARROW if mark.figure.high is None else scale.y(mark.figure.high)
    return ErrorBar(scale.x(mark.year), low, high, mark.figure.low is None, mark.figure.high is None)


def _label_texts(chart: Chart, language: Language) -> dict[str, str]:
    """The label of every line, and of the number to reach, by key."""
    texts = {}
    number = chart.level if chart.goal is None else chart.goal.figure.printed if chart.goal.figure.exact else None
    if chart.goal is not None or chart.level is not None:
        texts[GOAL] = " ".join([words(language)["chart.target"], *([] if number is None else [format(number, "f")])])
    for curve in chart.curves:
        arrows = "".join(ARROWS[side] for side in curve.open_sides)
        texts[curve.key] = f"{words(language)[f'column.{curve.key}']} {arrows}".rstrip()
    return texts


def _caption(chart: Chart, language: Language) -> str:
    """What the arrows mean that occur; empty where none does."""
    found = [side for side in SIDES if any(side in curve.open_sides for curve in chart.curves)]
    means = {"high": message("chart.or_more"), "low": message("chart.or_less")}
    signs = [f"{ARROWS[side]} {means[side].translate(language)}" for side in found]
    return message("chart.arrows", signs=signs).translate(language) if signs else ""


def _placed_labels(chart: Chart, texts: dict[str, str], scale: _Scale) -> Iterator[Label]:
    """The labels from the top down, each as near to the end of its line as the others allow."""
    ends = {curve.key: curve.marks[-1] for curve in chart.curves}
    places = {key: scale.y(mark.figure.printed) for key, mark in ends.items()}
    if GOAL in texts:
        places[GOAL] = scale.y(chart.goal.figure.printed if chart.goal is not None else chart.level or Decimal(0))
    keys = sorted(texts, key=lambda key: places[key])
    spread = _spread_apart([places[key] for key in keys])
    x = scale.right + GAP
    for key, y in zip(keys, spread, strict=True):
        beside = key in ends and key != ACTUAL and ends[key].year == chart.years[-1]
        end = scale.point(ends[key]) if beside else scale.point(chart.goal) if key == GOAL and chart.goal else None
        sample = (Point(x, y), Point(x + SAMPLE, y))
        yield Label(key, texts[key], sample, Point(x + SAMPLE + GAP, y), end)


def _spread_apart(places: list[float]) -> list[float]:
    """Places in order, moved as little as keeps them a line of text apart and within the plot.

    >>> _spread_apart([100.0, 102.0, 200.0])
    [92.5, 109.5, 200.0]
    """
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while len(groups) > 1 and _span_around(groups[-2])[-1] + LINE > _span_around(groups[-1])[0]:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [place for group in groups for place in _span_around(group)]


def _span_around(group: list[float]) -> list[float]:
    """Places a line apart around the middle of a group, within the plot."""
    half = (len(group) - 1) * LINE / 2
    middle = min(max(sum(group) / len(group), TOP + half), HEIGHT - BOTTOM - half)
    return [round(middle - half + LINE * place, 1) for place in range(len(group))]


def _whole_percent(share: Decimal) -> int:
    """A share as a whole number of a hundred, never more than was done and neither below none nor beyond all."""
    return int(min(max(share, Decimal(0)), Decimal(1)) * 100)


def _text_width(text: str) -> float:
    """About how wide a text is: a Chinese character is as wide as high, a Latin letter less."""
    return sum(TEXT * (1.0 if east_asian_width(character) in "WFA" else 0.6) for character in text)


def _rounded_up(length: float) -> int:
    return int(length) + 1
