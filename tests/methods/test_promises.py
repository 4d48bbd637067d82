"""What holds for every series and target, method by method, and examples of what does not hold."""

from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.decimals import EXACT, WIDE
from fuling_cli.core.figure import Figure
from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.methods import METHODS
from tests.builders import Typed, asked, assessed, at_least, at_most, between, examples, judged, target

usual = examples(150)

positive = st.decimals("0.01", 9999, places=2)
any_sign = st.decimals(-999, 999, places=1)
directions = st.sampled_from([("up", "least"), ("up", "more"), ("down", "most"), ("down", "less")])


class Story(NamedTuple):
    """A series that begins in 2020, ends before 2030, and the target that it is held against."""

    series: dict[int, Decimal]
    aim: Target

    @property
    def last(self) -> int:
        return max(self.series)

    def ending(self, value: Decimal) -> "Story":
        """The same story with another latest actual."""
        return self._replace(series=self.series | {self.last: value})


@st.composite
def stories(draw: st.DrawFn, values: st.SearchStrategy[Decimal] = positive, least: int = 2) -> Story:
    """A story of ``least`` or more figures in succession."""
    direction, at = draw(directions)
    figures = draw(st.lists(values, min_size=least, max_size=8))
    aim = target(direction=direction, at=at, value=draw(values), by=draw(st.integers(2028, 2035)))
    return Story({2020 + place: figure for place, figure in enumerate(figures)}, aim)


# ------------------------------------------------------------------------------------------- a better latest actual


@pytest.mark.parametrize("method", METHODS.names)
@given(story=stories(least=4), other=positive)
@usual
def test_a_better_latest_actual_never_gets_a_worse_verdict(method: str, story: Story, other: Decimal) -> None:
    worse, better = sorted([story.series[story.last], other], key=lambda value: value * story.aim.sign)
    before = judged(method, story.ending(worse).series, story.aim)
    after = judged(method, story.ending(better).series, story.aim)
    assume(story.aim.value != story.series[2020])  # where nothing is required, nothing is assessed
    assert after.verdict.rank >= before.verdict.rank


@pytest.mark.parametrize("method", ["linear", "path"])
@given(story=stories(any_sign, least=4), other=any_sign)
@example(story=Story({2020: Decimal(7), 2021: Decimal(8), 2022: Decimal(9), 2023: Decimal("9.9")},
                     target(value=10, at="more")), other=Decimal(10))  # fmt: skip
@usual
def test_nor_below_zero_where_the_method_needs_no_growth_rate(method: str, story: Story, other: Decimal) -> None:
    worse, better = sorted([story.series[story.last], other], key=lambda value: value * story.aim.sign)
    before = judged(method, story.ending(worse).series, story.aim)
    after = judged(method, story.ending(better).series, story.aim)
    assert after.verdict.rank >= before.verdict.rank


def test_projection_promises_nothing_below_zero_where_no_growth_rate_exists() -> None:
    aim = target(down=True, value=-10)
    assert judged("projection", {2020: 10, 2024: 1}, aim).verdict is Verdict.BEHIND
    assert judged("projection", {2020: 10, 2024: -1}, aim).verdict is Verdict.NOT_ASSESSED


def test_no_method_but_path_promises_anything_of_a_better_figure_of_another_year() -> None:
    """A better baseline makes less of what followed; so does a better first of the six points."""
    aim = target(value=200)
    assert judged("cagr", {2020: 100, 2024: 131}, aim).verdict is Verdict.ON_TRACK
    assert judged("cagr", {2020: 120, 2024: 131}, aim).verdict is Verdict.FAR_BEHIND
    assert judged("projection", {2020: 100, 2024: 131}, aim).verdict is Verdict.ON_TRACK
    assert judged("projection", {2020: 120, 2024: 131}, aim).verdict is Verdict.BEHIND
    slow = {2019: 80, 2020: 90, 2021: 100, 2022: 110, 2023: 120, 2024: 140}
    assert judged("linear", slow, aim).verdict is Verdict.ON_TRACK
    assert judged("linear", slow | {2019: 95}, aim).verdict is Verdict.BEHIND


