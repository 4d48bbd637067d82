"""linear: which points count, the miss, the weather symbols, and what it says."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Flag, Judgement
from fuling_cli.methods.linear import judge, working
from tests.builders import Typed, asked, at_most, filled, target


def rising(first: str, last: str, points: int = 6, year: int = 2024) -> dict[int, Typed]:
    """Points whose ends alone matter."""
    series: dict[int, Typed] = {year - back: "-999" for back in range(points)}
    return series | {year - points + 1: first, year: last}


def answer(series: Mapping[int, Typed], aim: Target | None = None) -> Judgement:
    return judge(asked(series, aim or target(base_year=2000)))


def aim(value: str, **given: object) -> Target:
    return target(value=value, base_year=2000, **given)


@pytest.mark.parametrize(
    ("series", "goal", "verdict", "band", "reason", "ratio"),
    [
        (rising("100", "150"), aim("205"), "on_track", "sun", "linear.passes", Decimal(-5) / 55),
        (rising("100", "150"), aim("210"), "on_track", "sun", "linear.passes", Decimal(0)),
        (rising("100", "147.6"), aim("207.6"), "on_track", "sun", "linear.miss", Decimal("0.048")),
        (rising("100", "147.5"), aim("207.5"), "behind", "sun and cloud", "linear.miss", Decimal("0.05")),
        (rising("100", "140"), aim("200"), "behind", "sun and cloud", "linear.miss", Decimal("0.2")),
        (rising("100", "139.9"), aim("199.9"), "far_behind", "cloud", "linear.miss", Decimal("0.202")),
        (rising("100", "100"), aim("200"), "reversing", "storm", "linear.still", Decimal(1)),
        (rising("100", "90"), aim("102"), "reversing", "storm", "linear.away", Decimal(2)),
        (rising("100", "200"), aim("200"), "achieved", "sun", "met", None),
        (rising("200", "200"), aim("200"), "achieved", "sun", "met", None),
        (rising("201", "200"), aim("200"), "achieved", "sun and cloud", "linear.worsening", None),
        (rising("100", "200"), aim("200", at="more"), "on_track", "sun", "no_way_left", None),
        (rising("201", "200"), aim("200", at="more"), "reversing", "storm", "linear.away", None),
        (rising("150", "100"), aim("40", down=True), "on_track", "sun", "linear.passes", Decimal(0)),
        (rising("150", "100"), aim("30", down=True), "behind", "sun and cloud", "linear.miss", Decimal(1) / 7),
        (rising("150", "160"), aim("148", down=True), "reversing", "storm", "linear.away", Decimal(2)),
        (rising("150", "100"), aim("100", down=True), "achieved", "sun", "met", None),
        (rising("90", "100"), aim("100", down=True), "achieved", "sun and cloud", "linear.worsening", None),
    ],
)
def test_the_symbol_and_the_miss(  # noqa: PLR0913  all that it says
    series: Mapping[int, Typed], goal: Target, verdict: str, band: str, reason: str, ratio: Decimal | None
) -> None:
    found = answer(series, goal)
    assert (found.verdict, found.band, found.reason.key) == (verdict, band, f"reason.{reason}")
    assert (found.ratio is None) == (ratio is None)
    assert found.ratio is None or ratio is None or abs(found.ratio - ratio) < Decimal("1E-25")
    assert found.flags == ((Flag.WORSENING,) if reason == "linear.worsening" else ())


def test_the_last_six_points_count_whatever_lies_between_them() -> None:
    older = rising("100", "147.5") | {2018: "0", 2017: "0"}
    assert answer(older, aim("207.5")).ratio == Decimal("0.05")
    gaps: dict[int, Typed] = {2010: 100, 2012: 7, 2013: 7, 2015: 7, 2020: 7, 2024: 240}
    assert answer(gaps, aim("300")).ratio == 0


def test_with_fewer_points_only_meeting_is_said() -> None:
    five = answer(rising("100", "130", 5), aim("190"))
    assert (five.verdict, five.reason.key, five.band) == ("not_assessed", "reason.linear.points", None)
    assert filled(five.reason) == {"needed": "6", "points": "5"}
    met = answer(rising("100", "190", 5), aim("190"))
    assert (met.verdict, met.reason.key, met.band, met.flags) == ("achieved", "reason.met", None, (Flag.FEW_POINTS,))


def test_a_bounded_baseline_is_no_point() -> None:
    """V08."""
    series: dict[int, Typed] = {2020: at_most(100), 2021: 110, 2022: 120, 2023: 130, 2024: 140, 2025: 150}
    assert answer(series, target(value=190)).reason.key == "reason.linear.points"


@pytest.mark.parametrize(
    ("series", "goal", "words"),
    [
        (
            rising("100", "147.6"),
            aim("207.6"),
            "with a mean yearly change of 9.52 it would still be 4.8% short at the deadline",
        ),
        (
            rising("100", "140"),
            aim("200"),
            "with a mean yearly change of 8.00 it would still be 20% short at the deadline",
        ),
        (rising("100", "99"), aim("200"), "the mean yearly change of the last 6 points is -0.20, away from the target"),
        (rising("100", "99.99"), aim("200"), "is -0.002, away from the target"),
        (rising("100", "160"), aim("200"), "a mean yearly change of 12.00 reaches the target by 2030"),
        (rising("100", "100"), aim("200"), "unchanged on average over the last 6 points"),
        (rising("211", "201"), aim("200"), "201 in 2024 meets the target of 200, but the mean yearly change is -2.00"),
        (rising("100", "200"), aim("200", at="more"), "the latest actual equals the target 200"),
    ],
)
def test_the_reason_in_words(series: Mapping[int, Typed], goal: Target, words: str) -> None:
    assert words in answer(series, goal).reason.translate("en")


@pytest.mark.parametrize(
    ("last", "goal", "change"), [("55", "60", "1.00"), ("49.9", "60", "-0.02"), ("70", "60", "4.00")]
)
def test_a_change_between_percentages_is_in_percentage_points(last: str, goal: str, change: str) -> None:
    share = aim(goal, unit="percent")
    first, *_ = working(asked(rising("50", last), share))
    assert f"= {change} percentage points a year" in first.translate("en")
    assert f"每年 {change} 个百分点" in first.translate("zh")
    reason = answer(rising("50", last), share).reason
    assert last == "70" or f"{change} percentage points" in reason.translate("en")
    assert "percentage" not in answer(rising("50", last), aim(goal)).reason.translate("en")


def test_the_working_has_the_change_the_projection_and_the_miss() -> None:
    lines = [line.translate("en") for line in working(asked(rising("100", "140"), aim("200")))]
    assert len(lines) == 3
    assert all(part in lines[0] for part in ("100", "2019", "140", "2024", "8.00"))
    assert all(part in lines[1] for part in ("140", "8.00", "6", "2030", "188.00"))
    assert all(part in lines[2] for part in ("200", "0.20"))


def test_the_working_has_no_miss_where_nothing_is_missing() -> None:
    assert len(working(asked(rising("100", "210"), aim("200")))) == 2
    assert len(working(asked(rising("100", "200"), aim("200", at="more")))) == 2
    assert working(asked(rising("100", "130", 5), aim("200"))) == ()


def test_the_working_looks_at_the_last_six_points_only() -> None:
    older = rising("100", "140") | {2018: "0"}
    assert working(asked(older, aim("200"))) == working(asked(rising("100", "140"), aim("200")))


def test_the_working_in_numbers() -> None:
    change, projection, miss = working(asked(rising("100", "140"), aim("200")))
    years = {"first_year": "2019", "last_year": "2024"}
    assert filled(change) == years | {"first": "100", "last": "140", "change": "8.00"}
    expected = {"last": "140", "change": "8.00", "years": "6", "by": "2030", "projection": "188.00"}
    assert filled(projection) == expected
    assert filled(miss) == {"goal": "200", "miss": "0.20"}
