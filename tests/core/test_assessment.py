"""One target held against its vintages: the day, the units, the flags that come of both."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.assessment import Assessment, assess, is_overdue, outcome_of
from fuling_cli.core.ledger import Actual, Ledger
from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.language import message
from fuling_cli.methods import METHODS, judge_targets, method_named
from tests.builders import Typed, actual, assessed, at_least, at_most, examples, plan, target

usual = examples(100)


def by_cagr(actuals: Sequence[Actual], as_of: date, aim: Target | None = None) -> Assessment:
    return assess(aim or target(), actuals, method=method_named("cagr"), as_of=as_of)


def test_an_assessment_names_the_figures_it_rests_on() -> None:
    first, base, last = actual(2019, 90), actual(2020, "100.0"), actual(2024, "131.0")
    made = by_cagr([last, first, base], date(2025, 6, 30))
    assert (made.verdict, made.method, made.reason.key) == (Verdict.ON_TRACK, "cagr", "reason.cagr.grew")
    assert (made.baseline_actual, made.latest_actual) == (base, last)
    assert made.series == {2019: first, 2020: base, 2024: last}
    assert made.reached_in == 2031
    assert made.numbers.goal is not None


def test_a_pinned_baseline_rests_on_no_actual() -> None:
    made = assessed("cagr", {2020: 90, 2024: 131}, target(baseline=100))
    assert made.baseline_actual is None
    assert made.standing is not None
    assert made.standing.baseline.figure.printed == 100


def test_figures_are_judged_in_the_unit_of_the_target() -> None:
    made = by_cagr([actual(2020, 1000000, unit="万元"), actual(2024, "13.1", unit="bn yuan")], date(2025, 6, 30))
    assert made.standing is not None
    assert {year: str(one.printed) for year, one in made.standing.figures.items()} == {2020: "100.0000", 2024: "131"}
    assert made.verdict is Verdict.ON_TRACK


@pytest.mark.parametrize(
    ("actuals", "aim", "reason"),
    [
        ([], target(), "no_actual"),
        ([actual(2024, 5)], target(value=None), "no_number"),
        ([actual(2020, 5), actual(2024, 5, unit="家")], target(), "unit"),
        ([actual(2019, 500)], target(), "no_figure_since"),
        ([actual(2024, 5, published=date(2026, 1, 1))], target(), "no_actual"),
    ],
)
def test_where_nothing_can_be_said_the_reason_is(actuals: list[Actual], aim: Target, reason: str) -> None:
    made = by_cagr(actuals, date(2025, 6, 30), aim)
    assert (made.verdict, made.reason.key) == (Verdict.NOT_ASSESSED, f"reason.{reason}")
    assert (made.standing, made.flags, made.numbers.goal, made.judgement.between) == (None, (), None, None)


@pytest.mark.parametrize(
    ("as_of", "stale"),
    [(date(2026, 6, 30), False), (date(2026, 7, 1), True), (date(2027, 1, 1), True), (date(2024, 6, 1), False)],
)
def test_a_figure_older_than_last_year_is_stale(as_of: date, *, stale: bool) -> None:
    actuals = [actual(2020, 100), actual(2024, 120, published=date(2024, 5, 1))]
    assert (Flag.STALE in by_cagr(actuals, as_of).flags) is stale
    assert Flag.STALE not in by_cagr(actuals, as_of, target(by=2024)).flags


def test_flags_stand_in_one_order_and_once() -> None:
    made = assessed("cagr", {2021: 250, 2024: at_most(100)}, target(), as_of=date(2027, 1, 1))
    assert made.flags == (Flag.BOUND, Flag.MET_THEN_LOST, Flag.WRONG_WAY, Flag.BASE_YEAR_MISSING, Flag.STALE)


def test_a_revision_is_flagged_from_the_day_it_turns_the_verdict() -> None:
    actuals = [
        actual(2020, "100.0"),
        actual(2024, "120.0", published=date(2025, 2, 1)),
        actual(2024, "131.0", published=date(2025, 5, 1)),
    ]
    before, after = by_cagr(actuals, date(2025, 4, 30)), by_cagr(actuals, date(2025, 5, 1))
    assert (before.verdict, Flag.REVISED in before.flags) == (Verdict.BEHIND, False)
    assert (after.verdict, Flag.REVISED in after.flags) == (Verdict.ON_TRACK, True)


def test_a_revision_that_first_allowed_a_verdict_has_turned_it() -> None:
    actuals = [
        actual(2020, 100),
        actual(2024, 120, unit="家", published=date(2025, 2, 1)),
        actual(2024, 120, published=date(2025, 5, 1)),
    ]
    assert Flag.REVISED in by_cagr(actuals, date(2025, 6, 30)).flags


def test_a_revision_of_every_figure_is_flagged_like_one_of_the_last() -> None:
    actuals = [actual(2020, "120.0"), actual(2024, "120.0")]
    actuals += [
        actual(one.year, typed, published=date(2025, 5, 1)) for one, typed in zip(actuals, (90, 130), strict=True)
    ]
    assert Flag.REVISED in by_cagr(actuals, date(2025, 6, 30)).flags


def test_an_assessment_keeps_its_target_its_method_and_its_series_whatever_it_says() -> None:
    known, early, aim = [actual(2020, 100), actual(2024, 120)], [actual(2019, 500)], target()
    for actuals in (known, early):
        made = by_cagr(actuals, date(2025, 6, 30), aim)
        assert (made.target, made.method) == (aim, "cagr")
        assert made.series == {one.year: one for one in actuals}


def test_what_keeps_a_target_from_being_assessed_is_said_with_its_numbers() -> None:
    other, early = [actual(2020, 5), actual(2024, 5, unit="家")], [actual(2019, 500)]
    expected = message("reason.unit", year=2024, unit="家", wanted="亿元")
    assert by_cagr(other, date(2025, 6, 30)).reason == expected
    assert by_cagr(early, date(2025, 6, 30)).reason == message("reason.no_figure_since", base_year=2020, last=2019)


days = st.dates(date(2021, 1, 1), date(2026, 12, 31))


@st.composite
def vintage(draw: st.DrawFn) -> Actual:
    number = draw(st.decimals("0.1", 400, places=1))
    shapes: list[Typed] = [number, number, at_least(number)]
    return actual(
        draw(st.integers(2019, 2025)),
        draw(st.sampled_from(shapes)),
        published=draw(st.none() | days),
        recorded=datetime.combine(draw(days), datetime.min.time(), UTC),
    )


@pytest.mark.parametrize("method", METHODS.names)
@given(ledger=st.lists(vintage(), max_size=14), as_of=days)
@usual
def test_as_of_a_day_is_the_ledger_cut_at_that_day(method: str, ledger: list[Actual], as_of: date) -> None:
    cut = [entry for entry in ledger if (entry.published or entry.recorded.date()) <= as_of]
    rule = method_named(method)
    whole = assess(target(), ledger, method=rule, as_of=as_of)
    assert whole == assess(target(), cut, method=rule, as_of=as_of)
    later = [entry for entry in ledger if entry not in cut]
    if whole.series is not None:
        assert not {id(entry) for entry in whole.series.values()} & {id(entry) for entry in later}


@pytest.mark.parametrize("method", METHODS.names)
@given(ledger=st.lists(vintage(), max_size=14), as_of=days)
@usual
def test_the_outcome_alone_is_that_of_the_assessment(method: str, ledger: list[Actual], as_of: date) -> None:
    rule = method_named(method)
    whole = assess(target(), ledger, method=rule, as_of=as_of)
    assert outcome_of(target(), ledger, method=rule, as_of=as_of) == (whole.verdict, whole.overdue)


@pytest.mark.parametrize("method", METHODS.names)
@given(
    values=st.lists(st.sampled_from([Decimal(n) for n in (-7, -1, 0, 1, 100, 199, 200, 201, 10**18)]), max_size=7),
    goal=st.sampled_from([-5, 0, 1, 200]),
    by=st.sampled_from([None, 2022, 2024, 2030]),
    base=st.sampled_from([None, -1, 0, 100]),
    down=st.booleans(),
)
@usual
def test_no_series_breaks_a_method(  # noqa: PLR0913  a made-up target has many parts
    method: str, values: list[Decimal], goal: int, by: int | None, base: int | None, *, down: bool
) -> None:
    series = {2019 + place: value for place, value in enumerate(values)}
    aim = target(value=goal, by=by, baseline=base, down=down)
    made = by_cagr([], date(2025, 6, 30), aim) if not series else assessed(method, dict(series), aim)
    assert all(made.reason.translate(language) for language in ("en", "zh"))
    closed = made.standing is not None and made.standing.closed
    assert (made.verdict is Verdict.MISSED) <= closed
    assert closed <= (made.verdict in {Verdict.MISSED, Verdict.ACHIEVED})


@pytest.mark.parametrize(
    ("day", "known", "overdue"),
    [(date(2025, 6, 30), (), False), (date(2025, 7, 1), (), True), (date(2025, 7, 1), (2024,), False)],
)
def test_a_deadline_is_overdue_from_july_on(day: date, known: tuple[int, ...], *, overdue: bool) -> None:
    aim = target(by=2024)
    assert is_overdue(aim, known, day) is overdue
    ledger = Ledger(tuple(actual(year, 150) for year in (2020, *known)))
    both = [aim, target(id="later")]
    assert [one.overdue for one in judge_targets(plan(*both), ledger, both, as_of=day)] == [overdue, False]
