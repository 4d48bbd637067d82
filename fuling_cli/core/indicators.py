"""The numbers beside a verdict: shares, growth rates and projections, with the side on which a bound leaves them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product
from math import log, log1p
from typing import NamedTuple

from fuling_cli.core.decimals import WIDE
from fuling_cli.core.figure import Figure
from fuling_cli.core.growth import Point, compound_growth, compound_value, path_value
from fuling_cli.core.standing import Standing

LAST_YEAR = 9999
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
    found = Indicators(**evaluate_at_bounds(standing, lambda base, last: _at(standing, base, last)))
    if (
        found.share_done is not None
        and len({standing.goal(end) > end for end in _known_ends(standing.baseline.figure)}) > 1
    ):
        return found._replace(share_done=found.share_done._replace(low=None, high=None))  # there may be no way to go
    return found


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
    """The year the target is reached: the first actual that met it, else at the observed pace; None where never."""
    goal, latest, target = standing.goal(), standing.latest, standing.target
    for year in sorted(standing.figures):
        if standing.baseline.year <= year <= latest.year and target.met(standing.figures[year].printed, goal):
            return year
    base, value = standing.baseline.figure.printed, latest.figure.printed
    growth = compound_growth(base, value, latest.year - standing.baseline.year)
    return None if growth is None else year_reached(standing, growth)


def year_reached(standing: Standing, growth: Decimal) -> int | None:
    """The year in which the latest actual, growing by ``growth`` a year, first meets the target; None where never."""
    goal, latest, target = standing.goal(), standing.latest, standing.target
    value = latest.figure.printed
    if target.met(value, goal):
        return latest.year
    if growth * target.sign <= 0 or growth <= -1 or value <= 0 or goal <= 0:
        return None
    years = _years_short_of(value, goal, growth)
    while latest.year + years <= LAST_YEAR:
        if target.met(compound_value(value, growth, years), goal):
            return latest.year + years
        years += 1
    return None


def _years_short_of(value: Decimal, goal: Decimal, growth: Decimal) -> int:
    """A number of years that does not reach the goal yet, or only just does, since floats find it."""
    quotient, factor = WIDE.divide(goal, value), WIDE.add(Decimal(1), growth)
    return LAST_YEAR if factor == 1 else max(int(_log(quotient) / _log(factor)) - 1, 0)


def _log(number: Decimal) -> float:
    """The natural logarithm of a positive number to 15 digits, also of almost 1 and of what no float holds."""
    if Decimal("0.5") < number < 2:
        return log1p(WIDE.subtract(number, Decimal(1)))
    return log(number.scaleb(-number.adjusted())) + number.adjusted() * log(10)


def _at(standing: Standing, base: Decimal, last: Decimal) -> dict[str, Decimal | None]:
    goal, by = standing.goal(base), standing.target.by
    start, end = standing.baseline.year, standing.latest.year
    values: dict[str, Decimal | None] = dict.fromkeys(Indicators._fields)
    observed = compound_growth(base, last, end - start)
    values |= {"goal": goal, "observed_growth": observed}
    if goal != base:
        values["share_done"] = WIDE.divide(WIDE.subtract(last, base), WIDE.subtract(goal, base))
    if by is None or by <= start:
        return values
    planned = path_value(Point(start, base), Point(by, goal), end)
    values |= {"trajectory": planned, "gap": WIDE.subtract(last, planned)}
    if goal > 0:
        values["planned_growth"] = compound_growth(base, goal, by - start)
        values["remaining_growth"] = compound_growth(last, goal, by - end)
    if observed is not None and end <= by:
        values["projected"] = compound_value(last, observed, by - end)
    return values


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
