"""Pictures: whole, true to the chart, legible without color, and the same bytes every time."""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image, ImageChops

from fuling_cli.charts.image import HEIGHT, PIXELS, WIDTH, _draw_figure, render_picture
from fuling_cli.charts.palette import CURVES, INK
from fuling_cli.charts.typesetting import (
    CHINESE,
    NOTE,
    TITLE,
    Typesetter,
    chinese_font,
    matplotlib_settings,
    text_width,
    wrap_text,
)
from fuling_cli.language import LANGUAGES, Bilingual, Language, message
from fuling_cli.reports.trajectory import trajectory_table
from fuling_cli.tables.table import Table
from tests.builders import Typed, assessed, at_least, between, target

SVG = "{http://www.w3.org/2000/svg}"
FONT = chinese_font()
needs_chinese_font = pytest.mark.skipif(FONT is None, reason=f"needs a Chinese font, such as {CHINESE[0]}")


def made(series: dict[int, Typed], **aim: Any) -> Table:  # noqa: ANN401  as target
    return trajectory_table(assessed("cagr", series, target(unit="t", **aim), unit="t"))


STRANGE: dict[str, Table] = {
    "a target upwards": made({2020: "100", 2024: "146"}),
    "bounds": made({2020: at_least(100), 2024: between(120, 160)}, multiple="2"),
    "across zero": made({2020: "-5", 2021: "-2.5", 2024: "3"}),
    "a single figure": made({2024: "120"}, by=None),
    "an undated target": made({2022: at_least(1000), 2024: "1388"}, value="1000", by=None),
    "always zero": made({2020: "0", 2024: "0"}, value="0", down=True),
    "after the deadline": made({2020: "60", 2023: "99", 2025: "140"}, value="100", by=2023),
    "huge": made({2020: "123456789012345678.90", 2024: "234567890123456789.01"}, value=10**18),
    "beyond floating point": made({2020: "0.0001", 2021: "900"}, value="1000", by=2099),
    "many years": made({year: str(year - 1900) for year in range(1950, 2025)}, base_year=1950),
}


def svg_of(table: Table, language: Language = "en", font: str | None = FONT) -> ET.Element:
    return ET.fromstring(render_picture(table, language, "svg", font).content)  # noqa: S314  we have just made it


def said(element: ET.Element) -> tuple[str, str]:
    """The title and the description of an svg."""
    return str(element.findtext(f"{SVG}title")), str(element.findtext(f"{SVG}desc"))


def styles(element: ET.Element) -> Iterator[str]:
    return (str(found.get("style")) for found in element.iter() if found.get("style"))


# --- svg ----------------------------------------------------------------------------------------------------------


def test_an_svg_says_what_it_shows(charted: Table) -> None:
    svg = svg_of(charted, font=None)
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "title desc")
    assert [found.get("id") for found in svg[:2]] == ["title", "desc"]
    title, told = said(svg)
    assert title == "Waste (10000 t)"
    assert told.startswith(
        "Latest actual 62..66 in 2025; target 50 by 2030; undecided. undecided: behind or better: 2025"
    )
    assert told.endswith("A made-up note [1]")


def test_an_svg_needs_nothing_from_outside(charted: Table) -> None:
    svg = svg_of(charted)
    assert not {found.tag.removeprefix(SVG) for found in svg.iter()} & {"script", "image", "foreignObject", "a", "text"}
    linked = [value for found in svg.iter() for name, value in found.items() if name.endswith("href")]
    assert linked
    assert all(value.startswith("#") for value in linked)
    assert not re.search(r"url\((?!#)|@import", " ".join(styles(svg)))


def test_every_path_has_a_color_and_a_dash_of_its_own(charted: Table) -> None:
    drawn = list(styles(svg_of(charted)))
    dashes = []
    for color in CURVES.values():
        (style,) = {style for style in drawn if f"stroke: {color.lower()}" in style and "stroke-width: 2.2" in style}
        dashed = re.search(r"stroke-dasharray: ([\d.,]+)", style)
        dashes.append(dashed and dashed[1])
    assert dashes[0] is None
    assert len(set(dashes)) == 3


@needs_chinese_font
def test_chinese_is_written_in_chinese(charted: Table) -> None:
    drawn = render_picture(charted, "zh", "svg", FONT)
    assert drawn.missing == ()
    title, told = said(svg_of(charted, "zh"))
    assert title == "废弃物（万吨）"
    assert told.startswith("最新实际值 62..66（2025 年）；目标 50（2030 年）；尚难判断。")
    assert drawn.content != render_picture(charted, "en", "svg", FONT).content


# --- without a Chinese font ---------------------------------------------------------------------------------------


def test_without_a_chinese_font_it_is_english_and_says_so(charted: Table) -> None:
    drawn = render_picture(charted, "zh", "svg", None)
    assert set(drawn.missing) >= set("万吨")
    assert drawn.content == render_picture(charted, "en", "svg", None).content
    assert said(svg_of(charted, "zh", None))[0] == "Waste (10000 t)"


