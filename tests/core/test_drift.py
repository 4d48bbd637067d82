"""The random walk with drift: the numbers of R, and the series that the model says nothing about."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from statistics import NormalDist
from types import MappingProxyType
from typing import Any

import pytest

from fuling_cli.core.drift import Distribution, Drift, fit_drift
from fuling_cli.core.figure import Figure
from fuling_cli.core.growth import Point
from fuling_cli.core.student_t import quantile
from fuling_cli.language import Message
from tests.builders import at_least, at_most, between

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "cases" / "rwf_drift.json").read_text("utf-8"), parse_float=Decimal
)["cases"]
"""What R's forecast package makes of series of its own; rwf_drift.R beside the file made it."""


def points(*values: str | int | Decimal, start: int = 2018) -> list[Point]:
    return [Point(start + place, Decimal(value)) for place, value in enumerate(values)]


def fitted(*values: str | int | Decimal, start: int = 2018, distribution: Distribution = "normal") -> Drift:
    model = fit_drift(points(*values, start=start), distribution=distribution)
    assert isinstance(model, Drift)
    return model


def close(ours: Decimal, theirs: Decimal) -> bool:
    """The same to nine digits; R's own last digits are binary."""
    return abs(ours - theirs) <= Decimal("1e-9") * abs(theirs)


@pytest.mark.parametrize("name", CASES)
def test_median_and_interval_are_those_of_r(name: str) -> None:
    case = CASES[name]
    model = fitted(*case["series"], start=case["start"])
    for years, (centre, low, high) in enumerate(zip(case["mean"], case["lower"], case["upper"], strict=True), start=1):
        ours = model.ends(years, 0.8)
        assert close(model.centre(years), centre)
        assert close(ours[0], low)
        assert close(ours[1], high)


@pytest.mark.parametrize("name", CASES)
def test_the_chance_is_that_of_r_however_small(name: str) -> None:
    case = CASES[name]
    model = fitted(*case["series"])
    for years, theirs in enumerate(case["chance"], start=1):
        ours = model.chance(Decimal(case["goal"]), years, case["sign"])
        assert isinstance(ours, Decimal)
        assert close(ours, Decimal(theirs))


def test_the_cases_reach_from_five_points_to_twelve_both_ways_and_into_the_tails() -> None:
    assert {len(case["series"]) for case in CASES.values()} >= {5, 12}
    assert {case["sign"] for case in CASES.values()} == {1, -1}
    assert any(0 < chance < Decimal("1e-40") for case in CASES.values() for chance in case["chance"])


@pytest.mark.parametrize("name", CASES)
def test_students_t_widens_the_interval_of_r_by_its_quantile(name: str) -> None:
    case = CASES[name]
    model = fitted(*case["series"], distribution="t")
    wider = quantile(0.9, len(case["series"]) - 2) / NormalDist().inv_cdf(0.9)
    for years, (centre, low, high) in enumerate(zip(case["mean"], case["lower"], case["upper"], strict=True), start=1):
        reaches = [abs((ours / centre).ln()) for ours in model.ends(years, 0.8)]
        assert close(model.centre(years), centre)
        assert all(
            abs(reach - abs((theirs / centre).ln()) * Decimal(wider)) < Decimal("1e-9")
            for reach, theirs in zip(reaches, (low, high), strict=True)
        )


@pytest.mark.parametrize("name", CASES)
def test_the_ends_of_an_interval_by_students_t_have_its_chances(name: str) -> None:
    model = fitted(*CASES[name]["series"], distribution="t")
    for end, sign in zip(model.ends(3, 0.8), (-1, 1), strict=True):
        chance = model.chance(end, 3, sign)
        assert isinstance(chance, Decimal)
        assert close(chance, Decimal("0.1"))


def test_the_median_goes_on_at_the_mean_growth_of_the_whole_series() -> None:
    model = fitted(100, 120, 90, 130, 160)
    assert close(model.centre(4), Decimal(160) * Decimal("1.6"))
    assert model.rates == 4


