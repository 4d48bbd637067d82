"""A chart laid out: whatever its numbers are, nothing leaves the paper and no label lies on another."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.charts.svg import ARROW, LINE, TEXT, Drawing, bar_shares, lay_out
from fuling_cli.core.figure import Dated, Figure
from fuling_cli.language import LANGUAGES, Language, message
from fuling_cli.tables.chart import Chart, Curve
from tests.builders import examples

numbers = st.decimals(-(10**9), 10**9, places=2)
years = st.integers(1949, 2099)


def chart_of(*curves: Curve, goal: Dated | None = None, level: str | None = None) -> Chart:
    title = message("yes")
    return Chart(title, "亿元", curves, goal, None if level is None else Decimal(level), title)


def curve(key: str, *points: tuple[int, str]) -> Curve:
    return Curve(key, tuple(exactly(year, value) for year, value in points))


def exactly(year: int, value: str) -> Dated:
    return Dated(year, Figure.exactly(Decimal(value)))


def drawn(chart: Chart, language: Language = "en") -> Drawing:
    drawing = lay_out(chart, language)
    assert drawing is not None
    return drawing


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """A curve of any of the four kinds, over any years."""
    key = draw(st.sampled_from(["planned", "needed", "pace", "actual"]))
    first, count = draw(years), draw(st.integers(1, 40))
    chosen = sorted(draw(st.sets(st.integers(first, first + count), min_size=1)))
    return Curve(key, tuple(draw(marks(year)) for year in chosen))


def marks(year: int) -> st.SearchStrategy[Dated]:
    """An exact value of a year, or one that is known on one side or on none."""
    return st.builds(
        lambda value, low, high: Dated(year, Figure(value, value if low else None, value if high else None)),
        numbers,
        st.booleans(),
        st.booleans(),
    )


charts = st.builds(
    lambda lines, goal, level, language: (chart_of(*lines, goal=goal, level=level), language),
    st.lists(curves(), min_size=1, max_size=4, unique_by=lambda one: one.key),
    st.none() | years.flatmap(marks),
    st.none() | numbers.map(str),
    st.sampled_from(LANGUAGES),
)


@examples(40)
@given(charts)
def test_nothing_leaves_the_paper(given: tuple[Chart, Language]) -> None:
    drawing = drawn(*given)
    places = [point for line in drawing.lines for piece in line.pieces for point in piece]
    places += [*drawing.dots, *([] if drawing.goal is None else [drawing.goal])]
    assert all(drawing.left < x < drawing.right for x, _ in places)
    assert all(drawing.top <= y <= drawing.bottom for _, y in places)
    assert all(0 < one.high <= one.low < drawing.height for one in drawing.error_bars)
    assert all(drawing.right < label.sample[0].x < label.sample[1].x < label.at.x for label in drawing.labels)
    assert all(label.at.x + length(label.text) <= drawing.width for label in drawing.labels)
    assert all(length(tick.text) < drawing.left for tick in drawing.values)


@examples(40)
@given(charts)
def test_no_label_lies_on_another(given: tuple[Chart, Language]) -> None:
    drawing = drawn(*given)
    heights = [label.at.y for label in drawing.labels]
    assert all(after - before >= LINE - 0.2 for before, after in itertools.pairwise(heights))
    assert all(drawing.top <= height <= drawing.bottom for height in heights)
    assert all(after.at - before.at > length(before.text) for before, after in itertools.pairwise(drawing.years))
    assert all(before.at - after.at >= TEXT for before, after in itertools.pairwise(drawing.values))


def length(text: str) -> float:
    """The least width that a text has: Latin letters and digits half as wide as high."""
    return sum(TEXT if character > "\u2e80" else TEXT / 2 for character in text)


def test_higher_values_stand_higher_and_later_years_further_right() -> None:
    drawing = drawn(chart_of(curve("planned", (2022, "10"), (2023, "15"), (2024, "20"))))
    ((piece,),) = (line.pieces for line in drawing.lines)
    assert [point.x for point in piece] == sorted(point.x for point in piece)
    assert [point.y for point in piece] == sorted((point.y for point in piece), reverse=True)
    assert (drawing.values[0].text, drawing.values[-1].text) == ("10", "20")
    assert piece[0].y == drawing.values[0].at
    assert piece[2].y == drawing.values[-1].at
    assert [tick.text for tick in drawing.years] == ["2022", "2023", "2024"]


def test_a_year_without_a_figure_is_a_gap_and_a_bound_is_no_place_on_the_line() -> None:
    bound = Dated(2025, Figure.at_least(Decimal(40)))
    marks = (*curve("actual", (2020, "1"), (2021, "2"), (2023, "3"), (2024, "4")).marks, bound)
    drawing = drawn(chart_of(Curve("actual", marks)))
    assert [len(piece) for piece in drawing.lines[0].pieces] == [2, 2]
    assert len(drawing.dots) == 4
    (error_bar,) = drawing.error_bars
    assert (error_bar.open_low, error_bar.open_high, error_bar.low - error_bar.high) == (False, True, ARROW)


@pytest.mark.parametrize(
    ("figure", "open_low", "open_high"),
    [
        (Figure.at_least(Decimal(5)), False, True),
        (Figure.at_most(Decimal(5)), True, False),
        (Figure.between(Decimal(3), Decimal(5)), False, False),
    ],
)
def test_a_error_bar_is_open_where_the_figure_is(figure: Figure, *, open_low: bool, open_high: bool) -> None:
    drawing = drawn(chart_of(Curve("actual", (exactly(2020, "0"), Dated(2021, figure), exactly(2022, "10")))))
    (error_bar,) = drawing.error_bars
    assert (error_bar.open_low, error_bar.open_high) == (open_low, open_high)
    tenth = (drawing.bottom - drawing.top) / 10
    assert error_bar.low - error_bar.high == pytest.approx(ARROW if open_low or open_high else 2 * tenth, abs=0.2)


def test_labels_follow_the_ends_of_their_lines_and_name_the_number_to_reach() -> None:
    lines = (
        curve("planned", (2022, "10"), (2024, "20")),
        curve("pace", (2023, "12"), (2024, "14")),
        curve("actual", (2022, "10"), (2023, "12")),
    )
    drawing = drawn(chart_of(*lines, goal=exactly(2024, "20")))
    assert [(label.key, label.text) for label in drawing.labels] == [
        ("goal", "Target 20"),
        ("planned", "Planned"),
        ("pace", "At this pace"),
        ("actual", "Actual"),
    ]
    ends = {label.key: label.end for label in drawing.labels}
    assert ends["actual"] is None
    assert ends["planned"] == ends["goal"] == drawing.goal
    assert [label.text for label in drawn(chart_of(*lines, level="20"), "zh").labels][:2] == ["目标 20", "规划值"]


def test_what_is_open_has_an_arrow_in_its_label_and_the_caption_says_what_arrows_mean() -> None:
    bound = Dated(2022, Figure.at_least(Decimal(5)))
    lower = Dated(2023, Figure.at_most(Decimal(9)))
    made = drawn(chart_of(Curve("actual", (exactly(2021, "4"), bound)), Curve("pace", (exactly(2022, "5"), lower))))
    assert {label.text for label in made.labels} == {"Actual ↑", "At this pace ↓"}
    assert made.caption.startswith("↑ or more, ↓ or less: only a limit was published")
    assert drawn(chart_of(curve("actual", (2021, "4"), (2022, "5")))).caption == ""


def test_a_goal_that_is_a_bound_is_named_without_a_number() -> None:
    goal = Dated(2024, Figure.at_least(Decimal(20)))
    drawing = drawn(chart_of(curve("actual", (2022, "10")), goal=goal))
    assert [label.text for label in drawing.labels] == ["Target", "Actual"]
    assert len(drawing.error_bars) == 1


def test_long_texts_make_the_paper_wider_and_never_the_plot_too_narrow() -> None:
    drawing = drawn(chart_of(curve("actual", (2022, "1"), (2023, "123456789012345678901234567890")), level="1E+30"))
    assert drawing.right - drawing.left >= 200
    assert drawing.width > 440


def test_where_there_is_no_line_there_is_no_chart() -> None:
    assert lay_out(chart_of(goal=exactly(2027, "10")), "en") is None


@pytest.mark.parametrize(
    ("low", "high", "filled"),
    [
        ("0.5", "0.5", (50, 50)),
        ("0.329", None, (32, 100)),
        (None, "0.329", (0, 32)),
        ("1.26", None, (100, 100)),
        ("-0.2", "-0.1", (0, 0)),
        ("-0.2", "0.999", (0, 99)),
        (None, None, (0, 100)),
    ],
)
def test_a_bar_is_never_fuller_than_what_was_done(low: str | None, high: str | None, filled: tuple[int, int]) -> None:
    share = Figure(Decimal(0), None if low is None else Decimal(low), None if high is None else Decimal(high))
    assert bar_shares(share) == filled
