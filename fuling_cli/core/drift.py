"""Random walk with drift on the logarithms of a yearly series: what chance alone makes of the pace so far.

The model of R's ``forecast::rwf(drift = TRUE, lambda = 0)`` (Hyndman and Athanasopoulos, Forecasting: Principles and
Practice, section 5.2): with m the mean and s the standard deviation (n - 1 degrees of freedom) of the n yearly differences
of the logarithms, h years ahead lies at exp(l + h·m), with the standard error s·sqrt(h + h²/n) on the logarithm and
normal quantiles. Nothing here decides a verdict, so binary floating point is good enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import exp, log, sqrt
from statistics import NormalDist, fmean, stdev

from fuling_cli.core.trajectory import Point
from fuling_cli.language import Message, message

LEAST_RATES = 4


@dataclass(frozen=True, slots=True)
class Drift:
    """The model fitted to a series: its last logarithm, mean and standard deviation of ``rates`` differences."""

    last: float
    mean: float
    deviation: float
    rates: int

    def centre(self, years: int) -> Decimal:
        """The median so many years ahead."""
        return _decimal(exp(self.last + years * self.mean))

    def ends(self, years: int, interval: float) -> tuple[Decimal, Decimal]:
        """The interval that holds the value so many years ahead with the probability ``interval``."""
        reach = NormalDist().inv_cdf((1 + interval) / 2) * self._error(years)
        centre = self.last + years * self.mean
        return _decimal(exp(centre - reach)), _decimal(exp(centre + reach))

    def chance(self, goal: Decimal, years: int, sign: int) -> Decimal | None:
        """The probability that the value so many years ahead is at or beyond a goal, upwards or (``sign`` -1) downwards.

        None for a goal that is not positive, or where the series never varied.
        """
        if goal <= 0 or not self._error(years):
            return None
        beyond = (self.last + years * self.mean - log(goal)) / self._error(years)
        return _decimal(NormalDist().cdf(sign * beyond))

    def _error(self, years: int) -> float:
        return self.deviation * sqrt(years + years**2 / self.rates)


def drift(points: Sequence[Point], bounded: Sequence[int] = ()) -> Drift | Message:
    """The model for exact points by year; the reason where there is none. ``bounded`` are years known as bounds only."""
    if bounded:
        return message("reason.drift.bound", years=list(bounded))
    gaps = [later.year for earlier, later in pairwise(points) if later.year != earlier.year + 1]
    if gaps:
        return message("reason.drift.gap", year=gaps[0])
    rates = len(points) - 1
    if rates < LEAST_RATES:
        return message("reason.drift.rates", needed=LEAST_RATES, rates=max(rates, 0))
    if any(point.value <= 0 for point in points):
        return message("reason.drift.positive")
    logarithms = [log(point.value) for point in points]
    differences = [later - earlier for earlier, later in pairwise(logarithms)]
    return Drift(logarithms[-1], fmean(differences), stdev(differences), rates)


def _decimal(number: float) -> Decimal:
    return Decimal(repr(number))
