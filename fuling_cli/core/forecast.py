"""Year by year to the deadline: the plan, what is still needed, the pace so far, a what-if, and chance."""

from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.drift import Distribution, Drift, fit_drift
from fuling_cli.core.figure import Figure
from fuling_cli.core.growth import Point
from fuling_cli.core.indicators import reached_at_growth
from fuling_cli.core.pace import within_limit
from fuling_cli.core.paths import path_values
from fuling_cli.core.standing import Standing
from fuling_cli.core.verdict import Question
from fuling_cli.language import Message, message

INTERVAL = Decimal("0.8")


class ForecastYear(NamedTuple):
    """One year after the latest actual, in the target's unit; None where there is no such number."""

    year: int
    planned: Figure | None
    needed: Figure | None
    pace: Figure | None
    what_if: Figure | None
    drift: Decimal | None
    low: Decimal | None
    high: Decimal | None


class Forecast(NamedTuple):
    """The years to the deadline; ``chance`` is the probability of meeting the target then, if chance goes on as it did.

    ``reached_in`` is the year from which the target is met for good, at the pace of the method that judges.
    ``growth`` is the what-if, a fraction a year, and ``what_if_reached_in`` the year that it reaches the target in.
    ``rates`` counts the yearly growth rates between exact actuals; ``distribution`` is what the interval and the chance
    were taken from. ``reason`` says why there is no chance, and with it, where the model has no basis at all, no
    interval.
    """

    years: tuple[ForecastYear, ...]
    growth: Decimal | None = None
    reached_in: int | None = None
    what_if_reached_in: int | None = None
    rates: int = 0
    distribution: Distribution = "normal"
    chance: Decimal | None = None
    reason: Message | None = None


def forecast(found: Assessment, growth: Decimal | None = None, *, distribution: Distribution = "normal") -> Forecast:
    """The forecast of an assessed target, with a what-if at ``growth`` a year."""
    standing = found.standing
    if standing is None:
        return Forecast((), growth, distribution=distribution, reason=found.reason)
    target, by, latest = standing.target, standing.target.due, standing.latest.year
    if not target.has_number or target.every_year:
        key = "reason.drift.every_year" if target.every_year else "reason.drift.direction"
        return Forecast((), growth, rates=_growth_rate_count(standing), distribution=distribution, reason=message(key))
    known = Forecast(
        years=(),
        growth=growth,
        reached_in=found.reached_in,
        what_if_reached_in=None if growth is None else reached_at_growth(standing, growth),
        rates=_growth_rate_count(standing),
        distribution=distribution,
    )
    if by is None:
        return known._replace(reason=message("reason.drift.undated"))
    if latest >= by:
        return known._replace(reason=message("reason.drift.closed", year=latest))
    model, aim = (
        _fitted_walk(standing, distribution),
        standing.question(standing.baseline.figure.printed, standing.latest.figure.printed),
    )
    fitted = model if isinstance(model, Drift) else None
    chance = _chance_to_meet(fitted, aim, by - latest) if fitted else model
    return known._replace(
        years=tuple(_forecast_year(standing, fitted, growth, year) for year in range(latest + 1, by + 1)),
        chance=chance if isinstance(chance, Decimal) else None,
        reason=chance if isinstance(chance, Message) else None,
    )


def _chance_to_meet(fitted: Drift, aim: Question, years: int) -> Decimal | Message:
    """The probability of meeting a target so many years ahead: of a range, of lying between its ends.

    The model holds positive values only, and none beyond the natural limit.
    """
    limit, last = aim.target.limit, aim.latest.value
    if limit is not None and not aim.target.met(within_limit(limit, last, aim.goal), aim.goal):
        return message("reason.drift.limit", limit=limit)
    if aim.target.value_range is None:
        return fitted.chance(aim.goal, years, aim.target.sign)
    low, high = aim.target.value_range
    above_low = Decimal(1) if low <= 0 else fitted.chance(low, years, 1)
    above_high = Decimal(0) if limit is not None and last <= limit <= high else fitted.chance(high, years, 1)
    if isinstance(above_low, Message) or isinstance(above_high, Message):
        return above_low if isinstance(above_low, Message) else above_high
    return above_low - above_high


def _growth_rate_count(standing: Standing) -> int:
    """How many yearly growth rates the exact actuals give: pairs of years that follow each other."""
    years = sorted(year for year, figure in standing.figures.items() if figure.exact)
    return sum(later == earlier + 1 for earlier, later in pairwise(years))


def _fitted_walk(standing: Standing, distribution: Distribution) -> Drift | Message:
    """The random walk fitted to the whole series, where every figure of it is exact."""
    known = {year: figure for year, figure in standing.figures.items() if year <= standing.latest.year}
    points = [Point(year, figure.printed) for year, figure in sorted(known.items()) if figure.exact]
    return fit_drift(points, {year: figure for year, figure in known.items() if not figure.exact}, distribution)


def _forecast_year(standing: Standing, fitted: Drift | None, growth: Decimal | None, year: int) -> ForecastYear:
    ahead = year - standing.latest.year
    ends = fitted.ends(ahead, float(INTERVAL)) if fitted else (None, None)
    drawn = (fitted.centre(ahead) if fitted else None, *ends)
    limit, last = standing.target.limit, standing.latest.figure.printed
    drift, low, high = (None if number is None else within_limit(limit, last, number) for number in drawn)
    return ForecastYear(year, **path_values(standing, year, growth), drift=drift, low=low, high=high)
