"""The numbers beside a verdict: shares, growth rates and projections, with the side on which a bound leaves them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from fuling_cli.core.decimals import WIDE
from fuling_cli.core.figure import Figure
from fuling_cli.core.growth import Point, compound_growth, path_value
from fuling_cli.core.pace import Pace, within_limit, year_met
from fuling_cli.core.standing import Standing
from fuling_cli.core.target import Target
from fuling_cli.core.uncertainty import surely_met

_NUDGE = Decimal("1E-6")


class Indicators(NamedTuple):
    """Every number is None where it does not exist. Growth is a fraction a year; values are in the target's unit."""

    goal: Figure | None = None
    share_done: Figure | None = None
    planned_growth: Figure | None = None
    observed_growth: Figure | None = None
    remaining_growth: Figure | None = None
    trajectory: Figure | None = None
    gap: Figure | None = None
    projected: Figure | None = None


def compute_indicators(standing: Standing) -> Indicators:
    """Every number of a target, computed at each end of what is known."""
    found = Indicators(**evaluate_at_bounds(standing, lambda base, last: _evaluate_at(standing, base, last)))
    return found._replace(
        planned_growth=_beyond_nothing(standing.target, found.planned_growth),
        remaining_growth=_still_needed(standing, found.remaining_growth),
    )


def evaluate_at_bounds(
    standing: Standing, compute: Callable[[Decimal, Decimal], Mapping[str, Decimal | None]]
) -> dict[str, Figure | None]:
    """What ``compute`` makes of baseline and latest actual, by name, with the side on which bounds leave it open."""
    if standing.baseline.figure.exact and standing.latest.figure.exact:
        found = compute(standing.baseline.figure.printed, standing.latest.figure.printed)
        return {name: None if number is None else Figure.exactly(number) for name, number in found.items()}
    bases, lasts = _known_ends(standing.baseline.figure), _known_ends(standing.latest.figure)
    bases_beyond, lasts_beyond = _past_ends(standing.baseline.figure), _past_ends(standing.latest.figure)
    at_bounds = [compute(base, base if standing.single else last) for base, last in product(bases, lasts)]
    past_bounds = [
        compute(base, base if standing.single else last)
        for base, last in product(bases + bases_beyond, lasts + lasts_beyond)
        if base in bases_beyond or last in lasts_beyond
    ]
    return {
        name: _bounded([one[name] for one in at_bounds], [one[name] for one in past_bounds]) for name in at_bounds[0]
    }


def reached_in(standing: Standing) -> int | None:
    """The year from which the target is met for good: that of an actual, else at the pace of the method that judges.

    None where it is never reached, or where bounds leave open whether it was met.
    """
    if not standing.target.has_number or standing.target.every_year:
        return None
    base, last = standing.baseline.figure.printed, standing.latest.figure.printed
    question = standing.question(base, last)
    if not question.met:
        pace = standing.pace_at(base, last)
        return None if pace is None else year_met(question, pace)
    since = None
    for year in sorted(standing.figures):
        if standing.baseline.year <= year <= standing.latest.year:
            met = surely_met(standing, standing.figures[year], question.goal)
            since = (since or year) if met else None
    return since


def reached_at_growth(standing: Standing, growth: Decimal) -> int | None:
    """The year in which the latest actual, growing by ``growth`` a year, meets the target; None where never."""
    question = standing.question(standing.baseline.figure.printed, standing.latest.figure.printed)
    return question.latest.year if question.met else year_met(question, Pace(growth=growth))


def _evaluate_at(standing: Standing, base: Decimal, last: Decimal) -> dict[str, Decimal | None]:
    question = standing.question(base, last)
    goal, due = question.number, question.target.due
    start, end = question.baseline.year, question.latest.year
    values: dict[str, Decimal | None] = dict.fromkeys(Indicators._fields)
    values |= {"goal": goal, "observed_growth": compound_growth(base, last, end - start)}
    if goal is None or question.target.every_year:
        return values
    kept = standing.starts_within_range(base)  # a range to be kept: nothing is required, and nothing done
    if not kept and (goal - base) * question.target.sign > 0:
        values["share_done"] = WIDE.divide(WIDE.subtract(last, base), WIDE.subtract(goal, base))
    if due is None or due <= start:
        return values
    if not kept:
        planned = path_value(Point(start, base), Point(due, goal), end)
        values |= {"trajectory": planned, "gap": WIDE.subtract(last, planned)}
    if goal > 0:
        values["planned_growth"] = None if kept else compound_growth(base, goal, due - start)
        values["remaining_growth"] = compound_growth(last, goal, due - end)
    pace = standing.pace_at(base, last)
    if pace is not None and end <= due:
        values["projected"] = within_limit(question.target.limit, last, pace.value_after(last, due - end))
    return values


def _still_needed(standing: Standing, growth: Figure | None) -> Figure | None:
    """The growth that is still needed: none where the target is met, and no bound that would lead away from it."""
    base, last = standing.baseline.figure.printed, standing.latest.figure.printed
    if growth is None or standing.question(base, last).met:
        return None
    if standing.target.sign > 0:
        growth = growth._replace(low=None if growth.low is None or growth.low < 0 else growth.low)
    else:
        growth = growth._replace(high=None if growth.high is None or growth.high > 0 else growth.high)
    return _beyond_nothing(standing.target, growth)


def _beyond_nothing(target: Target, growth: Figure | None) -> Figure | None:
    """The growth that leads to the number to reach; open where it is 0 and that number must be passed.

    Any growth towards the target is then enough, and 0 is not.
    """
    if growth is None or not target.strict or (growth.high if target.sign > 0 else growth.low) != 0:
        return growth
    return growth._replace(high=None) if target.sign > 0 else growth._replace(low=None)


def _known_ends(figure: Figure) -> list[Decimal]:
    """The ends of a figure that are known: one, or two of a range; the printed one first."""
    return [figure.printed] if figure.low is None or figure.high in (None, figure.low) else [figure.low, figure.high]


def _past_ends(figure: Figure) -> list[Decimal]:
    """A number just beyond the known end on the side that is open, to see which way a computed number moves."""
    if figure.low is not None and figure.high is not None:
        return []
    step = abs(figure.printed) * _NUDGE or _NUDGE
    return [figure.printed + (step if figure.low is not None else -step)]


def _bounded(at_bounds: list[Decimal | None], past_bounds: list[Decimal | None]) -> Figure | None:
    printed = at_bounds[0]
    known, beyond = [n for n in at_bounds if n is not None], [n for n in past_bounds if n is not None]
    if printed is None:
        return None
    if len(known) < len(at_bounds) or len(beyond) < len(past_bounds):
        return Figure(printed, None, None)
    low, high = min(known), max(known)
    return Figure(
        printed,
        low if all(number >= low for number in beyond) else None,
        high if all(number <= high for number in beyond) else None,
    )
