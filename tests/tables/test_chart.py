"""The neutral picture: its years and the round numbers of its axis."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.figure import Dated, Figure
from fuling_cli.language import message
from fuling_cli.tables.chart import MOST_STEPS, Chart, Curve

values = st.decimals(-(10**12), 10**12, places=3)


def chart_of(*marks: Dated, level: str | None = None) -> Chart:
    curve = Curve("actual", marks)
    return Chart(message("yes"), "亿元", (curve,), None, None if level is None else Decimal(level), message("yes"))


def exactly(year: int, value: str) -> Dated:
    return Dated(year, Figure.exactly(Decimal(value)))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("1504.37", "2100", "1500 1600 1700 1800 1900 2000 2100"),
        ("6", "11", "6 7 8 9 10 11"),
        ("6", "20", "0 5 10 15 20"),
        ("0.001", "0.002", "0.0010 0.0012 0.0014 0.0016 0.0018 0.0020"),
        ("-5", "5", "-6 -4 -2 0 2 4 6"),
        ("7", "7", "6.0 6.5 7.0 7.5 8.0"),
        ("0", "0", "-1.0 -0.5 0.0 0.5 1.0"),
    ],
)
def test_ticks_are_round(low: str, high: str, ticks: str) -> None:
    found = chart_of(exactly(2022, low), exactly(2027, high)).ticks()
    assert [str(tick) for tick in found] == ticks.split()


@given(st.lists(values, min_size=1, max_size=8))
def test_ticks_enclose_every_value_in_equal_steps(numbers: list[Decimal]) -> None:
    ticks = chart_of(*(Dated(2020 + at, Figure.exactly(number)) for at, number in enumerate(numbers))).ticks()
    assert ticks[0] <= min(numbers)
    assert ticks[-1] >= max(numbers)
    assert 2 <= len(ticks) <= MOST_STEPS + 1
    assert len({later - earlier for earlier, later in itertools.pairwise(ticks)}) == 1


def test_bounds_and_the_level_belong_to_the_axis() -> None:
    bounded = Dated(2024, Figure.between(Decimal(10), Decimal(90)))
    assert chart_of(bounded).ticks()[-1] >= 90
    assert chart_of(bounded, level="170").ticks()[-1] >= 170


def test_the_years_have_no_gap() -> None:
    assert chart_of(exactly(2021, "1"), exactly(2027, "2")).years == range(2021, 2028)
    assert not chart_of().years


def test_a_mark_says_on_which_side_it_is_open() -> None:
    assert Dated(2024, Figure.at_least(Decimal(5))) == Dated(2024, Figure(Decimal(5), Decimal(5), None))
    assert Dated(2024, Figure.at_most(Decimal(5))) == Dated(2024, Figure(Decimal(5), None, Decimal(5)))
    assert Dated(2024, Figure.exactly(Decimal(5))).figure.exact
    assert not Dated(2024, Figure(Decimal(5), Decimal(5), None)).figure.exact
