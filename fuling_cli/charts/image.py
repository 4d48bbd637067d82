"""Charts as files for print and the web: svg, png and pdf, drawn by Matplotlib (the extra ``charts``).

The same chart gives the same bytes on the same machine. Letters are drawn as shapes in svg and embedded in pdf, so that
a picture looks alike wherever it is opened; its words are in the title and the description of the file as well.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape

from fuling_cli.charts.typesetting import (  # before Matplotlib, which it quiets
    LABEL,
    NOTE,
    SUMMARY,
    TITLE,
    TextStyle,
    Typesetter,
    matplotlib_settings,
    text_width,
    wrap_text,
)

# isort: split
from matplotlib.axes import Axes
from matplotlib.figure import Figure as MplFigure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from fuling_cli.charts.palette import CURVES, DASHES, GRID, INK, PALE
from fuling_cli.charts.text import labelled_years, number_text, tick_text
from fuling_cli.core.decimals import WIDE
from fuling_cli.core.figure import Dated
from fuling_cli.language import Language, Message, message
from fuling_cli.tables.chart import Chart, Curve
from fuling_cli.tables.table import Table

WIDTH, HEIGHT, MARGIN, GAP, ARROW = 648.0, 405.0, 30.0, 9.0, 24.0
"""Points, 72 to the inch."""
ROOM = WIDTH - 2 * MARGIN
"""The width of a line of text."""
LEADING = 1.45
"""From line to line, in heights of the letters."""
PIXELS = 160
"""Pixels an inch, in png."""
MOST_TICKS, MOST_YEARS = 6, 14


class Picture(NamedTuple):
    """The bytes of a file, and the letters in its texts that no font has."""

    content: bytes
    missing: tuple[str, ...]


def render_picture(table: Table, language: Language, ending: str, font: str | None) -> Picture:
    """The chart of a table as a file; without a Chinese font in English."""
    chart = table.chart
    assert chart is not None
    typesetter = Typesetter(language if font else "en", font, chart.unit)
    told = " ".join(
        typesetter.text_of(text) for text in (chart.summary, table.summary, *table.notes) if text is not None
    )
    with matplotlib_settings(typesetter.fonts):
        content = _file_bytes(_draw_figure(table, chart, typesetter), ending, typesetter.text_of(table.title), told)
    return Picture(content, tuple(typesetter.missing))


def _draw_figure(table: Table, chart: Chart, typesetter: Typesetter) -> MplFigure:
    """Title, summary, chart and notes, from above; a sentence where no figure has been published."""
    figure = MplFigure(figsize=(WIDTH / 72, HEIGHT / 72))
    top = _write_text(figure, typesetter.text_of(table.title), MARGIN, TITLE)
    top = _write_text(figure, typesetter.text_of(chart.summary), top + 3, SUMMARY)
    notes = [line for note in table.notes for line in wrap_text(typesetter.text_of(note), NOTE, ROOM)]
    floor = below = HEIGHT - MARGIN + NOTE.size - LEADING * NOTE.size * len(notes)
    for line in notes:
        below = _write_text(figure, line, below, NOTE)
    if not chart.actuals:
        instead = "\n".join(wrap_text(typesetter.text_of(table.summary or chart.summary), SUMMARY, ROOM))
        figure.text(
            0.5, 1 - (top + floor) / 2 / HEIGHT, instead, size=SUMMARY.size, color=INK, ha="center", va="center"
        )
        return figure
    top = _write_legend(figure, list(_legend_handles(chart, typesetter)), top + 8)
    unit = typesetter.text_of(chart.unit)
    if unit:
        top = _write_text(figure, unit, top + 8, LABEL) - 4
    axes = _add_axes(figure, chart, typesetter, top + 2, floor - 26)
    _draw_curves(axes, chart)
    _draw_marks(axes, chart, typesetter)
    return figure


def _write_text(figure: MplFigure, text: str, top: float, style: TextStyle) -> float:
    """Put a text at the left margin, in as many lines as it takes, and return where it ends; points from above."""
    size, color, weight = style
    for line in wrap_text(text, style, ROOM):
        figure.text(MARGIN / WIDTH, 1 - top / HEIGHT, line, size=size, va="top", color=color, weight=weight)
        top += LEADING * size
    return top


def _legend_handles(chart: Chart, typesetter: Typesetter) -> Iterator[Line2D]:
    """A sample and a word for all that has no label of its own."""
    if any(mark.figure.exact for mark in chart.actuals):
        yield _actual_marker((), (), exact=True, label=typesetter.text_of(message("column.actual")))
    if not all(mark.figure.exact for mark in chart.actuals):
        bound = message("chart.open", name=message("column.actual"), sign=message("chart.bound"))
        yield _actual_marker((), (), exact=False, label=typesetter.text_of(bound))
    for path in chart.paths:
        yield _path_line(path.key, (), (), label=typesetter.text_of(_curve_label(path)))


def _curve_label(curve: Curve) -> Message:
    """The heading of a path, and on which side it is open."""
    name = message(f"column.{curve.key}")
    opens = [message("chart.or_more" if side == "high" else "chart.or_less") for side in curve.open_sides]
    return message("chart.open", name=name, sign=opens) if opens else name


def _write_legend(figure: MplFigure, handles: list[Line2D], top: float) -> float:
    """The samples and words below each other in as few rows as they take; returns where they end."""
    wide = sum(56 + text_width(str(handle.get_label())) for handle in handles)
    rows = int(wide // ROOM) + 1
    figure.legend(
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


def _add_axes(figure: MplFigure, chart: Chart, typesetter: Typesetter, top: float, floor: float) -> Axes:
    """The frame between two heights: a line for each tick, the years below."""
    ticks, years = chart.ticks(MOST_TICKS), chart.years
    labels = [tick_text(tick) for tick in ticks]
    left = MARGIN + max(text_width(label) for label in labels) + GAP
    right = WIDTH - max(MARGIN, 1.25 * text_width(_goal_label(chart, typesetter)) + GAP)  # which is bold
    place = (left / WIDTH, 1 - floor / HEIGHT, (right - left) / WIDTH, (floor - top) / HEIGHT)
    axes = figure.add_axes(place, facecolor="none")
    room = max(0.3, 0.04 * len(years))
    axes.set(xlim=(years[0] - room, years[-1] + room), ylim=(-0.03, 1.03))
    axes.set_yticks([_height_of(tick, chart) for tick in ticks], labels=labels)
    axes.set_xticks(labelled_years(years, MOST_YEARS), labels=map(str, labelled_years(years, MOST_YEARS)))
    axes.tick_params(color=PALE, labelcolor=PALE, labelsize=LABEL.size)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["left", "top", "right"]].set_visible(False)
    axes.spines["bottom"].set_color(PALE)
    if ticks[0] < 0 < ticks[-1]:
        axes.axhline(_height_of(Decimal(0), chart), color=PALE, linewidth=0.8)
    return axes


def _height_of(value: Decimal, chart: Chart) -> float:
    """Where a value lies between the lowest tick, 0, and the highest, 1: no number is too large for that."""
    ticks = chart.ticks(MOST_TICKS)
    return float(WIDE.divide(value - ticks[0], ticks[-1] - ticks[0]))


def _draw_curves(axes: Axes, chart: Chart) -> None:
    """The paths as lines, and as an area where they are known between two ends."""
    for path in chart.paths:
        years = [mark.year for mark in path.marks]
        axes.add_line(_path_line(path.key, years, [_height_of(mark.figure.printed, chart) for mark in path.marks]))
        lows = [_height_of(mark.figure.low, chart) for mark in path.marks if mark.figure.low is not None]
        highs = [_height_of(mark.figure.high, chart) for mark in path.marks if mark.figure.high is not None]
        if len(lows) == len(highs) == len(years):
            axes.fill_between(years, lows, highs, color=CURVES[path.key], alpha=0.15, linewidth=0)


def _draw_marks(axes: Axes, chart: Chart, typesetter: Typesetter) -> None:
    """The actuals and the target, with their bounds and numbers: all of them, or the last where it gets tight."""
    for mark in chart.actuals:
        _draw_error_bar(axes, mark, chart)
        axes.add_line(_actual_marker((mark.year,), (_height_of(mark.figure.printed, chart),), exact=mark.figure.exact))
    apart = WIDTH * axes.get_position().width / len(chart.years)
    tight = any(text_width(number_text(mark)) > apart for mark in chart.actuals)
    for mark in chart.actuals[-1:] if tight else chart.actuals:
        top = _height_of(mark.figure.printed if mark.figure.high is None else mark.figure.high, chart)
        _write_number(axes, number_text(mark), (mark.year, top), _number_offset(mark, chart))
    if chart.goal is not None:
        _draw_error_bar(axes, chart.goal, chart)
        place = (chart.goal.year, _height_of(chart.goal.figure.printed, chart))
        axes.add_line(Line2D(*zip(place, strict=True), marker="D", markersize=8, color=INK, clip_on=False, zorder=3))
        _write_number(
            axes,
            _goal_label(chart, typesetter),
            place,
            0 if chart.goal.year == chart.years[-1] else -GAP,
            weight="bold",
        )
    if chart.level is not None:
        y = _height_of(chart.level, chart)
        axes.axhline(y, color=INK, linestyle=DASHES["level"], linewidth=1.2)
        _write_number(axes, _goal_label(chart, typesetter), (axes.get_xlim()[1], y), 0, weight="bold")


def _number_offset(mark: Dated, chart: Chart) -> float:
    """How far above a mark its number stands; below it where a path runs above, and there is room."""
    if mark.figure.high is None:
        return ARROW + 4
    beside = [other for path in chart.paths for other in path.marks if other.year == mark.year]
    free = (
        mark.figure.exact
        and _height_of(mark.figure.printed, chart) > 0.1
        and (chart.goal is None or chart.goal.year != mark.year)
    )
    return -GAP if free and any(other.figure.printed > mark.figure.printed for other in beside) else GAP


def _draw_error_bar(axes: Axes, mark: Dated, chart: Chart) -> None:
    """A line with crossbars between the ends of a range, an arrow on the side that is open."""
    x, y = mark.year, _height_of(mark.figure.printed, chart)
    if mark.figure.low is not None and mark.figure.high is not None and mark.figure.low < mark.figure.high:
        ends = [_height_of(mark.figure.low, chart), _height_of(mark.figure.high, chart)]
        axes.add_line(Line2D([x, x], ends, color=INK, linewidth=1.4, marker="_", markersize=12, markeredgewidth=1.4))
    for end, side in ((mark.figure.high, 1), (mark.figure.low, -1)):
        if end is None:
            arrow = {"arrowstyle": "<|-", "color": INK, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", (x, y), (0, ARROW * side), textcoords="offset points", arrowprops=arrow)


def _path_line(key: str, years: Sequence[int], heights: Sequence[float], label: str = "") -> Line2D:
    return Line2D(years, heights, color=CURVES[key], linestyle=DASHES[key], linewidth=2.2, label=label)


def _actual_marker(years: Sequence[int], heights: Sequence[float], *, exact: bool, label: str = "") -> Line2D:
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


def _write_number(axes: Axes, text: str, place: tuple[float, float], above: float, weight: str = "normal") -> None:
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


def _goal_label(chart: Chart, typesetter: Typesetter) -> str:
    """The label of the target."""
    goal = chart.goal
    number = number_text(goal) if goal is not None else "" if chart.level is None else f"{chart.level:f}"
    return f"{typesetter.text_of(message('chart.target'))} {number}" if number else ""


def _file_bytes(figure: MplFigure, ending: str, title: str, told: str) -> bytes:
    """The bytes of the file, without the time or the program that made it, which would differ from run to run."""
    metadata: dict[str, dict[str, str | None]] = {
        "svg": {"Title": title, "Description": told, "Creator": None, "Date": None},
        "png": {"Title": title, "Description": told, "Software": None},
        "pdf": {"Title": title, "Subject": told, "Creator": None, "Producer": None, "CreationDate": None},
    }
    file = BytesIO()
    figure.savefig(file, format=ending, dpi=PIXELS, metadata=metadata[ending])
    return _with_title(file.getvalue(), told) if ending == "svg" else file.getvalue()


def _with_title(svg: bytes, told: str) -> bytes:
    """The svg as an image with a title and a description, which a screen reader says."""
    svg = svg.replace(b"<svg ", b'<svg role="img" aria-labelledby="title desc" ', 1)
    head, end, rest = svg.replace(b"<title>", b'<title id="title">', 1).partition(b"</title>")
    return b"".join((head, end, f'\n <desc id="desc">{escape(told)}</desc>'.encode(), rest))
