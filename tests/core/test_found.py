"""What use has found wrong in verdicts, and in the numbers and words beside them: each test names its row."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.forecast import forecast
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.language import Percent, Rounded
from fuling_cli.methods import assess
from fuling_cli.reports.explanation import answer, cautions, formulas, target_lines, thresholds
from fuling_cli.reports.scorecard import scorecard, summary
from tests.builders import Typed, actual, assessed, at_most, between, plan, target

LATE = date(2040, 1, 1)


def told(found: Assessment) -> str:
    """Everything that `explain` says of an assessment."""
    lines = [*answer(found), *cautions(found), *target_lines(plan(found.target), found.target)]
    lines += [] if found.standing is None else formulas(found, found.standing)
    lines += [one.figures for one in thresholds(found)]
    return "\n".join(line.translate("en") for line in lines)


def row(found: Assessment) -> dict[str, object]:
    return next(dict(record) for record in scorecard(plan(found.target), [found], LATE).records())


# --- V01: a deadline that has passed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "verdict", "overdue"),
    [
        (date(2024, 12, 31), Verdict.ON_TRACK, False),
        (date(2025, 1, 1), Verdict.NOT_ASSESSED, False),
        (date(2025, 6, 30), Verdict.NOT_ASSESSED, False),
        (date(2025, 7, 1), Verdict.NOT_ASSESSED, True),
        (LATE, Verdict.NOT_ASSESSED, True),
    ],
)
def test_v01_a_deadline_that_passed_without_a_figure(as_of: date, verdict: Verdict, *, overdue: bool) -> None:
    found = assessed("cagr", {2020: 100, 2023: 170}, target(by=2024), as_of=as_of)
    assert (found.verdict, found.overdue, Flag.OVERDUE in found.flags) == (verdict, overdue, overdue)
    assert found.judgement.band == "on track"
    assert summary([found])["overdue"] == int(overdue)
    if verdict is Verdict.NOT_ASSESSED:
        assert "2024" in found.reason.translate("en")


def test_v01_without_any_figure_it_is_overdue_too() -> None:
    (found,) = assess(plan(target(by=2024)), _ledger({}), as_of=date(2025, 7, 1))
    assert (found.verdict, found.overdue) == (Verdict.NOT_ASSESSED, True)


# --- V02, V16: digits that keep the sign and the side ---------------------------------------------------------------


def test_v02_a_rate_that_is_almost_nothing_keeps_its_sign() -> None:
    found = assessed("cagr", {2022: "111.50", 2025: "111.49"}, target(value=112, base_year=2022, by=2027))
    assert found.verdict is Verdict.REVERSING
    assert "changed by -0.003% a year" in found.reason.translate("en")


def test_v02_an_unchanged_series_is_called_unchanged() -> None:
    series: Mapping[int, Typed] = {2022: "111.50", 2025: "111.50"}
    for method in ("cagr", "projection"):
        found = assessed(method, series, target(value=112, base_year=2022, by=2027))
        assert found.reason.translate("en").startswith("unchanged")


def test_v16_as_many_digits_as_it_takes_to_stay_below_a_threshold() -> None:
    just_under = {2020: Decimal(100), 2022: Decimal("119.902499999999999")}
    found = assessed("cagr", just_under, target(value="161.051", by=2025))
    assert found.verdict is Verdict.BEHIND
    assert "0.950000000000 " not in told(found)
    assert "ratio" in told(found)
    assert "= 0.94999999999999" in told(found)


# --- V03: strict targets --------------------------------------------------------------------------------------------


def test_v03_more_than_a_number_is_said_wherever_it_is_not_met() -> None:
    missed = assessed("cagr", {2020: 12, 2025: 15}, target(value=15, at="more", by=2025))
    assert missed.reason.translate("en") == "15 in 2025 does not meet the target of more than 15 by 2025"
    assert missed.reason.translate("zh") == "2025 年为 15，未达到 2025 年目标 超过 15"
    assert "more than 15" in told(assessed("cagr", {2020: 12, 2024: 14}, target(value=15, at="more", by=2030))).split(
        "\n"
    )
    less = assessed("cagr", {2020: 18, 2025: 15}, target(value=15, at="less", down=True, by=2025))
    assert "less than 15" in less.reason.translate("en")


# --- V04: the year from which it is met for good --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("series", "aim", "year"),
    [
        ({2020: 100, 2022: 155, 2023: 140, 2025: 151}, target(value=150), 2025),
        ({2020: 100, 2022: 155, 2025: 151}, target(value=150), 2022),
        ({2020: 80, 2023: at_most(110), 2025: 90}, target(value=100), 2030),
        ({2020: 120, 2025: 95}, target(value=100), None),
        ({2020: 50, 2025: at_most(23)}, target(value=23, down=True), 2025),
    ],
)
def test_v04_reached_in_has_one_meaning(series: Mapping[int, Typed], aim: Target, year: int | None) -> None:
    found = assessed("cagr", series, aim)
    assert found.reached_in == year
    assert forecast(found).reached_in == year


# --- V05: the pace of the method that judged ------------------------------------------------------------------------


def test_v05_linear_goes_on_in_a_straight_line() -> None:
    series = {2020 + year: 100 + 10 * year for year in range(6)}
    found = assessed("linear", series, target(value=190))
    assert found.numbers.projected is not None
    assert (int(found.numbers.projected.printed), found.reached_in) == (200, 2029)
    paces = [year.pace and year.pace.printed for year in forecast(found).years]
    assert paces == [160, 170, 180, 190, 200]


def test_v05_path_goes_on_in_a_straight_line_where_its_path_is_one() -> None:
    found = assessed("path", {2020: 50, 2025: 30}, target(value=0, down=True))
    assert found.numbers.projected is not None
    assert (int(found.numbers.projected.printed), found.reached_in) == (10, 2033)


# --- V06, V07: sentences that are true ------------------------------------------------------------------------------


def test_v06_a_share_of_the_wrong_way_is_not_said() -> None:
    found = assessed("cagr", {2020: 120, 2025: 95}, target(value=100))
    assert (found.verdict, found.numbers.share_done) == (Verdict.REVERSING, None)
    met = assessed("path", {2020: 160, 2025: 120}, target(value=100))
    assert met.reason.translate("en") == "120 in 2025 meets the target of 100"


def test_v06_nothing_is_needed_for_what_is_met() -> None:
    found = assessed("cagr", {2020: 100, 2025: 160}, target(value=150))
    assert found.numbers.remaining_growth is None
    assert {year.needed for year in forecast(found).years} == {None}


def test_v07_lost_only_where_it_is_sure() -> None:
    found = assessed("cagr", {2020: 80, 2023: 101, 2025: between(95, 110)}, target(value=100))
    assert found.verdict is Verdict.UNDECIDED
    assert found.flags == (Flag.BOUND,)


def test_v07_what_passes_the_target_leaves_nothing_open() -> None:
    series = {2020 + year: 100 + 10 * year for year in range(6)}
    found = assessed("linear", series, target(value=155))
    assert found.reason.translate("en") == "a mean yearly change of 10.00 reaches the target by 2030"
    still = assessed("projection", {2020: 100, 2025: 100}, target(value=150))
    assert "further away" not in still.reason.translate("en")


# --- V08 to V13 -----------------------------------------------------------------------------------------------------


def test_v09_undated_and_met_once_is_achieved() -> None:
    found = assessed("cagr", {2020: 100, 2024: 210, 2025: 190}, target(by=None))
    assert (found.verdict, found.flags) == (Verdict.ACHIEVED, (Flag.MET_THEN_LOST,))
    assert "not in 2025" in found.reason.translate("en")


def test_v10_a_later_figure_does_not_stand_in_for_the_deadlines() -> None:
    found = assessed("cagr", {2020: 100, 2022: 121, 2024: 119, 2025: 125}, target(value=120, by=2023))
    assert (found.verdict, found.latest and found.latest.year) == (Verdict.NOT_ASSESSED, 2025)
    assert "2023" in found.reason.translate("en")


def test_v11_before_the_announcement_nothing_is_judged() -> None:
    announced = plan(target(), announced=date(2023, 3, 6))
    ledger = _ledger({2020: 100, 2021: 110})
    (before,) = assess(announced, ledger, as_of=date(2023, 3, 5))
    (after,) = assess(announced, ledger, as_of=date(2023, 3, 6))
    assert (before.verdict, before.numbers.observed_growth, before.flags) == (Verdict.NOT_ASSESSED, None, ())
    assert after.verdict is Verdict.ON_TRACK


@pytest.mark.parametrize(
    ("at", "multiple", "base", "goal"),
    [("least", "1.5", 7, 11), ("more", "1.5", 7, 11), ("more", 2, 5, 11), ("least", 2, 5, 10)],
)
def test_v12_counts_have_whole_numbers_to_reach(at: str, multiple: str, base: int, goal: int) -> None:
    found = assessed("cagr", {2020: base, 2025: base}, target(multiple=multiple, whole=True, at=at))
    assert found.goal is not None
    assert found.goal.value == goal
    fewer = target(multiple="0.5", whole=True, down=True, at="less" if at == "more" else "most")
    halved = assessed("cagr", {2020: 7, 2025: 7}, fewer).goal
    assert halved is not None
    assert halved.value == 3


def test_v13_a_pinned_baseline_beside_a_published_one_is_said() -> None:
    found = assessed("cagr", {2020: 104, 2024: 140}, target(baseline=100))
    assert "the plan gives 100 for 2020; 104 was published" in told(found)
    assert "was published" not in told(assessed("cagr", {2020: 100, 2024: 140}, target(baseline=100)))


def test_v13_a_figure_from_before_the_base_year_is_shown() -> None:
    found = assessed("cagr", {2019: 130}, target())
    assert (row(found)["latest.year"], row(found)["latest.value"]) == (2019, 130)
    assert found.reason.translate("en") == "no figure of 2020 or later has been published; the last one is of 2019"


# --- V14, V15: only what applies, and nothing absurd ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "nominal", "constant"),
    [
        ({}, True, False),
        ({"unit": "%"}, False, False),
        ({"unit": "万人"}, False, False),
        ({"prices": "constant"}, False, True),
        ({"unit": "万人", "prices": "current"}, True, False),
    ],
)
def test_v14_prices_are_spoken_of_where_there_are_some(given: dict[str, str], *, nominal: bool, constant: bool) -> None:
    aim = target(**given)
    said = told(assessed("cagr", {2020: 100, 2024: 131}, aim, unit=aim.unit))
    assert ("nominal" in said, "real growth." in said.replace("not the real growth", "")) == (nominal, constant)
    assert "designated size" not in said
    assert "five-year" not in said


def test_v14_five_years_are_spoken_of_where_there_are_five() -> None:
    assert "five-year" in told(assessed("cagr", {2020: 100, 2024: 131}, target(by=2025)))


def test_v15_nothing_is_projected_beyond_a_natural_limit() -> None:
    found = assessed("cagr", {2020: 50, 2025: 90}, target(value=99, limit=Decimal(100), unit="%"), unit="%")
    assert found.numbers.projected is not None
    assert found.numbers.projected.printed == 100
    years = forecast(found, Decimal(1)).years
    assert max(year.pace.printed for year in years if year.pace) == 100
    assert {year.what_if.printed for year in years if year.what_if} == {100}


def test_v15_an_absurd_number_is_short() -> None:
    assert str(Rounded(Decimal(10) ** 300, 1)) == "1.00E+300"
    assert str(Percent(Decimal(10) ** 300, 2)) == "1.00E+302%"
    assert str(Rounded(Decimal(10) ** 14, 1)) == "100000000000000.0"


def _ledger(series: Mapping[int, Typed]) -> Ledger:
    return Ledger(tuple(actual(year, typed) for year, typed in series.items()))


@pytest.mark.parametrize(
    ("latest", "done"),
    [
        (120, ("0.2", "0.2")),
        (99, None),
        (between(99, 110), (None, "0.1")),
        (at_most(110), (None, "0.1")),
        (100, ("0", "0")),
    ],
)
def test_v06_nobody_is_told_that_less_than_nothing_is_done(latest: Typed, done: tuple[str | None, str] | None) -> None:
    share = assessed("cagr", {2020: 100, 2025: latest}, target()).done
    expected = None if done is None else tuple(None if end is None else Decimal(end) for end in done)
    assert (None if share is None else share[1:]) == expected
