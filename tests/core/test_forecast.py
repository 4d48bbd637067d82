"""Year by year to the deadline: the paths and where they end, and when there is no interval and no chance."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from fuling_cli.core.decimals import round_half_up
from fuling_cli.core.drift import DISTRIBUTIONS, Distribution, Drift, fit_drift
from fuling_cli.core.figure import Figure
from fuling_cli.core.forecast import Forecast, ForecastYear, forecast
from fuling_cli.core.growth import Point
from fuling_cli.language import message
from tests.builders import Typed, assessed, at_least, between, target

SIX: dict[int, Typed] = {2020: 100, 2021: 109, 2022: 112, 2023: 123, 2024: 131, 2025: 140}
"""Six exact years, five growth rates; the target is 200 by 2030."""


def ahead(series: Mapping[int, Typed], growth: str | None = None, **aim: Any) -> Forecast:  # noqa: ANN401
    return forecast(assessed("cagr", series, target(**aim)), None if growth is None else Decimal(growth))


def cells(found: Forecast, name: str) -> list[Decimal | None]:
    """One column, to one decimal."""
    column = [getattr(year, name) for year in found.years]
    numbers = [number.printed if isinstance(number, Figure) else number for number in column]
    return [None if number is None else round_half_up(number, 1) for number in numbers]


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


# --- paths --------------------------------------------------------------------------------------------------------


def test_a_row_a_year_from_the_one_after_the_latest_actual_to_the_deadline() -> None:
    assert [year.year for year in ahead(SIX).years] == [2026, 2027, 2028, 2029, 2030]


def test_the_planned_path_starts_at_the_baseline_and_ends_at_the_goal() -> None:
    found = ahead(SIX)
    assert cells(found, "planned") == decimals("151.6", "162.5", "174.1", "186.6", "200.0")
    assert found.years[-1].planned == Figure.exactly(Decimal(200))


def test_the_needed_path_starts_at_the_latest_actual_and_ends_at_the_goal() -> None:
    found = ahead(SIX)
    assert cells(found, "needed") == decimals("150.4", "161.5", "173.4", "186.2", "200.0")
    assert found.years[-1].needed == Figure.exactly(Decimal(200))


def test_the_pace_goes_on_and_ends_where_the_scorecard_says() -> None:
    found = ahead(SIX)
    assert cells(found, "pace") == decimals("149.7", "160.2", "171.3", "183.2", "196.0")
    assert found.years[-1].pace == assessed("cagr", SIX, target()).numbers.projected


def test_without_a_what_if_its_column_is_empty() -> None:
    assert cells(ahead(SIX), "what_if") == [None] * 5


@pytest.mark.parametrize(
    ("growth", "path", "reached"),
    [
        ("0.10", ("154.0", "169.4", "186.3", "205.0", "225.5"), 2029),
        ("0.05", ("147.0", "154.4", "162.1", "170.2", "178.7"), 2033),
        ("0", ("140.0", "140.0", "140.0", "140.0", "140.0"), None),
        ("-0.05", ("133.0", "126.4", "120.0", "114.0", "108.3"), None),
    ],
)
def test_a_what_if_compounds_from_the_latest_actual(growth: str, path: tuple[str, ...], reached: int | None) -> None:
    found = ahead(SIX, growth)
    assert cells(found, "what_if") == decimals(*path)
    assert (found.growth, found.what_if_reached_in) == (Decimal(growth), reached)


def test_a_bound_leaves_a_path_open_on_its_side() -> None:
    last = ahead({2020: 100, 2024: at_least(150)}, "0.1").years[0]
    assert last.what_if == Figure(Decimal("165.0"), Decimal("165.0"), None)
    assert last.needed is not None
    assert last.needed.high is None
    assert last.planned is not None
    assert last.planned.low == last.planned.high


def test_a_range_has_a_path_at_both_ends() -> None:
    first = ahead({2020: 100, 2024: between(150, 160)}, "0.1").years[0]
    assert first.what_if == Figure(Decimal("165.0"), Decimal("165.0"), Decimal("176.0"))


def test_a_single_figure_has_paths_but_no_pace() -> None:
    found = ahead({2023: 100})
    assert cells(found, "pace") == [None] * 7
    assert cells(found, "needed")[-1] == Decimal("200.0")
    assert found.reached_in is None


# --- when it is reached -------------------------------------------------------------------------------------------


def test_the_year_is_that_of_the_pace() -> None:
    assert ahead(SIX).reached_in == 2031


def test_an_earlier_year_that_met_the_target_and_lost_it_says_nothing_of_the_pace() -> None:
    found = assessed("cagr", {2020: 100, 2022: 210, 2025: 140}, target())
    assert found.reached_in == forecast(found).reached_in == 2031


def test_it_is_the_first_of_the_years_that_met_the_target_since() -> None:
    assert ahead({2020: 100, 2022: 205, 2023: 190, 2024: 205, 2025: 210}).reached_in == 2024
    assert ahead({2023: 210}).reached_in == 2023


def test_a_pace_that_leads_away_reaches_nothing() -> None:
    assert ahead({2020: 100, 2025: 90}).reached_in is None


# --- the random walk ----------------------------------------------------------------------------------------------


def model(series: Mapping[int, Typed]) -> Drift:
    fitted = fit_drift([Point(year, Decimal(str(value))) for year, value in series.items()])
    assert isinstance(fitted, Drift)
    return fitted


def test_median_interval_and_chance_are_those_of_the_whole_series() -> None:
    found, fitted = ahead(SIX), model(SIX)
    assert [year.drift for year in found.years] == [fitted.centre(years) for years in range(1, 6)]
    assert [(year.low, year.high) for year in found.years] == [fitted.ends(years, 0.8) for years in range(1, 6)]
    assert found.chance == fitted.chance(Decimal(200), 5, 1)
    assert (found.rates, found.reason) == (5, None)


def test_years_before_the_base_year_belong_to_the_series() -> None:
    found = ahead(SIX, base_year=2022)
    assert found.rates == 5
    assert found.years[0].drift == model(SIX).centre(1)


def test_downwards_the_chance_is_that_of_falling_to_the_goal() -> None:
    falling: dict[int, Typed] = {2020: 100, 2021: 92, 2022: 95, 2023: 81, 2024: 80}
    found = ahead(falling, down=True, value=60)
    assert found.chance == model(falling).chance(Decimal(60), 6, -1)
    assert found.chance is not None
    assert Decimal("0.5") < found.chance < 1


def test_figures_in_another_unit_are_measured_in_the_targets() -> None:
    found = forecast(assessed("cagr", {year: f"{value}0000" for year, value in SIX.items()}, target(), unit="万元"))
    assert cells(found, "drift") == cells(ahead(SIX), "drift")


def nothing(years: tuple[ForecastYear, ...]) -> bool:
    return all(year.drift is None and year.low is None and year.high is None for year in years)


@pytest.mark.parametrize(
    ("series", "key", "values", "rates"),
    [
        ({2021: 100, 2022: 109, 2023: 112, 2024: 123}, "reason.drift.rates", {"needed": 4, "rates": 3}, 3),
        ({2024: 100}, "reason.drift.rates", {"needed": 4, "rates": 0}, 0),
        (
            {2018: 90, 2019: 95, 2021: 100, 2022: 109, 2023: 112, 2024: 123},
            "reason.drift.gap",
            {"year": 2021},
            4,
        ),
        ({2020: 100, 2022: 109, 2024: 123}, "reason.drift.gap", {"year": 2022}, 0),
        (SIX | {2023: at_least(120)}, "reason.drift.low", {"years": [2023]}, 3),
        (SIX | {2022: between(110, 115), 2025: at_least(135)}, "reason.drift.bound", {"years": [2022, 2025]}, 2),
        (SIX | {2021: -3}, "reason.drift.positive", {}, 5),
        (SIX | {2021: 0}, "reason.drift.positive", {}, 5),
    ],
)
def test_without_a_basis_there_are_paths_and_a_reason_and_nothing_made_up(
    series: Mapping[int, Typed], key: str, values: dict[str, object], rates: int
) -> None:
    found = ahead(series)
    assert found.years
    assert found.years[-1].planned == Figure.exactly(Decimal(200))
    assert nothing(found.years)
    assert found.chance is None
    assert found.reason is not None
    assert (found.reason.key, found.reason.values) == (key, values)
    assert found.rates == rates


@pytest.mark.parametrize(
    ("series", "aim", "key"),
    [
        (dict.fromkeys(range(2020, 2026), 6), {"value": 10}, "reason.drift.steady"),
        ({2020: 50, 2021: 40, 2022: 42, 2023: 33, 2024: 30}, {"value": 0, "down": True}, "reason.drift.goal"),
    ],
)
def test_an_interval_may_come_without_a_chance_and_then_with_the_reason(
    series: Mapping[int, Typed], aim: dict[str, Any], key: str
) -> None:
    found = ahead(series, **aim)
    assert all(year.low is not None and year.high is not None for year in found.years)
    assert found.chance is None
    assert found.reason is not None
    assert found.reason.key == key


@pytest.mark.parametrize(
    ("series", "aim", "key", "rates"),
    [
        (SIX, {"by": None}, "reason.drift.undated", 5),
        (SIX, {"by": 2025}, "reason.drift.closed", 5),
        (SIX, {"by": 2024}, "reason.drift.closed", 5),
        (SIX, {"value": None}, "reason.no_number", 0),
        ({2019: 90}, {}, "reason.no_figure_since", 0),
    ],
)
def test_without_years_ahead_there_are_no_rows(
    series: Mapping[int, Typed], aim: dict[str, Any], key: str, rates: int
) -> None:
    found = ahead(series, "0.07", **aim)
    assert found.years == ()
    assert found.chance is None
    assert found.reason is not None
    assert found.reason.key == key
    assert (found.rates, found.growth) == (rates, Decimal("0.07"))


def test_a_target_without_a_deadline_still_has_its_what_if_year() -> None:
    assert ahead(SIX, "0.1", by=None).what_if_reached_in == 2029


def test_a_closed_target_says_which_year_closed_it() -> None:
    assert ahead({2020: 100, 2030: 150}).reason == message("reason.drift.closed", year=2030)


def test_the_paths_to_a_multiple_of_a_range_end_in_a_range() -> None:
    last = ahead({2020: between(90, 110), 2024: 150}, multiple=2).years[-1]
    expected = Figure(Decimal(180), Decimal(180), Decimal(220))
    assert (last.planned, last.needed) == (expected, expected)


def test_the_chance_of_a_range_is_that_of_lying_within_it() -> None:
    wide, low, high = ({"value": None, "value_range": (Decimal(180), Decimal(220))}, {"value": 180}, {"value": 220})
    within, above_low, above_high = (ahead(SIX, **aim).chance for aim in (wide, low, high))
    assert within is not None
    assert above_low is not None
    assert above_high is not None
    assert within == above_low - above_high


# --- limits -------------------------------------------------------------------------------------------------------

SHARES: dict[int, Typed] = {2020: 80, 2021: 84, 2022: 85, 2023: 90, 2024: 92, 2025: 95}


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_nothing_is_drawn_beyond_the_limit(distribution: Distribution) -> None:
    found = forecast(assessed("cagr", SHARES, target(value=99, limit=Decimal(100))), distribution=distribution)
    for name in ("pace", "drift", "high"):
        assert max(one for one in cells(found, name) if one is not None) == 100
    assert found.chance is not None
    assert 0 < found.chance < 1


def test_what_lies_beyond_the_limit_has_no_chance() -> None:
    for aim in ({"value": 101}, {"value": 100, "at": "more"}):
        found = ahead(SHARES, limit=Decimal(100), **aim)
        assert found.chance is None
        assert found.reason == message("reason.drift.limit", limit=Decimal(100))
    assert ahead(SHARES, limit=Decimal(100), value=100).chance is not None


def test_a_range_up_to_the_limit_is_not_missed_above_it() -> None:
    up_to_the_limit: dict[str, Any] = {"value": None, "value_range": (Decimal(97), Decimal(100))}
    bounded, free = ahead(SHARES, limit=Decimal(100), **up_to_the_limit), ahead(SHARES, **up_to_the_limit)
    assert bounded.chance == ahead(SHARES, value=97).chance
    assert free.chance is not None
    assert bounded.chance is not None
    assert free.chance < bounded.chance


def test_a_range_that_begins_at_nothing_has_the_chance_of_its_upper_end() -> None:
    falling: dict[int, Typed] = {2020: 9, 2021: 8, 2022: "8.5", 2023: 7, 2024: "6.5", 2025: 6}
    found = ahead(falling, value=None, value_range=(Decimal(0), Decimal(5)))
    assert found.chance is not None
    below = ahead(falling, value=5, down=True).chance
    assert below is not None
    assert abs(found.chance - below) < Decimal("1e-12")