def test_the_chances_of_a_rise_and_of_a_fall_to_the_same_goal_add_up_to_one() -> None:
    model = fitted(100, 120, 90, 130, 160)
    up, down = (model.chance(Decimal(200), 3, sign) for sign in (1, -1))
    assert isinstance(up, Decimal)
    assert isinstance(down, Decimal)
    assert close(up + down, Decimal(1))


def test_a_goal_at_the_median_is_an_even_chance() -> None:
    model = fitted(100, 120, 90, 130, 160)
    chance = model.chance(model.centre(4), 4, 1)
    assert isinstance(chance, Decimal)
    assert close(chance, Decimal("0.5"))


def test_a_wild_series_is_not_too_much_for_a_long_forecast() -> None:
    low, high = fitted("0.001", "1e8", "0.001", "1e8", "0.001", "1e8").ends(73, 0.8)
    assert 0 < low < Decimal("1e-300")
    assert high > Decimal("1e400")


@pytest.mark.parametrize(
    "values",
    [
        ("100", "110", "121", "133.1", "146.41"),  # of which logarithms keep a rest
        ("6", "6", "6", "6", "6"),
        ("0.3", "0.9", "2.7", "8.1", "24.3"),
    ],
)
def test_growth_that_never_varied_has_an_interval_without_width_and_no_chance(values: tuple[str, ...]) -> None:
    model = fitted(*values)
    assert model.ends(3, 0.8) == (model.centre(3), model.centre(3))
    chance = model.chance(Decimal(200), 3, 1)
    assert isinstance(chance, Message)
    assert chance.key == "reason.drift.steady"


@pytest.mark.parametrize("goal", [0, -5])
def test_a_goal_without_a_logarithm_has_no_chance(goal: int) -> None:
    chance = fitted(50, 40, 42, 33, 30).chance(Decimal(goal), 4, -1)
    assert isinstance(chance, Message)
    assert (chance.key, chance.values) == ("reason.drift.goal", {"goal": Decimal(goal)})


def reason(series: list[Point], bounded: Mapping[int, Figure] = MappingProxyType({})) -> tuple[str, dict[str, object]]:
    found = fit_drift(series, bounded)
    assert isinstance(found, Message)
    return found.key, dict(found.values)


def test_four_growth_rates_are_the_fewest() -> None:
    assert reason(points(100, 108, 110, 121)) == ("reason.drift.rates", {"needed": 4, "rates": 3})
    assert fitted(100, 108, 110, 121, 126).rates == 4


@pytest.mark.parametrize("series", [[], points(100)])
def test_fewer_than_two_points_are_no_growth_rate(series: list[Point]) -> None:
    assert reason(series) == ("reason.drift.rates", {"needed": 4, "rates": 0})


def test_a_gap_is_named_by_the_year_after_it() -> None:
    series = points(100, 108, 110) + points(121, 126, 130, start=2022)
    assert reason(series) == ("reason.drift.gap", {"year": 2022})


@pytest.mark.parametrize(
    ("bounded", "key"),
    [
        ({2020: at_least(1), 2021: at_least(2)}, "low"),
        ({2020: at_most(1), 2021: at_most(2)}, "high"),
        ({2020: between(1, 2), 2021: between(1, 2)}, "range"),
        ({2020: at_least(1), 2021: at_most(2)}, "bound"),
    ],
)
def test_years_known_as_bounds_are_named_before_anything_else(bounded: dict[int, Figure], key: str) -> None:
    assert reason(points(100, 108), bounded) == (f"reason.drift.{key}", {"years": [2020, 2021]})


@pytest.mark.parametrize("value", [0, -3])
def test_every_figure_must_have_a_logarithm(value: int) -> None:
    assert reason(points(100, 108, value, 121, 126)) == ("reason.drift.positive", {})


@pytest.mark.parametrize("goal", ["1", "0.5"])
def test_a_goal_of_one_or_less_has_a_chance_as_long_as_it_is_positive(goal: str) -> None:
    chance = fitted("0.1", "0.12", "0.15", "0.16", "0.2", "0.21").chance(Decimal(goal), 5, 1)
    assert isinstance(chance, Decimal)
