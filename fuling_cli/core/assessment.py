"""One target held against one series: the numbers, the verdict, and what leaves it open."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from fuling_cli.core.figure import Figure
from fuling_cli.core.indicators import Indicators, compute_indicators, reached_in
from fuling_cli.core.ledger import Actual, current_series, first_and_current
from fuling_cli.core.standing import Standing
from fuling_cli.core.target import Target
from fuling_cli.core.uncertainty import BoundedJudgement, judge_at_bounds, judge_with_flags
from fuling_cli.core.units import unit_factor
from fuling_cli.core.verdict import Flag, Judge, Verdict, not_assessed
from fuling_cli.language import Message, message

_IN_ORDER = tuple(Flag)


class Assessment(NamedTuple):
    """A target with everything said of it.

    ``baseline`` and ``latest`` are in the target's unit; ``baseline_actual`` is None where the plan pins the baseline.
    ``between`` names the worst and the best verdict that the bounds allow, ``turns_at`` the number at which it turns.
    """

    target: Target
    method: str
    judgement: BoundedJudgement
    numbers: Indicators
    flags: tuple[Flag, ...]
    standing: Standing | None = None
    baseline_actual: Actual | None = None
    latest_actual: Actual | None = None
    series: Mapping[int, Actual] | None = None
    reached_in: int | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.judgement.verdict

    @property
    def reason(self) -> Message:
        """Why, in one sentence."""
        return self.judgement.reason

    @property
    def goal(self) -> Figure | None:
        """The number to reach; a bound where it is a multiple of a baseline that is one."""
        goal = self.numbers.goal
        if goal is None:
            number = self.target.goal(None)
            return None if number is None else Figure.exactly(number)
        return goal


def assess(target: Target, actuals: Iterable[Actual], *, method: str, judge: Judge, as_of: date) -> Assessment:
    """What the actuals published by ``as_of`` say of the target under a method.

    ``actuals`` are all vintages of the target's metric that count, in the order of the ledger.
    """
    first, current = first_and_current(actuals, as_of)
    standing = _standing(target, current)
    if isinstance(standing, Message):
        return _open(target, method, standing, current)
    found = judge_with_flags(standing, judge)
    flags = list(found.flags)
    if standing.base_year_missing:
        flags.append(Flag.BASE_YEAR_MISSING)
    if standing.latest.year < as_of.year - 1 and not standing.closed:
        flags.append(Flag.STALE)
    if _revision_turned(target, first, current, judge, found):
        flags.append(Flag.REVISED)
    return Assessment(
        target=target,
        method=method,
        judgement=found,
        numbers=compute_indicators(standing),
        flags=tuple(sorted({*flags}, key=_IN_ORDER.index)),
        standing=standing,
        baseline_actual=None if standing.pinned else current.get(standing.baseline.year),
        latest_actual=current[standing.latest.year],
        series=current,
        reached_in=reached_in(standing),
    )


def verdict_of(target: Target, actuals: Iterable[Actual], *, judge: Judge, as_of: date) -> Verdict:
    """The verdict alone that `assess` would find."""
    standing = _standing(target, current_series(actuals, as_of))
    return Verdict.NOT_ASSESSED if isinstance(standing, Message) else judge_at_bounds(standing, judge).verdict


def _open(target: Target, method: str, reason: Message, current: Mapping[int, Actual]) -> Assessment:
    return Assessment(target, method, BoundedJudgement(*not_assessed(reason)), Indicators(), (), series=current)


def _standing(target: Target, current: Mapping[int, Actual]) -> Standing | Message:
    """Where the target stands by the series, or why nothing can be said."""
    if not target.has_number:
        return message("reason.no_number")
    if not current:
        return message("reason.no_actual")
    figures: dict[int, Figure] = {}
    for year, actual in current.items():
        if actual.unit == target.unit:
            figures[year] = actual.figure
            continue
        scale = unit_factor(actual.unit, target.unit)
        if scale is None:
            return message("reason.unit", year=year, unit=actual.unit, wanted=target.unit)
        figures[year] = actual.figure.times(scale)
    return Standing.of(target, figures) or message("reason.no_later_actual", year=target.base_year)


def _revision_turned(
    target: Target, first: Mapping[int, Actual], current: Mapping[int, Actual], judge: Judge, found: BoundedJudgement
) -> bool:
    """Whether the figures as first published would have had another verdict."""
    if all(first[year] is current[year] for year in current):
        return False
    before = _standing(target, first)
    return isinstance(before, Message) or judge_at_bounds(before, judge).verdict != found.verdict
