"""The plot: everything of a chart where it belongs, at every size, with braille and without."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fuling_cli.charts.text import Paper, chart_lines, labelled_years, tick_text
from fuling_cli.core.figure import Dated, Figure
from fuling_cli.language import Language, message, translate_value
from fuling_cli.reports.trajectory import trajectory_table
from fuling_cli.tables.chart import Chart, Curve
from fuling_cli.tables.table import Table
from tests.builders import Typed, assessed, at_least, at_most, between, examples, target

GIVEN = {2020: "100", 2022: "121", 2024: "146"}
"""Ten percent a year, rounded."""
TODAY = date(2026, 11, 22)


def lines(
    table: Table, width: int = 80, height: int = 24, *, braille: bool = True, language: Language = "en"
) -> list[str]:
    """What is drawn, as a reader sees it."""
    paper = Paper(width, height, cell_len, braille)
    drawn = chart_lines(table, lambda told: translate_value(told, language), paper)
    return ["".join(piece.text for piece in line) for line in drawn]


def plot(series: Mapping[int, Typed], *, braille: bool = True, **aim: Any) -> list[str]:  # noqa: ANN401  as target
    """The chart of a series and a target, 80 by 24."""
    return lines(trajectory_table(assessed("cagr", series, target(**aim))), braille=braille)


def exactly(year: int, number: Decimal) -> Dated:
    return Dated(year, Figure(number, number, number))


def table_of(*curves: Curve, goal: Dated | None = None, level: Decimal | None = None, unit: str = "亿元") -> Table:
    """A table with nothing but a chart."""
    title = message("trajectory.of_target", name="m", unit=unit)
    chart = Chart(title, unit, curves, goal, level, message("verdict.behind"))
    return Table("t/1", title, "years", (), (), chart=chart)


def rows_of_ticks(drawn: list[str]) -> dict[Decimal, int]:
    """The row of every tick by its number."""
    labels = ((row, re.match(r" *(-?[\d.]+(?:E[+-]\d+)?) [+⢲⢺]", line)) for row, line in enumerate(drawn))
    return {Decimal(label[1]): row for row, label in labels if label}


# --- whole pictures -----------------------------------------------------------------------------------------------

UPWARDS = """\
m (亿元)
Latest actual 146 in 2024; target 200 by 2030; on track.
亿元
 300 ⢲
     ⢸
     ⢸                                                                ⡀
 250 ⢺                                                             ⣤  ⠁
     ⢸                                                       ⢀  ⠶
     ⢸                                                    ⣤  ⠋
 200 ⢺                                              ⣤  ⠛        ⣀⣀⣤⡠⠤⠶@ 200
     ⢸                                        ⣀  ⠞    ⣀⣀⣀⢀⣀⡴⠶⠞⠒⠊⠉⠉
     ⢸                           146    ⣤  ⠞⣀⣤⣭  ⢶⣶⡻⠤⠔⠛⠋⠉⠁
 150 ⢺                            o⣤⠶⠛ ⣛⣛⣛⠤⠤⠭⠒⠒⠊⠉⠁
     ⢸               121   ⣀⣀⣀⠤⠤⠤⠒⠒⠒⠉⠉⠉
     ⢸   100   ⣀⣀⣀⠤⠤⠤⠒o⠒⠉⠉⠉
 100 ⢺    o⠒⠉⠉⠉
     ⠈⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠉⠉⠋⠉⠉⠉⠁
        2020  2021  2022  2023  2024  2025  2026  2027  2028  2029  2030

o Actual   ⠒⠒⠒⠒ Planned   ⠶⠶⠶ Still needed   ⠶  ⠶ At this pace   @ Target
"""
DOWNWARDS = """\
m (亿元)
Latest actual >-2 in 2024; target -5 by 2026; no verdict.
亿元      8
   8 +    o**
     |       *****
   6 +            *****       o
     |              o  *****  |        <4
   4 +              5       **|*        o
     |                        | ***     v
   2 +                        o    ****
     |                      2..6       ****
   0 +-------------------------------------*****----------------------------
     |                                          **^**
  -2 +                                            o++*****
     |                                           >-2   +++*****
  -4 +                                                      +++*****
     |                                                           +++**@ -5
  -6 +
     -----+---------+---------+---------+---------+---------+---------+-----
        2020      2021      2022      2023      2024      2025      2026

