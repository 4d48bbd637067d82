"""Random walk with drift on the logarithms of a yearly series: what chance alone makes of the pace so far.

The model of R's ``forecast::rwf(drift = TRUE, lambda = 0)`` (Hyndman and Athanasopoulos, Forecasting: Principles and
Practice, section 5.2): with m the mean and s the standard deviation (n - 1 degrees of freedom) of the n yearly
differences of the logarithms, h years ahead lies at exp(l + h·m), with the standard error s·sqrt(h + h²/n) on the
logarithm and normal quantiles, or those of Student's t with n - 1 degrees of freedom, which allow for s being estimated
from few differences. Decimals carry it where binary floating point overflows, in long forecasts of wild series; only
the two distributions are binary.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import erfc, sqrt
from statistics import NormalDist, mean
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, get_args

from fuling_cli.core import student_t
from fuling_cli.core.decimals import WIDE
from fuling_cli.core.figure import Figure
from fuling_cli.core.growth import Point
from fuling_cli.language import Message, message

LEAST_RATES = 4

Distribution: TypeAlias = Literal["normal", "t"]
"""What the interval and the chance are taken from: the normal distribution, as R does, or Student's t."""
DISTRIBUTIONS: tuple[Distribution, ...] = get_args(Distribution)


class Drift(NamedTuple):
    """The model fitted to a series: its last logarithm, mean and standard deviation of ``rates`` differences."""

    last: Decimal
    mean: Decimal
    deviation: Decimal
    rates: int
    distribution: Distribution = "normal"

    @property
    def degrees(self) -> int:
        """The degrees of freedom of the standard deviation."""
        return self.rates - 1

    def centre(self, years: int) -> Decimal:
        """The median so many years ahead."""
        return WIDE.exp(self._centre(years))

    def ends(self, years: int, interval: float) -> tuple[Decimal, Decimal]:
        """The interval that holds the value so many years ahead with the probability ``interval``."""
        below = (1 + interval) / 2
        quantile = (
            NormalDist().inv_cdf(below) if self.distribution == "normal" else student_t.quantile(below, self.degrees)
        )
        centre, reach = self._centre(years), WIDE.multiply(Decimal(quantile), self._error(years))
        return WIDE.exp(WIDE.subtract(centre, reach)), WIDE.exp(WIDE.add(centre, reach))

    def chance(self, goal: Decimal, years: int, sign: int) -> Decimal | Message:
        """The probability of a value at or beyond a goal so many years ahead, upwards or (``sign`` -1) downwards.

        The reason where there is none: a goal that is not positive, a series whose growth never varied.
        """
        if goal <= 0:
            return message("reason.drift.goal", goal=goal)
        if not self.deviation:
            return message("reason.drift.steady")
        errors = -sign * float(WIDE.divide(WIDE.subtract(self._centre(years), WIDE.ln(goal)), self._error(years)))
        if self.distribution == "normal":
            return Decimal(repr(erfc(errors / sqrt(2)) / 2))  # NormalDist().cdf loses the small ones
        return Decimal(repr(student_t.tail(errors, self.degrees)))

    def _centre(self, years: int) -> Decimal:
        return WIDE.fma(self.mean, Decimal(years), self.last)

    def _error(self, years: int) -> Decimal:
        variance = years + Fraction(years**2, self.rates)
        return WIDE.multiply(self.deviation, WIDE.sqrt(WIDE.divide(variance.numerator, variance.denominator)))


def fit_drift(
    points: Sequence[Point],
    bounded: Mapping[int, Figure] = MappingProxyType({}),
    distribution: Distribution = "normal",
) -> Drift | Message:
    """The model for exact points by year, or the reason why there is none.

    ``bounded`` are the figures that are not exact, by year.
    """
    if bounded:
        sides = {"low" if one.high is None else "high" if one.low is None else "range" for one in bounded.values()}
        key = f"reason.drift.{sides.pop()}" if len(sides) == 1 else "reason.drift.bound"
        return message(key, years=sorted(bounded))
    gaps = [later.year for earlier, later in pairwise(points) if later.year != earlier.year + 1]
    if gaps:
        return message("reason.drift.gap", year=gaps[0])
    rates = len(points) - 1
    if rates < LEAST_RATES:
        return message("reason.drift.rates", needed=LEAST_RATES, rates=max(rates, 0))
    if any(point.value <= 0 for point in points):
        return message("reason.drift.positive")
    logarithms = [WIDE.ln(point.value) for point in points]
    differences = [Fraction(later) - Fraction(earlier) for earlier, later in pairwise(logarithms)]
    return Drift(
        logarithms[-1], _to_decimal(mean(differences)), _standard_deviation(points, differences), rates, distribution
    )


def _standard_deviation(points: Sequence[Point], differences: Sequence[Fraction]) -> Decimal:
    """The standard deviation of the differences; 0 where growth is the same in every year, by exact quotients."""
    if len({Fraction(later.value) / Fraction(earlier.value) for earlier, later in pairwise(points)}) == 1:
        return Decimal(0)
    centre = mean(differences)
    squares = sum(((difference - centre) ** 2 for difference in differences), Fraction(0))
    return WIDE.sqrt(_to_decimal(squares / (len(differences) - 1)))


def _to_decimal(number: Fraction) -> Decimal:
    return WIDE.divide(number.numerator, number.denominator)
