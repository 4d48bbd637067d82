"""Kinds of target: the number to reach and the series to judge, and the words that fit each kind."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.figure import Figure
from fuling_cli.core.forecast import forecast
from fuling_cli.core.kinds import aim_from, series_to_judge
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.language import LANGUAGES
from fuling_cli.methods import METHODS, assess, judge_targets
from fuling_cli.reports.kinds import announced, kind_notes
from fuling_cli.reports.remarks import remarks
from tests.builders import Typed, actual, assessed, at_least, at_most, figure, plan, target


def kind(series: Mapping[int, Typed], aim: Target, method: str | None = None) -> Assessment:
    """What is said of a target of a kind by the method that judges it where none is named."""
    ledger = Ledger(tuple(actual(year, typed, unit=aim.unit) for year, typed in series.items()))
    (found,) = assess(plan(aim), ledger, as_of=date(max(series) + 1, 6, 30), method=method)
    return found


def printed(number: Figure | None) -> str | None:
    return None if number is None else f"{number.printed:.4f}".rstrip("0").rstrip(".")


def notes(found: Assessment) -> list[str]:
    return [note.translate("en") for note in kind_notes(found)]


# --- growth a year --------------------------------------------------------------------------------------------------


def test_growth_a_year_gives_the_number_to_reach_from_the_baseline() -> None:
    found = kind({2020: 100, 2025: "110.4"}, target(value=None, growth=Decimal(2)))
    assert (printed(found.goal), found.verdict) == ("121.8994", Verdict.ON_TRACK)
    assert printed(found.numbers.planned_growth) == "0.02"
    assert found.reason.translate("en") == "grew 1.999% a year; 2.000% was required"


def test_growth_without_the_base_year_has_no_number_to_reach() -> None:
    found = kind({2021: 100, 2025: 150}, target(value=None, growth=Decimal(2)))
    assert (found.verdict, found.reason.key, found.goal) == (Verdict.NOT_ASSESSED, "reason.no_base_year", None)


def test_a_figure_exactly_on_a_growth_of_many_years_is_on_it() -> None:
    rate, years = Decimal("1.065"), 25
    aim = target(value=None, growth=Decimal("6.5"), by=2020 + years, method="path")
    for short, verdict in ((Decimal(0), Verdict.ON_TRACK), (Decimal("1E-24"), Verdict.BEHIND)):
        assert kind({2020: 100, 2023: 100 * rate**3 - short}, aim).verdict is verdict


# --- figures that are growth rates, or that add up ------------------------------------------------------------------


def test_growth_rates_are_chained_to_an_index() -> None:
    aim = target(value=None, growth=Decimal(10), figures="growth", unit="%")
    found = kind({2021: 10, 2022: 10, 2023: 10, 2025: 50}, aim)
    assert found.standing is not None
    assert [printed(one) for one in found.standing.figures.values()] == ["100", "110", "121", "133.1"]
    assert (found.verdict, found.judgement.ratio) == (Verdict.ON_TRACK, Decimal(1))
    assert found.target.unit == "2020=100"
    assert notes(found) == ["no figure for 2024: what was published later is not computed with"]


def test_yearly_amounts_add_up_from_nothing_in_the_base_year() -> None:
    found = kind({2020: 70, 2021: 10, 2022: 9, 2023: 11, 2024: 10, 2025: 10}, target(value=100, figures="flow"))
    assert (found.method, found.verdict) == ("path", Verdict.ON_TRACK)
    assert (printed(found.numbers.trajectory), printed(found.numbers.share_done)) == ("50", "0.5")
    assert "50% of 100 亿元 so far, in 5 of 10 years" in notes(found)


def test_bounds_are_carried_along_until_nothing_is_known() -> None:
    flow = target(value=100, figures="flow")
    known = series_to_judge(flow, {2021: figure(10), 2022: at_least(5), 2023: figure(1)}).figures
    assert known[2023] == at_least(16)
    broken = series_to_judge(flow, {2021: at_least(10), 2022: at_most(5), 2023: figure(1)})
    assert (max(broken.figures), broken.missing) == (2021, 2022)


RATES = target(value=None, growth=Decimal(10), figures="growth", unit="%", by=2024)


@pytest.mark.parametrize(
    ("aim", "series", "reason", "note"),
    [
        (
            RATES,
            {2021: 10, 2022: 10, 2024: 10},
            "the deadline has passed, and no figure of 2023 has been published",
            "no figure for 2023: what was published later is not computed with",
        ),
        (
            target(value=100, figures="flow", by=2024),
            {2021: at_least(10), 2022: at_most(10), 2023: 20, 2024: 30},
            "the deadline has passed, and the figure of 2022 cannot be put together with those before it",
            "the figure of 2022 cannot be put together with those before it: from there on nothing is computed with",
        ),
        (RATES, {2021: 10, 2022: 10}, "the deadline has passed, and no figure of 2024 has been published", None),
    ],
)
def test_a_chain_that_broke_before_the_deadline(
    aim: Target, series: Mapping[int, Typed], reason: str, note: str | None
) -> None:
    ledger = Ledger(tuple(actual(year, typed, unit=aim.unit) for year, typed in series.items()))
    (found,) = assess(plan(aim), ledger, as_of=date(2025, 7, 1))
    assert (found.verdict, found.overdue) == (Verdict.NOT_ASSESSED, True)
    assert found.reason.translate("en") == reason
    assert [one for one in notes(found) if "computed with" in one] == ([note] if note else [])
    assert [*judge_targets(plan(aim), ledger, [aim], as_of=date(2025, 7, 1))] == [(found.verdict, True)]


def test_after_a_gap_nobody_says_that_nothing_was_published_since() -> None:
    found = kind({2021: 10, 2022: 10, 2024: 10, 2025: 10}, RATES._replace(by=2030))
    assert Flag.STALE in found.flags
    assert [one.translate("en") for one in remarks(found)] == notes(found)


def test_what_nobody_published_yet_is_not_called_a_figure() -> None:
    found = kind({2020: 70, 2022: 9}, target(value=100, figures="flow"))
    assert (found.latest, found.reason.translate("en")) == (None, "no figure of 2021 has been published")


# --- every year -----------------------------------------------------------------------------------------------------

CEILING = target(value=Decimal("5.5"), down=True, unit="%", every_year=True)
YEARLY: dict[int, Typed] = {2019: "5.3", 2020: "5.2", 2021: "5.1", 2022: "5.6", 2023: "5.2", 2024: "5.1"}


@pytest.mark.parametrize("method", [name for name in METHODS.names if name != "trend"])
@pytest.mark.parametrize(
    ("last", "verdict", "band", "flags"),
    [
        ("5.1", Verdict.ON_TRACK, "sun", ()),
        ("5.4", Verdict.ON_TRACK, "sun and cloud", (Flag.WORSENING,)),
        ("5.6", Verdict.REVERSING, "storm", ()),
    ],
)
def test_a_target_for_every_year_has_one_rule_under_every_method(
    method: str, last: str, verdict: Verdict, band: str, flags: tuple[Flag, ...]
) -> None:
    found = kind(YEARLY | {2024: last}, CEILING, method)
    assert (found.verdict, found.judgement.band, found.flags, found.method) == (verdict, band, flags, method)


def test_missed_and_improving_is_behind() -> None:
    found = kind(YEARLY | {2019: "6.5", 2024: "5.8"}, CEILING)
    assert (found.verdict, found.judgement.band) == (Verdict.BEHIND, "cloud")


def test_it_is_kept_in_so_many_years_and_has_no_path() -> None:
    found = kind(YEARLY, CEILING)
    assert found.kept == (4, 5)
    assert notes(found) == ["kept in 4 of 5 years"]
    empty = ("share_done", "planned_growth", "remaining_growth", "trajectory", "gap", "projected")
    assert {getattr(found.numbers, name) for name in empty} == {None}
    assert (found.reached_in, forecast(found).years) == (None, ())


def test_at_the_deadline_its_figure_decides() -> None:
    at_the_end = CEILING._replace(by=2024)
    assert kind(YEARLY, at_the_end).verdict is Verdict.ACHIEVED
    assert kind(YEARLY | {2024: "5.6"}, at_the_end).verdict is Verdict.MISSED


# --- ranges, directions, limits, breaks -----------------------------------------------------------------------------

RANGE = target(value=None, value_range=(Decimal(45), Decimal(55)), unit="%")


@pytest.mark.parametrize(
    ("base", "last", "verdict", "goal", "direction"),
    [
        (40, 50, Verdict.ACHIEVED, 45, "up"),
        (40, 45, Verdict.ACHIEVED, 45, "up"),
        (40, 41, Verdict.FAR_BEHIND, 45, "up"),
        (70, 58, Verdict.ON_TRACK, 55, "down"),
        (50, 60, Verdict.REVERSING, 55, "down"),
        (50, 40, Verdict.REVERSING, 45, "up"),
    ],
)
def test_a_range_is_reached_at_its_nearer_end(
    base: int, last: int, verdict: Verdict, goal: int, direction: str
) -> None:
    found = kind({2020: base, 2025: last}, RANGE)
    assert (found.verdict, printed(found.goal)) == (verdict, str(goal))
    assert aim_from(RANGE, Decimal(base), Decimal(last)).direction == direction


def test_a_bound_that_reaches_over_a_range_leaves_the_verdict_open() -> None:
    found = kind({2020: 40, 2025: at_least(42)}, RANGE)
    assert found.verdict is Verdict.UNDECIDED
    assert found.judgement.between is not None
    assert found.judgement.between[1] is Verdict.ACHIEVED


def test_a_direction_is_judged_by_its_trend_whatever_method_is_named() -> None:
    up = target(value=None, directed=True, by=None)
    assert [kind({2020: 100, 2025: 105}, up, name).method for name in (None, "cagr", "linear")] == ["trend"] * 3
    found = kind({2020: 100, 2025: 105}, up)
    assert (found.verdict, found.judgement.band) == (Verdict.BEHIND, "moderate progress")
    assert kind({2020: 100, 2025: 105}, up._replace(limit=Decimal(110))).judgement.band == "substantial progress"


def test_a_commitment_without_number_and_direction_stays_one() -> None:
    found = kind({2020: 100, 2025: 105}, target(value=None))
    assert (found.verdict, found.reason.key, found.method) == (Verdict.NOT_ASSESSED, "reason.no_number", "cagr")


def test_figures_before_a_break_are_never_computed_with() -> None:
    found = kind({2020: 50, 2021: 60, 2022: 100, 2025: 150}, target(comparable_from=2022))
    assert (found.verdict, printed(found.numbers.share_done)) == (Verdict.ON_TRACK, "0.5")
    assert found.flags == (Flag.BASE_YEAR_MISSING,)
    assert found.series is not None
    assert sorted(found.series) == [2020, 2021, 2022, 2025]
    early = kind({2020: 50}, target(comparable_from=2022))
    assert early.reason.translate("en") == "no figure of 2022 or later has been published; the last one is of 2020"


def test_without_a_compound_path_the_straight_one_is_taken_and_said() -> None:
    found = kind({2020: 50, 2025: 25}, target(value=0, down=True))
    assert (found.method, found.verdict, found.judgement.ratio) == ("path", Verdict.ON_TRACK, Decimal(1))
    assert "judged by path on a straight line" in " ".join(notes(found))
    assert kind({2020: 50, 2025: 25}, target(value=0, down=True), "cagr").verdict is Verdict.NOT_ASSESSED


# --- changed targets ------------------------------------------------------------------------------------------------


def test_a_changed_target_takes_the_place_of_the_earlier_one_on_its_day() -> None:
    changed = plan(
        target(id="old"), target(id="new", value=260, since=date(2025, 3, 1), replaces="old"), target(id="x")
    )
    ids = {day: [aim.id for aim in changed.targets_as_of(day)] for day in (date(2025, 2, 28), date(2025, 3, 1))}
    assert [*ids.values()] == [["old", "x"], ["new", "x"]]
    assert [[aim.id for aim in chain] for chain in changed.changes] == [["old", "new"], ["x"]]
    assert [found.target.id for found in assess(changed, Ledger(), as_of=date(2025, 3, 1))] == ["new", "x"]


# --- words ----------------------------------------------------------------------------------------------------------

KINDS: tuple[dict[str, Any], ...] = (
    {},
    {"multiple": 2},
    {"value": None, "growth": Decimal("6.5")},
    {"value": None, "value_range": (Decimal(45), Decimal(55))},
    {"value": None, "directed": True},
    {"value": None, "directed": True, "down": True, "limit": Decimal(100)},
    {"value": None},
    {"every_year": True},
    {"value": None, "growth": Decimal(5), "figures": "growth"},
    {"figures": "flow", "comparable_from": 2020},
    {"since": date(2025, 3, 1), "replaces": "gdp"},
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("given", KINDS)
def test_every_kind_has_its_words(given: dict[str, Any], language: Any) -> None:  # noqa: ANN401  one of two words
    lines = [line.translate(language) for line in announced(target(**given))]
    assert lines
    assert all("None" not in line and "{" not in line for line in lines)


@pytest.mark.parametrize("name", METHODS.names)
def test_no_method_knows_a_kind(name: str) -> None:
    """A kind is turned into a number to reach and a series before; only the rule for every year is another."""
    source = Path(str(METHODS.load(name).__file__)).read_text("utf-8")
    kinds = ("value_range", "every_year", "figures", "comparable_from", "multiple", "since", "replaces")
    assert not [kind for kind in kinds if f".{kind}" in source]


def test_a_kind_is_judged_like_any_other_once_it_has_its_number() -> None:
    by_growth = kind({2020: 100, 2024: 131}, target(value=None, growth=Decimal("7.17734625362931642")))
    by_number = assessed("cagr", {2020: 100, 2024: 131}, target())
    assert by_growth.verdict is by_number.verdict