# ------------------------------------------------------------------------------------------------ scale and units


@st.composite
def typed(draw: st.DrawFn) -> Typed:
    """A figure as it may be published: exact, a bound or a range."""
    number = draw(positive)
    shapes: list[Typed] = [number, number, number, at_least(number), at_most(number), between(number, number + 5)]
    return draw(st.sampled_from(shapes))


published = st.lists(typed(), min_size=2, max_size=8).map(lambda found: {2020 + n: one for n, one in enumerate(found)})


def scaled(series: dict[int, Typed], factor: Decimal) -> dict[int, Typed]:
    return {
        year: one.times(factor) if isinstance(one, Figure) else EXACT.multiply(Decimal(one), factor)
        for year, one in series.items()
    }


def gist(assessment: Assessment) -> dict[str, Any]:
    """What a verdict says, without the numbers."""
    judgement = assessment.judgement
    return {
        "verdict": judgement.verdict,
        "band": judgement.band,
        "between": judgement.between,
        "flags": set(assessment.flags) - {Flag.ROUNDING},
        "reached_in": assessment.reached_in,
    }


@pytest.mark.parametrize("method", METHODS.names)
@given(series=published, sense=directions, value=positive, shift=st.integers(-9, 9))
@example(series={2020: at_least(1), 2029: "10.24"}, sense=("down", "most"), value=Decimal(1), shift=3)  # the open end
@usual
def test_moving_the_decimal_point_of_everything_changes_nothing(
    method: str, series: dict[int, Typed], sense: tuple[str, str], value: Decimal, shift: int
) -> None:
    factor = Decimal((0, (1,), shift))
    first = assessed(method, series, target(value=value, direction=sense[0], at=sense[1]))
    other = assessed(method, scaled(series, factor), target(value=value * factor, direction=sense[0], at=sense[1]))
    assert gist(other) == gist(first)
    assert other.flags == first.flags  # the digits are the same, and so is what rounding may have taken
    turn = first.judgement.turns_at
    assert other.judgement.turns_at == (None if turn is None else turn * factor)


@pytest.mark.parametrize("method", METHODS.names)
@given(story=stories(), factor=st.decimals("0.0001", 1000, places=4))
@usual
def test_multiplying_everything_by_a_number_changes_no_verdict(method: str, story: Story, factor: Decimal) -> None:
    assert story.aim.value is not None
    aim = target(value=story.aim.value * factor, by=story.aim.by, direction=story.aim.direction, at=story.aim.at)
    series: dict[int, Typed] = {year: value * factor for year, value in story.series.items()}
    assert gist(assessed(method, series, aim)) == gist(assessed(method, dict(story.series), story.aim))


@pytest.mark.parametrize("method", METHODS.names)
@given(
    series=published, value=positive, unit=st.sampled_from([("万元", 4), ("元", 8), ("bn yuan", -1), ("万亿元", -4)])
)
@usual
def test_the_unit_of_the_ledger_changes_nothing(
    method: str, series: dict[int, Typed], value: Decimal, unit: tuple[str, int]
) -> None:
    aim, name = target(value=value), unit[0]
    shifted = scaled(series, Decimal((0, (1,), unit[1])))
    assert assessed(method, shifted, aim, unit=name).judgement == assessed(method, series, aim).judgement