o Actual   **** Planned   +++ Still needed (^)   @ Target   ^ or more
v or less
"""


def test_a_target_upwards_in_braille() -> None:
    assert plot(GIVEN) == UPWARDS.splitlines()


def test_a_target_downwards_across_zero_with_bounds_in_plain_characters() -> None:
    series: dict[int, Typed] = {2020: "8", 2021: "5", 2022: between(2, 6), 2023: at_most(4), 2024: at_least("-2")}
    assert plot(series, braille=False, down=True, value="-5", by=2026) == DOWNWARDS.splitlines()


def test_an_undated_target_is_a_line_with_its_number() -> None:
    drawn = plot({2022: at_least(1000), 2024: "1388"}, value="1000", by=None)
    (line,) = (line for line in drawn if line.endswith("⠂ 1000"))
    assert line.startswith("1000 ⢺⠂⠂⠂⠂o⠂⠂⠂")
    assert "⠂⠂⠂⠂ Target" in drawn[-1]


def test_a_single_figure_stands_alone() -> None:
    drawn = plot({2024: "120"}, value="300", by=None)
    assert sum(line.count("o") for line in drawn[3:-3]) == 1
    assert re.search(r"^ +2024$", "\n".join(drawn), re.MULTILINE)


def test_without_a_figure_it_is_said_and_nothing_is_drawn() -> None:
    found = trajectory_table(assessed("cagr", {}, target(), as_of=TODAY))
    assert lines(found) == [
        "m (亿元)",
        "No actual; target 200 by 2030; no verdict.",
        "",
        "no verdict: no figure published yet",
        "",
    ]


def test_figures_that_never_change_have_room_above_and_below() -> None:
    ticks = rows_of_ticks(plot({2020: "0", 2024: "0"}, value="0"))
    assert min(ticks) < 0 < max(ticks)


def test_numbers_of_any_size_are_whole() -> None:
    drawn = plot({2020: "123456789012345678.90", 2024: "234567890123456789.01"}, value=10**18)
    assert "1E+18 ⢲" in "\n".join(drawn)
    assert any(line.endswith("@ 1000000000000000000") for line in drawn)
    close = plot({2020: "1000000000000.01", 2024: "1000000000000.02"}, value="1000000000000.04")
    assert "1000000000000.040 ⢲" in "\n".join(close)


# --- what is told -------------------------------------------------------------------------------------------------


def test_the_legend_names_what_is_drawn_and_nothing_else() -> None:
    def legend(series: Mapping[int, Typed], **aim: Any) -> str:  # noqa: ANN401  as target
        drawn = plot(series, **aim)
        return " ".join(" ".join(drawn[drawn.index("") + 1 :]).split())

    assert legend(GIVEN) == "o Actual ⠒⠒⠒⠒ Planned ⠶⠶⠶ Still needed ⠶ ⠶ At this pace @ Target"
    assert legend({2024: "120"}, by=None) == "o Actual ⠂⠂⠂⠂ Target"
    assert legend({2020: "100", 2024: at_least(120)}) == (
        "o Actual ⠒⠒⠒⠒ Planned ⠶⠶⠶ Still needed (^) ⠶ ⠶ At this pace (^) @ Target ^ or more"
    )
    assert legend({2020: at_most(100), 2024: "120"}) == (
        "o Actual ⠒⠒⠒⠒ Planned (v) ⠶⠶⠶ Still needed ⠶ ⠶ At this pace (^) @ Target ^ or more v or less"
    )


def test_a_bound_has_an_arrow_on_its_open_side_and_a_range_a_line() -> None:
    for known, sign, step in ((at_least(120), "^", -1), (at_most(120), "v", 1), (between(120, 160), "|", -1)):
        drawn = plot({2020: "100", 2024: known}, braille=False, by=None)
        row = max(row for row, line in enumerate(drawn) if "o" in line[40:] and row < len(drawn) - 2)
        assert drawn[row + step][drawn[row].rindex("o")] == sign


def test_it_speaks_chinese() -> None:
    drawn = lines(trajectory_table(assessed("cagr", GIVEN, target())), language="zh")
    assert drawn[:2] == ["指标（亿元）", "最新实际值 146（2024 年）；目标 200（2030 年）；进度正常。"]
    assert drawn[-1] == "o 实际值   ⠒⠒⠒⠒ 规划值   ⠶⠶⠶ 尚需值   ⠶  ⠶ 按目前增速   @ 目标"


def test_every_number_stands_there_unless_it_gets_crowded() -> None:
    few = {2010 + year: str(100 + 7 * year) for year in range(5)}
    many = {1980 + year: str(100 + 7 * year) for year in range(40)}
    text = "\n".join(plot(few, base_year=2010, by=2016))
    assert all(number in text for number in few.values())
    text = "\n".join(plot(many, base_year=1980, by=2030))
    assert "373" in text
    assert "366" not in text


def test_the_years_on_the_axis_are_round_where_not_all_fit() -> None:
    assert labelled_years(range(2020, 2025), 8) == [2020, 2021, 2022, 2023, 2024]
    assert labelled_years(range(2015, 2031), 8) == [2016, 2018, 2020, 2022, 2024, 2026, 2028, 2030]
    assert labelled_years(range(1, 2001), 3) == [*range(100, 2001, 100)]


@pytest.mark.parametrize(
    ("tick", "text"),
    [
        ("2E+3", "2000"),
        ("0", "0"),
        ("-0.50", "-0.50"),
        ("1.0E+18", "1E+18"),
        ("1000000000000.040", "1000000000000.040"),
    ],
)
def test_ticks_are_written_out_unless_they_are_very_long(tick: str, text: str) -> None:
    assert tick_text(Decimal(tick)) == text


# --- what always holds --------------------------------------------------------------------------------------------

NUMBERS = st.decimals(-(10**6), 10**6, places=2)
YEARS = st.integers(1900, 2099)


@st.composite
def marks(draw: st.DrawFn) -> tuple[Dated, ...]:
    """Marks of a few years, some of them bounds or ranges."""
    made = []
    for year in sorted(draw(st.sets(YEARS, min_size=1, max_size=12))):
        low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
        shape = draw(st.sampled_from(["value", "low", "high", "range"]))
        ends = {"value": (low, low), "low": (low, None), "high": (None, high), "range": (low, high)}[shape]
        made.append(Dated(year, Figure(low if ends[0] is not None else high, *ends)))
    return tuple(made)


@st.composite
def charted(draw: st.DrawFn) -> Table:
    """A table with any chart there can be."""
    paths = draw(st.sets(st.sampled_from(["planned", "needed", "pace"])))
    curves = (*(Curve(key, draw(marks())) for key in sorted(paths)), Curve("actual", draw(marks())))
    goal = draw(st.none() | marks().map(lambda made: made[0]))
    level = draw(NUMBERS) if goal is None else None
    return table_of(*curves, goal=goal, level=level, unit=draw(st.sampled_from(["", "亿元", "亿立方米", "x" * 40])))


@examples(40)
@given(charted(), st.integers(60, 200), st.integers(24, 80), st.booleans())
def test_every_chart_fits_its_paper(table: Table, width: int, height: int, braille: bool) -> None:  # noqa: FBT001
    drawn = lines(table, width, height, braille=braille)
    assert max(map(cell_len, drawn)) < width
    assert 15 <= len(drawn) < height
    if not braille:
        assert all(line.isascii() for line in drawn[3:-1] if "亿" not in line)


@examples(40)
@given(st.dictionaries(st.integers(2000, 2030), NUMBERS, min_size=1, max_size=12), st.integers(60, 160), st.booleans())
def test_every_figure_lies_between_the_ticks_where_it_belongs(
    series: dict[int, Decimal],
    width: int,
    braille: bool,  # noqa: FBT001
) -> None:
    table = table_of(Curve("actual", tuple(exactly(year, series[year]) for year in sorted(series))), unit="")
    drawn = lines(table, width, 40, braille=braille)
    ticks = rows_of_ticks(drawn)
    low, high = min(ticks), max(ticks)
    signs = [(at, row) for row in range(min(ticks.values()), max(ticks.values()) + 1) for at in found("o", drawn[row])]
    assert len(signs) == len(series)
    for (_, row), year in zip(sorted(signs), sorted(series), strict=True):
        exact = ticks[high] + (high - series[year]) * (ticks[low] - ticks[high]) / (high - low)
        assert abs(row - exact) <= Decimal("0.8")
        assert row == ticks.get(series[year], row)


def found(letter: str, line: str) -> list[int]:
    return [place for place, other in enumerate(line) if other == letter]
