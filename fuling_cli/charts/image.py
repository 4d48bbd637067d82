"""Charts as files for print and the web: svg, png and pdf, drawn by Matplotlib (the extra ``charts``).

The same chart gives the same bytes on the same machine. Letters are drawn as shapes in svg and embedded in pdf, so that
a picture looks alike wherever it is opened; its words are in the title and the description of the file as well.
"""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

# It would keep a list of fonts in the reader's home; told that there is no place, it makes one and takes it away again.
os.environ.setdefault("MPLCONFIGDIR", os.devnull)
logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it talks of such things, in English only

import matplotlib as mpl  # noqa: E402  after it was told
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.figure import Figure as Sheet  # noqa: E402
from matplotlib.font_manager import FontProperties, fontManager, get_font  # noqa: E402
from matplotlib.lines import Line2D  # noqa: E402
from matplotlib.patheffects import withStroke  # noqa: E402

from fuling_cli.charts.text import named_years, number_text, tick_text  # noqa: E402
from fuling_cli.core.decimals import WIDE  # noqa: E402
from fuling_cli.core.figure import Dated  # noqa: E402
from fuling_cli.core.units import english_unit  # noqa: E402
from fuling_cli.language import Language, Message, message, spoken  # noqa: E402
from fuling_cli.tables.chart import Chart, Curve  # noqa: E402
from fuling_cli.tables.layout import folded  # noqa: E402
from fuling_cli.tables.safe_text import escaped, visible  # noqa: E402
from fuling_cli.tables.table import Table  # noqa: E402

LATIN = "DejaVu Sans"
"""The font that Matplotlib brings along."""
CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti SC",
    "STHeiti",
    "SimSun",
    "Noto Serif CJK SC",
    "Noto Sans CJK JP",
    "Arial Unicode MS",
)
"""Fonts with Chinese letters, the best first."""

WIDTH, HEIGHT, MARGIN, GAP, ARROW = 648.0, 405.0, 30.0, 9.0, 24.0
"""Points, 72 to the inch."""
LEADING = 1.45
"""From line to line, in heights of the letters."""
PIXELS = 160
"""Pixels an inch, in png."""
INK, PALE, GRID = "#1a1a1a", "#595959", "#dddddd"
COLORS = {"planned": "#0072B2", "needed": "#D55E00", "pace": "#009E73"}
"""Okabe and Ito's: told apart with every kind of color vision; the dashes tell without any."""
DASHES: dict[str, tuple[float, tuple[float, ...]]] = {
    "planned": (0, ()),
    "needed": (0, (5, 2)),
    "pace": (0, (1, 1.6)),
    "level": (0, (8, 3, 1, 3)),
}
MOST_TICKS, MOST_YEARS = 6, 14


class Face(NamedTuple):
    """How letters look: their size in points, color and weight."""

    size: float
    color: str = PALE
    weight: str = "normal"


TITLE, SUMMARY, LABEL, NOTE = Face(15, INK, "bold"), Face(10.5), Face(9.5), Face(8)


class Picture(NamedTuple):
    """The bytes of a file; ``faithful`` unless words had to be changed for want of a Chinese font."""

    content: bytes
    faithful: bool


def chinese_font() -> str | None:
    """The best font with Chinese letters that is installed; None where there is none."""
    installed = set(fontManager.get_font_names())
    return next((name for name in CHINESE if name in installed), None)


def picture(table: Table, language: Language, ending: str, font: str | None) -> Picture:
    """The chart of a table as a file; without a Chinese font in English."""
    chart = table.chart
    assert chart is not None
    pen = _Pen(language if font else "en", font, chart.unit)
    told = " ".join(pen.say(text) for text in (chart.summary, table.summary, *table.notes) if text is not None)
    with _settings(pen):
        content = _saved(_sheet(table, chart, pen), ending, pen.say(table.title), told)
    return Picture(content, pen.faithful)