def test_letters_that_no_font_has_are_squares_and_listed() -> None:
    title = message("trajectory.of_target", name=Bilingual("A 涪陵 name", "x"), unit="家")
    table = made({2020: "100"})
    assert table.chart
    drawn = table._replace(title=title, chart=table.chart._replace(unit="家"))
    assert said(svg_of(drawn, font=None))[0] == "A □□ name (□)"
    assert render_picture(drawn, "en", "svg", None).missing == ("涪", "陵", "家")
    assert render_picture(table, "en", "svg", None).missing == ()  # it has nothing to write in Chinese


def test_a_word_without_end_stays_on_the_picture() -> None:
    for style in (TITLE, NOTE):
        lines = wrap_text("x" * 500 + " short", style, 588)
        assert "".join(lines).replace(" ", "") == "x" * 500 + "short"
        assert max(text_width(line, style) for line in lines) <= 588


def test_markup_is_text() -> None:
    for name in ("$x^2$", "<b>&amp;</b>", "a\nb", "\x1b[31m", r"\frac{", "</title><script>", "]]>"):
        table = made({2020: "100"})._replace(title=message("trajectory.of_target", name=name, unit="t"))
        shown = name.replace("\n", r"\n").replace("\x1b", r"\x1b")
        assert said(svg_of(table, font=None))[0] == f"{shown} (t)"
        assert render_picture(table, "en", "png", None).content


# --- png and pdf --------------------------------------------------------------------------------------------------


def near(pixels: Image.Image, color: str) -> int:
    """How many pixels have a color, or nearly."""
    apart = ImageChops.difference(pixels, Image.new("RGB", pixels.size, color)).convert("L")
    return sum(apart.histogram()[:9])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_png_shows_every_path_on_white(charted: Table, language: Language) -> None:
    with Image.open(io.BytesIO(render_picture(charted, language, "png", FONT).content)) as opened:
        pixels = opened.convert("RGB")
        assert set(opened.info) >= {"Title", "Description"}
    assert pixels.size == (int(WIDTH / 72 * PIXELS), int(HEIGHT / 72 * PIXELS))
    whole = pixels.width * pixels.height
    assert 0.75 * whole < near(pixels, "#ffffff") < 0.99 * whole
    for color in CURVES.values():
        assert near(pixels, color) > 300
    assert near(pixels, INK) > 3000


def test_a_pdf_is_one_page_without_a_date(charted: Table) -> None:
    content = render_picture(charted, "en", "pdf", FONT).content
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") == 1
    assert not re.search(rb"CreationDate|Producer|Creator", content)


# --- whatever is drawn --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_the_same_chart_gives_the_same_bytes(charted: Table, ending: str) -> None:
    assert render_picture(charted, "zh", ending, FONT) == render_picture(charted, "zh", ending, FONT)


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_inside_and_none_upon_another(name: str, language: Language) -> None:
    table, pen = STRANGE[name], Typesetter(language if FONT else "en", FONT, "t")
    assert table.chart
    with matplotlib_settings(pen.fonts):
        sheet = _draw_figure(table, table.chart, pen)
        FigureCanvasAgg(sheet).draw()  # type: ignore[no-untyped-call]
    (axes,) = sheet.axes
    words = [*sheet.texts, *axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels(), *sheet.legends[0].get_texts()]
    boxes = {word.get_text(): word.get_window_extent() for word in words if word.get_text()}
    for text, box in boxes.items():
        assert box.x0 >= 0, text
        assert box.x1 <= sheet.bbox.x1, text
        assert box.y0 >= 0, text
        assert box.y1 <= sheet.bbox.y1, text
    for place, text in enumerate(boxes):
        over = [other for other in list(boxes)[:place] if boxes[text].overlaps(boxes[other])]
        assert over == [], text


def test_without_a_figure_a_sentence_is_drawn() -> None:
    empty = trajectory_table(assessed("cagr", {}, target(unit="t"), as_of=date(2026, 11, 22)))
    assert empty.chart
    assert not empty.chart.actuals
    assert "no figure" in said(svg_of(empty, font=None))[1]


def test_a_range_may_end_at_zero() -> None:
    assert render_picture(made({2020: "-9", 2024: between("-5", "0")}, value="10"), "en", "png", None).content


def test_the_reader_s_own_settings_change_nothing(charted: Table) -> None:
    import matplotlib as mpl

    usual = render_picture(charted, "en", "svg", FONT).content
    with mpl.rc_context({"axes.facecolor": "black", "lines.linewidth": 20}):
        assert render_picture(charted, "en", "svg", FONT).content == usual
        assert mpl.rcParams["lines.linewidth"] == 20


def test_a_font_is_chosen_by_its_place_in_the_list() -> None:
    assert FONT is None or FONT in CHINESE
    assert len(CHINESE) == len(set(CHINESE))
