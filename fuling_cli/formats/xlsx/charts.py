"""The native charts of a workbook: one a target, drawn from the numbers on the sheet of the trajectories."""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from fuling_cli.core.decimals import decimals_of
from fuling_cli.formats.xlsx.cells import MISSING, text_entry
from fuling_cli.formats.xlsx.workbook import FONTS, GREY, INK, RULE, Book, Page
from fuling_cli.tables.chart import Chart
from fuling_cli.tables.table import Table

if TYPE_CHECKING:
    from xlsxwriter.chart_line import ChartLine
    from xlsxwriter.worksheet import Worksheet

BLUE, VERMILION, GREEN, ORANGE, PALE = "#0072B2", "#D55E00", "#009E73", "#E69F00", "#B9C0C7"
"""Okabe and Ito: told apart with every kind of colour vision; dashes and marks tell the curves apart without any."""
BESIDE, BELOW = 2, 2
"""Charts beside and below each other on a printed page."""
WIDE, HIGH, SENTENCE, GAP = 590, 340, 40, 14
"""Pixels of a chart, of the sentence above it, and of the gap beside and below it."""


def _line_style(color: str, dash: str) -> dict[str, object]:
    return {"line": {"color": color, "width": 1.25, "dash_type": dash}, "marker": {"type": "none"}}


def _marker_style(kind: str, size: int, fill: str) -> dict[str, object]:
    marker = {"type": kind, "size": size, "fill": {"color": fill}, "border": {"color": INK}}
    return {"line": {"none": True}, "marker": marker}


LOOKS = {
    "planned": _line_style(BLUE, "solid"),
    "needed": _line_style(VERMILION, "dash"),
    "pace": _line_style(GREEN, "round_dot"),
    "actual": _marker_style("circle", 8, INK) | {"line": {"color": INK, "width": 2.5}},
    "actual.low": _marker_style("triangle", 10, PALE),
    "actual.high": _marker_style("square", 8, PALE),
    "goal": _marker_style("diamond", 11, ORANGE),
    "goal.low": _marker_style("diamond", 11, PALE),
    "goal.high": _marker_style("diamond", 11, PALE),
}
"""How each column is drawn: paths as lines, published figures as marks, pale where they are bounds."""
LEVEL = _line_style(ORANGE, "long_dash") | {"marker": {"type": "diamond", "size": 7, "fill": {"color": ORANGE}}}
"""A target without a deadline, which is the same in every year."""


def draw_charts(book: Book, sheet: "Worksheet", page: Page, parts: Sequence[Table]) -> None:
    """A chart for every part that has a curve, two a row, each below the sentence that says how it stands."""
    for place in range(BESIDE):
        sheet.set_column_pixels(2 * place, 2 * place, WIDE)
        sheet.set_column_pixels(2 * place + 1, 2 * place + 1, GAP)
    starts = accumulate((len(part.rows) for part in parts), initial=page.header + 1)
    drawn = [(first, part, part.chart) for first, part in zip(starts, parts, strict=False) if part.chart]
    drawn = [(first, part, chart) for first, part, chart in drawn if chart.curves]
    for number, (first, part, chart) in enumerate(drawn):
        row, place = number // BESIDE * 3, number % BESIDE * 2
        for further, high in enumerate((SENTENCE, HIGH, GAP)):
            sheet.set_row_pixels(row + further, high)
        if part.summary is not None:
            book.write_text(sheet, row, place, part.summary.translate(book.language), text_wrap=True, valign="bottom")
        told = text_entry(chart.summary.translate(book.language), book.language).text
        size = {"x_scale": 1, "y_scale": 1, "object_position": 1, "description": told}
        native = _native_chart(book, page, chart, first, first + len(part.rows) - 1)
        sheet.insert_chart(row + 1, place, native, size)
    sheet.set_h_pagebreaks(list(range(3 * BELOW, 3 * -(-len(drawn) // BESIDE), 3 * BELOW)))


def _native_chart(book: Book, page: Page, chart: Chart, first: int, last: int) -> "ChartLine":
    """The chart of the rows from ``first`` to ``last``."""
    native = cast("ChartLine", book.workbook.add_chart({"type": "line"}))

    def cell(row: int, key: str) -> dict[str, object]:
        """A cell as a title: a text of its own would be searched for what looks like a reference."""
        place = page.place(key)
        assert place is not None
        column = page.columns[place]
        return {
            "name": [page.name, row, place],
            "data": [column.heading if row == page.header else column.entries[row - page.header - 1].text],
        }

    def cells(key: str) -> list[object]:
        return [page.name, first, page.place(key), last, page.place(key)]

    looks = LOOKS | ({} if chart.level is None else {"goal": LEVEL})
    for key, look in looks.items():
        place = page.place(key)
        entries = () if place is None else page.columns[place].entries[first - page.header - 1 : last - page.header]
        if any(entry is not MISSING for entry in entries):
            native.add_series(
                {"name": [page.name, page.header, place], "categories": cells("year"), "values": cells(key), **look}
            )
    font = {"name": FONTS[book.language], "size": 9, "color": GREY, "bold": False}
    fonts = {"name_font": font, "num_font": font}
    native.set_title({**cell(first, "name"), "name_font": {**font, "size": 12, "color": INK, "bold": True}})
    native.set_x_axis({**cell(page.header, "year"), "line": {"color": GREY}, **fonts})
    gridlines = {"visible": True, "line": {"color": RULE, "width": 0.75}}
    unit = {**cell(first, "unit"), "line": {"none": True}, "major_gridlines": gridlines}
    native.set_y_axis({**unit, **fonts, **_value_axis(chart)})
    native.set_legend({"position": "bottom", "font": font})
    native.set_chartarea({"border": {"color": RULE}})
    native.set_size({"width": WIDE, "height": HIGH})
    native.show_hidden_data()  # a filter on the numbers hides no curve
    return native


def _value_axis(chart: Chart) -> dict[str, object]:
    """The numbers up the side: round ones, with room below what would lie on the axis."""
    if not chart.curves:
        return {"min": 0}
    ticks = chart.ticks()
    step = ticks[1] - ticks[0]
    lowest = min(mark.figure.printed for curve in chart.curves for mark in curve.marks)
    start = ticks[0] - step if ticks[0] and lowest - ticks[0] < step / 5 else ticks[0]
    decimals = max(decimals_of(step), 0)
    style = f"0.{'0' * decimals}" if decimals else "0"
    return {"min": start, "max": ticks[-1], "major_unit": step, "num_format": style}
