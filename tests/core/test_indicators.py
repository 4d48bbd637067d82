"""The numbers beside a verdict, and the side on which a bound leaves each of them."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.core.growth import compound_value
from fuling_cli.core.indicators import Indicators, compute_indicators, reached_at_growth, reached_in
from fuling_cli.core.pace import LAST_YEAR
from fuling_cli.core.target import Target
from tests.builders import Typed, at_least, at_most, between, examples, standing, target

usual = examples(200)
positive = st.decimals("0.1", 999, places=1)


def found(series: Mapping[int, Typed], aim: Target | None = None) -> Indicators:
    return compute_indicators(standing(series, aim or target()))


def rounded(derived: Figure | None) -> tuple[str | None, ...] | None:
    if derived is None:
        return None
    ends = (derived.printed, derived.low, derived.high)
    return tuple(None if end is None else format(round(end, 4).normalize(), "f") for end in ends)


def all_rounded(series: Mapping[int, Typed], aim: Target | None = None) -> dict[str, tuple[str | None, ...] | None]:
    computed = found(series, aim)
    return {name: rounded(number) for name, number in computed._asdict().items()}


def exactly(number: str) -> tuple[str, str, str]:
    return (number, number, number)


def test_every_number_of_exact_figures() -> None:
    assert all_rounded({2020: 100, 2022: "110.25"}, target(value="161.051", by=2025)) == {
        "goal": exactly("161.051"),
        "share_done": exactly("0.1679"),
        "planned_growth": exactly("0.1"),
        "observed_growth": exactly("0.05"),
        "remaining_growth": exactly("0.1346"),
        "trajectory": exactly("121"),
        "gap": exactly("-10.75"),
        "projected": exactly("127.6282"),
    }


def test_with_at_least_that_much_growth_is_at_least_and_what_remains_at_most() -> None:
    assert all_rounded({2020: 100, 2022: at_least("110.25")}, target(value="161.051", by=2025)) == {
        "goal": exactly("161.051"),
        "share_done": ("0.1679", "0.1679", None),
        "planned_growth": exactly("0.1"),
        "observed_growth": ("0.05", "0.05", None),
        "remaining_growth": ("0.1346", None, "0.1346"),
        "trajectory": exactly("121"),
        "gap": ("-10.75", "-10.75", None),
        "projected": ("127.6282", "127.6282", None),
    }


def test_with_at_most_that_much_it_is_the_other_way_round() -> None:
    some = all_rounded({2020: 100, 2022: at_most("110.25")}, target(value="161.051", by=2025))
    assert some["observed_growth"] == ("0.05", None, "0.05")
    assert some["remaining_growth"] == ("0.1346", "0.1346", None)


def test_a_range_leaves_a_range() -> None:
    some = all_rounded({2020: 100, 2022: between("110.25", 121)}, target(value="161.051", by=2025))
    assert some["observed_growth"] == ("0.05", "0.05", "0.1")
    assert some["remaining_growth"] == ("0.1346", "0.1", "0.1346")
    assert some["gap"] == ("-10.75", "-10.75", "0")


def test_a_bound_of_the_baseline_reaches_the_plan() -> None:
    some = all_rounded({2020: at_least(100), 2022: 121}, target(value="161.051", by=2025))
    assert some["planned_growth"] == ("0.1", None, "0.1")
    assert some["observed_growth"] == ("0.1", None, "0.1")
    assert some["trajectory"] == ("121", "121", None)
    assert some["gap"] == ("0", None, "0")
    assert some["remaining_growth"] == exactly("0.1")


@pytest.mark.parametrize(
    ("latest", "aim", "needed"),
    [
        (100, target(value=100, at="more"), ("0", "0", None)),
        (100, target(value=100, at="less", down=True), ("0", None, "0")),
        (at_least(100), target(value=100, at="more"), ("0", None, None)),
        (at_most(100), target(value=100, at="more"), ("0", "0", None)),
        (99, target(value=100, at="more", by=2023), exactly("0.0101")),
    ],
)
def test_from_the_number_that_must_be_passed_any_growth_is_enough(latest: Typed, aim: Target, needed: object) -> None:
    assert all_rounded({2020: 90, 2022: latest}, aim)["remaining_growth"] == needed


def test_to_pass_the_baseline_any_growth_is_enough() -> None:
    assert all_rounded({2020: 90, 2022: 80}, target(value=90, at="more"))["planned_growth"] == ("0", "0", None)


def test_a_multiple_of_a_bound_is_a_bound() -> None:
    some = all_rounded({2020: at_least(100), 2022: 121}, target(multiple=2))
    assert some["goal"] == ("200", "200", None)
    assert some["planned_growth"] == exactly("0.0718")


def test_where_the_baseline_may_be_the_goal_the_share_has_no_bounds() -> None:
    assert all_rounded({2020: between(190, 210), 2023: 150})["share_done"] == ("-4", None, None)
    assert all_rounded({2020: between(190, 199), 2023: 150})["share_done"] == ("-4", "-49", "-4")


def test_one_and_the_same_range_is_no_growth() -> None:
    some = all_rounded({2020: between(90, 100)}, target(multiple=2))
    assert some["share_done"] == exactly("0")
    assert some["observed_growth"] is None
    assert some["gap"] == exactly("0")
    assert some["goal"] == ("180", "180", "200")


def test_a_pinned_baseline_is_not_the_same_figure() -> None:
    some = all_rounded({2020: between(90, 100)}, target(baseline=80))
    assert some["share_done"] == ("0.0833", "0.0833", "0.1667")


@pytest.mark.parametrize(
    ("series", "aim", "missing"),
    [
        ({2020: -5, 2022: 5}, target(), {"planned_growth", "observed_growth", "projected"}),
        ({2020: 5, 2022: -5}, target(), {"observed_growth", "remaining_growth", "projected"}),
        ({2020: 5, 2022: 3}, target(value=0, down=True), {"planned_growth", "remaining_growth"}),
        ({2020: 200, 2022: 210}, target(), {"share_done", "remaining_growth"}),
        ({2020: 5, 2022: 6}, target(by=None), {"planned_growth", "remaining_growth", "trajectory", "gap", "projected"}),
        ({2020: 5, 2031: 6}, target(), {"remaining_growth", "projected"}),
        ({2020: 5, 2030: 6}, target(), {"remaining_growth"}),
        (
            {2031: 5},
            target(),
            {"planned_growth", "observed_growth", "remaining_growth", "trajectory", "gap", "projected"},
        ),
        ({2020: 5, 2030: 0}, target(), {"remaining_growth"}),
    ],
)
def test_a_number_that_does_not_exist_is_missing(series: Mapping[int, Typed], aim: Target, missing: set[str]) -> None:
    assert {name for name, one in all_rounded(series, aim).items() if one is None} == missing


def test_nothing_left_at_the_deadline_is_projected_as_nothing() -> None:
    assert all_rounded({2020: 5, 2030: 0})["projected"] == exactly("0")
    assert all_rounded({2020: 5, 2022: 0})["projected"] == exactly("0")


def test_a_number_that_exists_at_the_printed_end_only_has_no_bounds() -> None:
    some = all_rounded({2020: 5, 2022: between(-1, 6)})
    assert some["observed_growth"] is None
    assert all_rounded({2020: between(-1, 6), 2022: 5})["planned_growth"] is None
    assert all_rounded({2020: at_most(0), 2022: 5})["planned_growth"] is None
    assert all_rounded({2020: 5, 2022: at_most(0)})["observed_growth"] == ("-1", None, None)


@given(
    base=positive,
    last=positive,
    goal=positive,
    shape=st.sampled_from(["low", "high", "range"]),
    which=st.sampled_from([2020, 2023]),
    share=st.decimals(0, 1, places=3),
)
@usual
def test_no_number_leaves_its_bounds(  # noqa: PLR0913  a made-up figure has many parts
    base: Decimal, last: Decimal, goal: Decimal, shape: str, which: int, share: Decimal
) -> None:
    """Whatever the figure in doubt turns out to be, every number lies where it was said to lie."""
    series: dict[int, Typed] = {2020: base, 2023: last}
    printed = base if which == 2020 else last
    ends: dict[str, tuple[Figure, Decimal, Decimal]] = {
        "low": (at_least(printed), printed, printed * 3),
        "high": (at_most(printed), printed / 100, printed),
        "range": (between(printed, printed * 2), printed, printed * 2),
    }
    doubtful, low, high = ends[shape]
    assume(which != 2020 or not low <= goal <= high)  # where the baseline may be the goal, the share has a pole
    truth = found(series | {which: low + (high - low) * share}, target(value=goal))
    said = found(series | {which: doubtful}, target(value=goal))
    for name, real, bounds in zip(Indicators._fields, truth, said, strict=True):
        if name == "remaining_growth":  # none where the target is met, and it never leads backwards
            assert bounds is None or bounds.printed > 0
            continue
        assert (real is None) == (bounds is None)
        if real is not None and bounds is not None:
            slack = abs(real.printed) * Decimal("1E-24") + Decimal("1E-24")
            assert bounds.low is None or bounds.low - slack <= real.printed
            assert bounds.high is None or real.printed <= bounds.high + slack
            assert shape != "range" or None not in (bounds.low, bounds.high)


# ------------------------------------------------------------------------------------------------ the year reached


@pytest.mark.parametrize(
    ("series", "aim", "year"),
    [
        ({2020: 100, 2024: "131.95"}, target(), 2031),
        ({2020: 100, 2024: "131.96"}, target(), 2030),
        ({2020: 100, 2021: 200, 2024: 150}, target(), 2027),
        ({2020: 250, 2024: 150}, target(), None),
        ({2019: 250, 2020: 100, 2024: 90}, target(), None),
        ({2020: 100, 2024: 100}, target(), None),
        ({2020: -5, 2024: 100}, target(), None),
        ({2020: 100, 2024: 50}, target(value=25, down=True), 2028),
        ({2020: 100, 2024: 110}, target(value=25, down=True), None),
        ({2020: 100, 2024: 50}, target(value=0, down=True), None),
        ({2020: 100, 2022: 200}, target(at="more"), 2023),
        ({2020: 100, 2021: 110}, target(value=121), 2022),
        ({2020: 100, 2021: 110}, target(value=121, at="more"), 2023),
        ({2020: 10**15, 2021: 10**15 + 1}, target(value=10**16), None),
        ({2020: "999999999999999999.0000000001", 2021: "999999999999999999.0000000002"}, target(value=10**18), None),
        ({2020: 100, 2030: 200, 2031: 300}, target(value=250), 2034),
        ({2020: 100, 2024: at_least(200)}, target(), 2024),
        ({2020: 100, 2024: 0}, target(value=-5, down=True), None),
    ],
)
def test_the_year_the_target_is_reached(series: Mapping[int, Typed], aim: Target, year: int | None) -> None:
    assert reached_in(standing(series, aim)) == year


@given(base=positive, last=positive, goal=positive, down=st.booleans())
@usual
def test_it_is_the_first_year_that_meets_the_target(base: Decimal, last: Decimal, goal: Decimal, *, down: bool) -> None:
    aim = target(value=goal, down=down)
    stands = standing({2020: base, 2023: last}, aim)
    year, growth = reached_in(stands), compute_indicators(stands).observed_growth
    assert growth is not None
    assume(not aim.met(base, goal) and not aim.met(last, goal))
    if (last - base) * aim.sign <= 0:
        assert year is None
        return
    if year is None:
        assert not aim.met(compound_value(last, growth.printed, LAST_YEAR - 2023), goal)
        return
    assert aim.met(compound_value(last, growth.printed, year - 2023), goal)
    assert not aim.met(compound_value(last, growth.printed, year - 2024), goal)


def test_one_and_the_same_bound_is_no_growth() -> None:
    computed = found({2020: at_least(50)})
    assert (computed.share_done, computed.gap) == (Figure.exactly(Decimal(0)), Figure.exactly(Decimal(0)))


def test_a_deadline_in_the_base_year_has_no_path() -> None:
    computed = found({2020: 100}, target(by=2020))
    assert (computed.trajectory, computed.gap, computed.planned_growth) == (None, None, None)


def test_a_goal_below_one_is_planned_like_any_other() -> None:
    computed = found({2020: "0.1", 2024: "0.2"}, target(value="0.9"))
    assert (rounded(computed.planned_growth), rounded(computed.remaining_growth)) == (
        exactly("0.2457"),
        exactly("0.2849"),
    )


def test_a_latest_actual_that_meets_the_target_reached_it_in_its_own_year() -> None:
    assert reached_in(standing({2020: 250}, target())) == 2020
    assert reached_in(standing({2020: -5, 2024: 250}, target())) == 2024


@pytest.mark.parametrize(
    ("value", "growth", "down"),
    [("100", "-1", True), ("100", "-1.5", True), ("0", "0.1", False), ("-1", "0.1", False), ("100", "0", False)],
)
def test_at_a_pace_that_leads_nowhere_the_target_is_never_reached(value: str, growth: str, *, down: bool) -> None:
    aim = target(value=50, down=True) if down else target()
    assert reached_at_growth(standing({2020: 300 if down else -9, 2024: value}, aim), Decimal(growth)) is None


def test_the_last_year_that_is_looked_at_is_9999() -> None:
    slow, goal = Decimal("0.001"), compound_value(Decimal(100), Decimal("0.001"), LAST_YEAR - 2024)
    assert reached_at_growth(standing({2020: 90, 2024: 100}, target(value=goal)), slow) == LAST_YEAR
    assert reached_at_growth(standing({2020: 90, 2025: 100}, target(value=goal)), slow) is None
