"""Year by year to the deadline: the plan, what is still needed, the pace so far, a what-if, and chance."""

from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.drift import Drift, fit_drift
from fuling_cli.core.figure import Figure
from fuling_cli.core.growth import Point
from fuling_cli.core.indicators import year_reached
from fuling_cli.core.paths import path_values
from fuling_cli.core.standing import Standing
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

    ``reached_in`` is the year the target is reached in at the observed pace: the latest actual's where that meets it.
    ``growth`` is the what-if, a fraction a year, and ``what_if_reached_in`` the year that it reaches the target in.
    ``rates`` counts the yearly growth rates between exact actuals; ``reason`` says why there is no chance, and with
    it, where the model has no basis at all, no interval.
    """

    years: tuple[ForecastYear, ...]
    growth: Decimal | None = None
    reached_in: int | None = None
    what_if_reached_in: int | None = None
    rates: int = 0
    chance: Decimal | None = None
    reason: Message | None = None


def forecast(found: Assessment, growth: Decimal | None = None) -> Forecast:
    """The forecast of an assessed target, with a what-if at ``growth`` a year."""
    standing = found.standing
    if standing is None:
        return Forecast((), growth, reason=found.reason)
    observed = found.numbers.observed_growth
    known = Forecast(
        years=(),
        growth=growth,
        reached_in=year_reached(standing, Decimal(0) if observed is None else observed.printed),
        what_if_reached_in=None if growth is None else year_reached(standing, growth),
        rates=_rates(standing),
    )
    if standing.target.by is None:
        return known._replace(reason=message("reason.drift.undated"))
    if standing.closed:
        return known._replace(reason=message("reason.drift.closed", year=standing.latest.year))
    model, by, latest = _model(standing), standing.target.by, standing.latest.year
    fitted = model if isinstance(model, Drift) else None
    chance = fitted.chance(standing.goal(), by - latest, standing.target.sign) if fitted else model
    return known._replace(
        years=tuple(_year(standing, fitted, growth, year) for year in range(latest + 1, by + 1)),
        chance=chance if isinstance(chance, Decimal) else None,
        reason=chance if isinstance(chance, Message) else None,
    )


def _rates(standing: Standing) -> int:
    """How many yearly growth rates the exact actuals give: pairs of years that follow each other."""
    years = sorted(year for year, figure in standing.figures.items() if figure.exact)
    return sum(later == earlier + 1 for earlier, later in pairwise(years))


def _model(standing: Standing) -> Drift | Message:
    """The random walk fitted to the whole series, where every figure of it is exact."""
    known = {year: figure.value for year, figure in standing.figures.items() if year <= standing.latest.year}
    points = [Point(year, value) for year, value in sorted(known.items()) if value is not None]
    return fit_drift(points, sorted(year for year, value in known.items() if value is None))


def _year(standing: Standing, fitted: Drift | None, growth: Decimal | None, year: int) -> ForecastYear:
    ahead = year - standing.latest.year
    ends = fitted.ends(ahead, float(INTERVAL)) if fitted else (None, None)
    centre = fitted.centre(ahead) if fitted else None
    return ForecastYear(year, **path_values(standing, year, growth), drift=centre, low=ends[0], high=ends[1])
