"""One target held against one series: the numbers, the verdict, and what leaves it open."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from fuling_cli.core.figure import Dated, Figure
from fuling_cli.core.indicators import Indicators, compute_indicators, reached_in
from fuling_cli.core.ledger import Actual, current_series, first_and_current
from fuling_cli.core.standing import OVERDUE_FROM, Standing
from fuling_cli.core.target import Target
from fuling_cli.core.uncertainty import BoundedJudgement, judge_at_bounds, judge_with_flags, surely_met
from fuling_cli.core.units import unit_factor
from fuling_cli.core.verdict import Flag, Method, Verdict, not_assessed
from fuling_cli.errors import NotADay
from fuling_cli.language import Message, message

_IN_ORDER = tuple(Flag)


class Kept(NamedTuple):
    """In how many years a target that must hold in every year surely did, of the years whose figure is known."""

    years: int
    of: int


class Outcome(NamedTuple):
    """What counts of a target where many are counted."""

    verdict: Verdict
    overdue: bool = False


class Assessment(NamedTuple):
    """A target with everything said of it.

    ``method`` is the name of the method that judged. ``latest`` is in the target's unit, and known also where nothing
    could be computed; ``baseline_actual`` is None where the plan pins the baseline. ``reached_in`` is the year from
    which the target is met for good. ``unrevised`` is the verdict of the figures as first published, None where none of
    them was revised.
    """

    target: Target
    method: str
    judgement: BoundedJudgement
    numbers: Indicators
    flags: tuple[Flag, ...]
    standing: Standing | None = None
    latest: Dated | None = None
    baseline_actual: Actual | None = None
    latest_actual: Actual | None = None
    series: Mapping[int, Actual] | None = None
    reached_in: int | None = None
    kept: Kept | None = None
    unrevised: Verdict | None = None

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
        """The number to reach; a bound where it depends on a baseline that is one."""
        if self.numbers.goal is not None:
            return self.numbers.goal
        number = self.target.goal(None)
        return None if number is None else Figure.exactly(number)

    @property
    def done(self) -> Figure | None:
        """The share of the way done as readers are told it: none where a series is further away than at the start."""
        share = self.numbers.share_done
        if share is None:
            return None
        low = None if share.low is None or share.low < 0 else share.low
        known = low is not None or (share.high is not None and share.high >= 0)
        return share._replace(low=low) if known else None

    @property
    def off_track(self) -> bool:
        """Whether the target is off track for sure: also where the best verdict that the bounds allow is off track."""
        best = self.judgement.between[1] if self.judgement.between else self.verdict
        return best.on_track is False

    @property
    def overdue(self) -> bool:
        """Whether the figure of a deadline that has passed was not published in time."""
        return Flag.OVERDUE in self.flags


def assess(target: Target, actuals: Iterable[Actual], *, method: Method, as_of: date) -> Assessment:
    """What the actuals published by ``as_of`` say of the target under a method.

    ``actuals`` are all vintages of the target's metric that count, in the order of the ledger. Raises `NotADay` where
    ``as_of`` is a moment.
    """
    require_day(as_of)
    first, current = first_and_current(actuals, as_of)
    target = _with_unit(target, current)
    standing = _standing(target, current, method, as_of)
    if isinstance(standing, Message):
        return unassessed(target, method.name, standing, current, as_of)
    standing, judging = standing.judged_by(method)
    found = judge_with_flags(standing, judging.judge)
    if standing.unstarted and not standing.awaited:
        key = "note.unusable_year" if standing.unusable else "reason.no_figure_of"
        found = found._replace(reason=message(key, year=target.base_year + 1))
    flags = {*found.flags}
    flags |= {Flag.BASE_YEAR_MISSING} if standing.base_year_missing else set()
    flags |= {Flag.STALE} if standing.stale else set()
    flags |= {Flag.OVERDUE} if standing.overdue else set()
    unrevised = _verdict_before_revisions(target, first, current, method, as_of)
    flags |= {Flag.REVISED} if unrevised not in (None, found.verdict) else set()
    published = target.figures == "level"
    return Assessment(
        target=standing.target,
        method=judging.name,
        judgement=found,
        numbers=compute_indicators(standing),
        flags=tuple(sorted(flags, key=_IN_ORDER.index)),
        standing=standing,
        latest=None if standing.unstarted else standing.latest,
        baseline_actual=current.get(standing.baseline.year) if published and not standing.pinned else None,
        latest_actual=None if standing.unstarted else current.get(standing.latest.year),
        series=current,
        reached_in=reached_in(standing),
        kept=_years_kept(standing) if target.every_year else None,
        unrevised=unrevised,
    )


def outcome_of(target: Target, actuals: Iterable[Actual], *, method: Method, as_of: date) -> Outcome:
    """The verdict that `assess` would find, and whether the target is overdue, without anything else."""
    current = current_series(actuals, as_of)
    standing = _standing(_with_unit(target, current), current, method, as_of)
    if isinstance(standing, Message):
        return Outcome(Verdict.NOT_ASSESSED, is_overdue(target, current, as_of))
    standing, judging = standing.judged_by(method)
    return Outcome(judge_at_bounds(standing, judging.judge).verdict, standing.overdue)


def unassessed(target: Target, method: str, reason: Message, current: Mapping[int, Actual], as_of: date) -> Assessment:
    """An assessment that nothing can be computed for, and why; with the last figure where there is one."""
    figures = _in_unit(target, current)
    last = None if isinstance(figures, Message) or not figures else Dated(max(figures), figures[max(figures)])
    return Assessment(
        target,
        method,
        BoundedJudgement(*not_assessed(reason)),
        Indicators(),
        (Flag.OVERDUE,) if is_overdue(target, current, as_of) else (),
        latest=last,
        latest_actual=None if last is None else current[last.year],
        series=current,
    )


def is_overdue(target: Target, known: Collection[int], as_of: date) -> bool:
    """Whether the figure of the deadline's year is not among the known ones, long after the deadline."""
    return target.due is not None and target.due not in known and as_of >= date(target.due + 1, *OVERDUE_FROM)