@pytest.mark.parametrize("method", METHODS.names)
@given(
    series=published,
    sense=directions,
    value=positive,
    pinned=st.none() | positive,
    multiple=st.booleans(),
    unit=st.sampled_from([("万元", 4), ("元", 8), ("bn yuan", -1), ("billion yuan", -1), ("万亿元", -4), ("亿 元", 0)]),
)
@usual
def test_the_unit_that_is_asked_for_changes_no_verdict(  # noqa: PLR0913  a target has many parts
    method: str,
    series: dict[int, Typed],
    sense: tuple[str, str],
    value: Decimal,
    pinned: Decimal | None,
    unit: tuple[str, int],
    *,
    multiple: bool,
) -> None:
    aim = target(**{"multiple" if multiple else "value": value}, baseline=pinned, direction=sense[0], at=sense[1])
    other = aim.measured_in(unit[0])
    assert other is not None
    before, after = assessed(method, series, aim), assessed(method, series, other)
    assert gist(after) == gist(before)
    assert after.flags == before.flags
    assert after.reached_in == before.reached_in
    turn = before.judgement.turns_at
    assert after.judgement.turns_at == (None if turn is None else turn.scaleb(unit[1]))


# ------------------------------------------------------------------------------------------------ up and down

mirrored = st.builds(
    lambda twos, fives: Decimal(2) ** twos * Decimal(5) ** fives, st.integers(-6, 6), st.integers(-6, 6)
)
"""Numbers whose inverse is a finite decimal too."""


@given(figures=st.tuples(mirrored, mirrored, mirrored), last=st.integers(2021, 2029))
@usual
def test_path_judges_up_on_a_value_as_down_on_its_inverse(figures: tuple[Decimal, Decimal, Decimal], last: int) -> None:
    start, end, goal = figures
    up = judged("path", {2020: start, last: end}, target(value=goal))
    down = judged("path", {2020: 1 / start, last: 1 / end}, target(value=1 / goal, down=True))
    assert down.verdict is up.verdict


@given(figures=st.tuples(mirrored, mirrored, mirrored), last=st.integers(2021, 2029))
@usual
def test_cagr_judges_down_on_the_inverse_by_the_same_growth_factors(
    figures: tuple[Decimal, Decimal, Decimal], last: int
) -> None:
    """As a factor a year growth is the same up and down; as a percentage -1/1.07 is less than 7 %.

    So the ratio of the inverse is ratio·(1 + required)/(1 + observed): its verdict is never the worse one, and the
    same where the target is met, the pace is beyond what is required, or it leads away.
    """
    start, end, goal = figures
    up = judged("cagr", {2020: start, last: end}, target(value=goal))
    down = judged("cagr", {2020: 1 / start, last: 1 / end}, target(value=1 / goal, down=True))
    assert down.verdict.rank >= up.verdict.rank
    for same in (Verdict.ACHIEVED, Verdict.REVERSING):
        assert (down.verdict is same) == (up.verdict is same)
    if up.ratio is None or down.ratio is None:
        assert up.ratio is down.ratio
        return
    if up.ratio >= 1:
        assert down.verdict is up.verdict
    required = WIDE.power(WIDE.divide(goal, start), WIDE.divide(Decimal(1), Decimal(10)))
    observed = WIDE.power(WIDE.divide(end, start), WIDE.divide(Decimal(1), Decimal(last - 2020)))
    expected = WIDE.divide(WIDE.multiply(up.ratio, required), observed)
    assert abs(down.ratio - expected) <= abs(expected) * Decimal("1E-45")


def test_so_near_a_threshold_cagr_judges_the_inverse_better() -> None:
    """25 % of 26.49 % a year is 0.944; from 1 to 0.8, -20 % of -20.94 % is 0.955."""
    up = judged("cagr", {2020: 1, 2021: "1.25"}, target(value="1.6", by=2022))
    down = judged("cagr", {2020: 1, 2021: "0.8"}, target(value="0.625", by=2022, down=True))
    assert (up.verdict, down.verdict) == (Verdict.BEHIND, Verdict.ON_TRACK)


# ------------------------------------------------------------------------------------------------ exactly there


def grown(start: Decimal, factor: Decimal, times: int) -> Decimal:
    """The exact product; a lost digit raises."""
    for _ in range(times):
        start = EXACT.multiply(start, factor)
    return start