@dataclass
class _Pen:
    """What is said, in letters that the fonts have."""

    language: Language
    font: str | None
    unit: str
    faithful: bool = True
    fonts: list[str] = field(init=False)
    letters: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.fonts = (
            [LATIN] if self.font is None else [LATIN, self.font] if self.language == "en" else [self.font, LATIN]
        )
        files = (fontManager.findfont(FontProperties(family=[name])) for name in self.fonts)
        self.letters = {letter for file in files for letter in get_font(file).get_charmap()}

    def say(self, told: object) -> str:
        """The text; a unit that cannot be written is named in English, any other letter by its number."""
        text = visible(spoken(told, self.language))
        if self._writes(text):
            return text
        self.faithful = False
        if self.unit and not self._writes(self.unit):
            text = text.replace(self.unit, english_unit(self.unit) or self.unit)
        return "".join(letter if self._writes(letter) else escaped(letter) for letter in text)

    def _writes(self, text: str) -> bool:
        return self.letters.issuperset(map(ord, text))


@contextmanager
def _settings(pen: _Pen) -> Iterator[None]:
    """Matplotlib set up for our pictures, whatever the reader has set for his own."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rc("font", family=pen.fonts)
        mpl.rc("text", parse_math=False)  # a dollar sign is a dollar sign
        mpl.rc("svg", fonttype="path", hashsalt="fuling")  # without the salt the ids in a file are drawn by lot
        mpl.rc("savefig", dpi=PIXELS)
        yield


def _sheet(table: Table, chart: Chart, pen: _Pen) -> Sheet:
    """Title, summary, chart and notes, from above; a sentence where no figure has been published."""
    sheet = Sheet(figsize=(WIDTH / 72, HEIGHT / 72))
    top = _write(sheet, pen.say(table.title), MARGIN, TITLE)
    top = _write(sheet, pen.say(chart.summary), top + 3, SUMMARY)
    notes = [line for note in table.notes for line in _lines(pen.say(note), NOTE)]
    floor = below = HEIGHT - MARGIN + NOTE.size - LEADING * NOTE.size * len(notes)
    for line in notes:
        below = _write(sheet, line, below, NOTE)
    if not chart.actuals:
        instead = "\n".join(_lines(pen.say(table.summary or chart.summary), SUMMARY))
        sheet.text(0.5, 1 - (top + floor) / 2 / HEIGHT, instead, size=SUMMARY.size, color=INK, ha="center", va="center")
        return sheet
    top = _key(sheet, list(_handles(chart, pen)), top + 8)
    unit = pen.say(chart.unit)
    if unit:
        top = _write(sheet, unit, top + 8, LABEL) - 4
    axes = _axes(sheet, chart, pen, top + 2, floor - 26)
    _curves(axes, chart)
    _marks(axes, chart, pen)
    return sheet


def _write(sheet: Sheet, text: str, top: float, face: Face) -> float:
    """Put a text at the left margin, in as many lines as it takes, and return where it ends; points from above."""
    size, color, weight = face
    for line in _lines(text, face):
        sheet.text(MARGIN / WIDTH, 1 - top / HEIGHT, line, size=size, va="top", color=color, weight=weight)
        top += LEADING * size
    return top


def _lines(text: str, face: Face) -> list[str]:
    return [*folded(text, int((WIDTH - 2 * MARGIN) / _wide("n", face)), _cells, indent=0)]


def _wide(text: str, face: Face = LABEL) -> float:
    """About how many points a text takes."""
    return 0.56 * face.size * _cells(text)


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _handles(chart: Chart, pen: _Pen) -> Iterator[Line2D]:
    """A sample and a word for all that has no label of its own."""
    if any(mark.figure.exact for mark in chart.actuals):
        yield _circle((), (), exact=True, label=pen.say(message("column.actual")))
    if not all(mark.figure.exact for mark in chart.actuals):
        bound = message("chart.open", name=message("column.actual"), sign=message("chart.bound"))
        yield _circle((), (), exact=False, label=pen.say(bound))
    for path in chart.paths:
        yield _line(path.key, (), (), label=pen.say(_named(path)))


def _named(curve: Curve) -> Message:
    """The heading of a path, and on which side it is open."""
    name = message(f"column.{curve.key}")
    opens = [
        message(word)
        for side, word in (("high", "chart.or_more"), ("low", "chart.or_less"))
        if any(getattr(mark.figure, side) is None for mark in curve.marks)
    ]
    return message("chart.open", name=name, sign=opens) if opens else name


def _key(sheet: Sheet, handles: list[Line2D], top: float) -> float:
    """The samples and words below each other in as few rows as they take; returns where they end."""
    wide = sum(56 + _wide(str(handle.get_label())) for handle in handles)
    rows = int(wide // (WIDTH - 2 * MARGIN)) + 1
    sheet.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(MARGIN / WIDTH, 1 - top / HEIGHT),
        ncols=-(-len(handles) // rows),
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        handlelength=2.6,
        columnspacing=1.8,
        fontsize=LABEL.size,
        labelcolor=INK,
    )
    return top + LEADING * LABEL.size * rows


def _axes(sheet: Sheet, chart: Chart, pen: _Pen, top: float, floor: float) -> Axes:
    """The frame between two heights: a line for each tick, the years below."""
    ticks, years = chart.ticks(MOST_TICKS), chart.years
    labels = [tick_text(tick) for tick in ticks]
    left = MARGIN + max(_wide(label) for label in labels) + GAP
    right = WIDTH - max(MARGIN, 1.25 * _wide(_goal(chart, pen)) + GAP)  # which is bold
    place = (left / WIDTH, 1 - floor / HEIGHT, (right - left) / WIDTH, (floor - top) / HEIGHT)
    axes = sheet.add_axes(place, facecolor="none")
    room = max(0.3, 0.04 * len(years))
    axes.set(xlim=(years[0] - room, years[-1] + room), ylim=(-0.03, 1.03))
    axes.set_yticks([_height(tick, chart) for tick in ticks], labels=labels)
    axes.set_xticks(named_years(years, MOST_YEARS), labels=map(str, named_years(years, MOST_YEARS)))
    axes.tick_params(color=PALE, labelcolor=PALE, labelsize=LABEL.size)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["left", "top", "right"]].set_visible(False)
    axes.spines["bottom"].set_color(PALE)
    if ticks[0] < 0 < ticks[-1]:
        axes.axhline(_height(Decimal(0), chart), color=PALE, linewidth=0.8)
    return axes


def _height(value: Decimal, chart: Chart) -> float:
    """Where a value lies between the lowest tick, 0, and the highest, 1: no number is too large for that."""
    ticks = chart.ticks(MOST_TICKS)
    return float(WIDE.divide(value - ticks[0], ticks[-1] - ticks[0]))


def _curves(axes: Axes, chart: Chart) -> None:
    """The paths as lines, and as an area where they are known between two ends."""
    for path in chart.paths:
        years = [mark.year for mark in path.marks]
        axes.add_line(_line(path.key, years, [_height(mark.figure.printed, chart) for mark in path.marks]))
        lows = [_height(mark.figure.low, chart) for mark in path.marks if mark.figure.low is not None]
        highs = [_height(mark.figure.high, chart) for mark in path.marks if mark.figure.high is not None]
        if len(lows) == len(highs) == len(years):
            axes.fill_between(years, lows, highs, color=COLORS[path.key], alpha=0.15, linewidth=0)


def _marks(axes: Axes, chart: Chart, pen: _Pen) -> None:
    """The actuals and the target, with their bounds and numbers: all of them, or the last where it gets tight."""
    for mark in chart.actuals:
        _bounds(axes, mark, chart)
        axes.add_line(_circle((mark.year,), (_height(mark.figure.printed, chart),), exact=mark.figure.exact))
    apart = WIDTH * axes.get_position().width / len(chart.years)
    tight = any(_wide(number_text(mark)) > apart for mark in chart.actuals)
    for mark in chart.actuals[-1:] if tight else chart.actuals:
        top = _height(mark.figure.printed if mark.figure.high is None else mark.figure.high, chart)
        _number(axes, number_text(mark), (mark.year, top), _above(mark, chart))
    if chart.goal is not None:
        _bounds(axes, chart.goal, chart)
        place = (chart.goal.year, _height(chart.goal.figure.printed, chart))
        axes.add_line(Line2D(*zip(place, strict=True), marker="D", markersize=8, color=INK, clip_on=False, zorder=3))
        _number(axes, _goal(chart, pen), place, 0 if chart.goal.year == chart.years[-1] else -GAP, weight="bold")
    if chart.level is not None:
        y = _height(chart.level, chart)
        axes.axhline(y, color=INK, linestyle=DASHES["level"], linewidth=1.2)
        _number(axes, _goal(chart, pen), (axes.get_xlim()[1], y), 0, weight="bold")


def _above(mark: Dated, chart: Chart) -> float:
    """How far above a mark its number stands; below it where a path runs above, and there is room."""
    if mark.figure.high is None:
        return ARROW + 4
    beside = [other for path in chart.paths for other in path.marks if other.year == mark.year]
    free = (
        mark.figure.exact
        and _height(mark.figure.printed, chart) > 0.1
        and (chart.goal is None or chart.goal.year != mark.year)
    )
    return -GAP if free and any(other.figure.printed > mark.figure.printed for other in beside) else GAP


def _bounds(axes: Axes, mark: Dated, chart: Chart) -> None:
    """A line with crossbars between the ends of a range, an arrow on the side that is open."""
    x, y = mark.year, _height(mark.figure.printed, chart)
    if mark.figure.low is not None and mark.figure.high is not None and mark.figure.low < mark.figure.high:
        ends = [_height(mark.figure.low, chart), _height(mark.figure.high, chart)]
        axes.add_line(Line2D([x, x], ends, color=INK, linewidth=1.4, marker="_", markersize=12, markeredgewidth=1.4))
    for end, side in ((mark.figure.high, 1), (mark.figure.low, -1)):
        if end is None:
            arrow = {"arrowstyle": "<|-", "color": INK, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", (x, y), (0, ARROW * side), textcoords="offset points", arrowprops=arrow)


def _line(key: str, years: Sequence[int], heights: Sequence[float], label: str = "") -> Line2D:
    return Line2D(years, heights, color=COLORS[key], linestyle=DASHES[key], linewidth=2.2, label=label)


def _circle(years: Sequence[int], heights: Sequence[float], *, exact: bool, label: str = "") -> Line2D:
    """A full circle, or a hollow one for a number that is only a bound."""
    return Line2D(
        years,
        heights,
        linestyle="",
        marker="o",
        markersize=7,
        markeredgewidth=1.6,
        color=INK,
        markerfacecolor=INK if exact else "white",
        label=label,
        clip_on=False,
        zorder=3,
    )


def _number(axes: Axes, text: str, place: tuple[float, float], above: float, weight: str = "normal") -> None:
    """A text so many points above a place, or to the right of it, with a pale rim that keeps it apart from lines."""
    axes.annotate(
        text,
        place,
        (0, above) if above else (GAP, 0),
        textcoords="offset points",
        ha="center" if above else "left",
        va="center" if not above else "bottom" if above > 0 else "top",
        size=LABEL.size,
        weight=weight,
        color=INK,
        path_effects=[withStroke(linewidth=3, foreground="white")],
    )


def _goal(chart: Chart, pen: _Pen) -> str:
    """The label of the target."""
    goal = chart.goal
    number = number_text(goal) if goal is not None else "" if chart.level is None else f"{chart.level:f}"
    return f"{pen.say(message('column.goal'))} {number}" if number else ""


def _saved(sheet: Sheet, ending: str, title: str, told: str) -> bytes:
    """The bytes of the file, without the time or the program that made it, which would differ from run to run."""
    metadata: dict[str, dict[str, str | None]] = {
        "svg": {"Title": title, "Description": told, "Creator": None, "Date": None},
        "png": {"Title": title, "Description": told, "Software": None},
        "pdf": {"Title": title, "Subject": told, "Creator": None, "Producer": None, "CreationDate": None},
    }
    file = BytesIO()
    sheet.savefig(file, format=ending, metadata=metadata[ending])
    return _accessible(file.getvalue(), told) if ending == "svg" else file.getvalue()


def _accessible(svg: bytes, told: str) -> bytes:
    """The svg as an image with a title and a description, which a screen reader says."""
    svg = svg.replace(b"<svg ", b'<svg role="img" aria-labelledby="title desc" ', 1)
    head, end, rest = svg.replace(b"<title>", b'<title id="title">', 1).partition(b"</title>")
    return b"".join((head, end, f'\n <desc id="desc">{escape(told)}</desc>'.encode(), rest))