def require_day(as_of: date) -> None:
    """Refuse a moment in place of a day: which day it is depends on where one is."""
    if isinstance(as_of, datetime) or not isinstance(as_of, date):
        raise NotADay(message("error.not_a_day", value=repr(as_of)))


def _with_unit(target: Target, current: Mapping[int, Actual]) -> Target:
    """The target; a direction that was announced without a unit is measured in that of the latest figure."""
    return target._replace(unit=current[max(current)].unit) if current and not target.unit else target


def _standing(target: Target, current: Mapping[int, Actual], method: Method, as_of: date) -> Standing | Message:
    """Where the target stands by the series, or why nothing can be said."""
    if not target.assessable:
        return message("reason.no_number")
    if method.directions_only and target.has_number:
        return message("reason.trend_number", method=method.name)
    if not current and target.figures == "level":
        return message("reason.no_actual")
    figures = _in_unit(target, current)
    return figures if isinstance(figures, Message) else Standing.of(target, figures, as_of)


def _in_unit(target: Target, current: Mapping[int, Actual]) -> dict[int, Figure] | Message:
    """The figures in the target's unit, or which of them does not convert into it."""
    figures: dict[int, Figure] = {}
    for year, actual in current.items():
        if actual.unit == target.unit:
            figures[year] = actual.figure
            continue
        scale = unit_factor(actual.unit, target.unit)
        if scale is None:
            return message("reason.unit", year=year, unit=actual.unit, wanted=target.unit)
        figures[year] = actual.figure.times(scale)
    return figures


def _years_kept(standing: Standing) -> Kept:
    """In how many of the known years, from the base year on, the target surely held."""
    years = [year for year in standing.figures if standing.baseline.year <= year <= standing.latest.year]
    goal = standing.goal()
    return Kept(sum(surely_met(standing, standing.figures[year], goal) for year in years), len(years))


def _verdict_before_revisions(
    target: Target, first: Mapping[int, Actual], current: Mapping[int, Actual], method: Method, as_of: date
) -> Verdict | None:
    """The verdict of the figures as first published; None where none of them was revised."""
    if all(first[year] is current[year] for year in current):
        return None
    before = _standing(target, first, method, as_of)
    if isinstance(before, Message):
        return Verdict.NOT_ASSESSED
    before, judging = before.judged_by(method)
    return judge_at_bounds(before, judging.judge).verdict