def test_of_10000_values_exactly_on_the_path_none_is_called_below_it() -> None:
    """Every ``every`` years the path grows by the same finite decimal, so its yearly rate is mostly irrational."""
    chance, called_below, found_below = Random(20230306), [], 0
    for number in range(10_000):
        down, every = chance.random() < 0.5, chance.randint(1, 4)
        rate = Decimal(chance.randint(1, 999)).scaleb(-chance.randint(3, 4))
        factor = 1 - rate if down else 1 + rate
        start = Decimal(chance.randint(1, 10**6)).scaleb(-chance.randint(0, 4))
        steps = chance.randint(2, 6)
        done = chance.randint(1, steps - 1)
        aim = target(value=grown(start, factor, steps), by=2020 + every * steps, down=down)
        there = grown(start, factor, done)
        if judged("path", {2020: start, 2020 + every * done: there}, aim).verdict is not Verdict.ON_TRACK:
            called_below.append((start, factor, every, done, steps))
        if number % 10 == 0:
            short = EXACT.subtract(there, Decimal(aim.sign).scaleb(-60))
            found_below += judged("path", {2020: start, 2020 + every * done: short}, aim).verdict is Verdict.BEHIND
    assert called_below == []
    assert found_below == 1_000


@pytest.mark.parametrize(
    ("share", "at", "below"),
    [("0.95", Verdict.ON_TRACK, Verdict.BEHIND), ("0.60", Verdict.BEHIND, Verdict.FAR_BEHIND)],
)
@given(
    rate=st.integers(1, 500).map(lambda n: Decimal(n).scaleb(-3)),
    start=positive,
    years=st.integers(1, 7),
    left=st.integers(1, 5),
    down=st.booleans(),
)
@usual
def test_cagr_exactly_at_a_threshold_is_on_its_better_side(  # noqa: PLR0913  a made-up series has many parts
    share: str, at: Verdict, below: Verdict, rate: Decimal, start: Decimal, years: int, left: int, *, down: bool
) -> None:
    rate = -rate if down else rate
    aim = target(value=grown(start, 1 + rate, years + left), by=2020 + years + left, down=down)
    there = grown(start, 1 + rate * Decimal(share), years)
    if aim.met(there, asked({2020: start, 2020 + years: there}, aim).goal):
        return  # one year before the deadline of a steep fall
    assert judged("cagr", {2020: start, 2020 + years: there}, aim).verdict is at
    short = EXACT.subtract(there, Decimal(aim.sign).scaleb(-50))
    assert judged("cagr", {2020: start, 2020 + years: short}, aim).verdict is below


@pytest.mark.parametrize(
    ("share", "at", "below"),
    [("0.95", Verdict.ON_TRACK, Verdict.BEHIND), ("0.10", Verdict.BEHIND, Verdict.FAR_BEHIND)],
)
@given(
    rate=st.integers(-300, 500).filter(bool).map(lambda n: Decimal(n).scaleb(-3)),
    start=positive,
    years=st.integers(1, 5),
    left=st.integers(1, 5),
)
@usual
def test_projection_exactly_at_a_threshold_is_on_its_better_side(  # noqa: PLR0913  a made-up series has many parts
    share: str, at: Verdict, below: Verdict, rate: Decimal, start: Decimal, *, years: int, left: int
) -> None:
    """The goal is what the projection covers 0.95 (or 0.10) of: b + (p - b)/share, cut where it has no last digit."""
    projected = grown(start, 1 + rate, years + left)
    way = EXACT.subtract(projected, start)
    goal = start + (way * 10 if share == "0.10" else way / Decimal(share))
    down = rate < 0
    there = grown(start, 1 + rate, years)
    aim = target(value=goal, by=2020 + years + left, down=down)
    if aim.met(there, goal) or EXACT.subtract(projected, start) != EXACT.multiply(
        Decimal(share), EXACT.subtract(goal, start)
    ):
        return
    assert judged("projection", {2020: start, 2020 + years: there}, aim).verdict is at
    short = EXACT.subtract(there, Decimal(aim.sign).scaleb(-50))
    assert judged("projection", {2020: start, 2020 + years: short}, aim).verdict is below
