"""Student's t distribution, which the standard library does not have: its tail and its quantiles.

The probability of more than t with n degrees of freedom is half the regularized incomplete beta function I of n/2 and
1/2 at n/(n + t²), computed by its continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22). Binary
floating point; right to 1e-10 for up to 200 degrees of freedom.
"""

from math import exp, inf, lgamma, log, log1p, pi
from statistics import NormalDist

TERMS = 500
"""The terms of the continued fraction: ten times as many as 200 degrees of freedom need."""


def tail(t: float, degrees: int) -> float:
    """The probability of more than ``t``.

    >>> round(tail(2.776445105198, 4), 12)
    0.025
    """
    if t < 0:
        return 1 - tail(-t, degrees)
    ratio = t / degrees * t
    inside = 1 / (1 + ratio)
    if not inside or not ratio:  # no float holds what is left, or what is missing
        return 0.5 if inside else 0.0
    if inside < (degrees + 2) / (degrees + 5):
        return _incomplete_beta(inside, degrees / 2, 0.5) / 2
    return (
        1 - _incomplete_beta(ratio / (1 + ratio), 0.5, degrees / 2)
    ) / 2  # where the other fraction converges slowly


def quantile(probability: float, degrees: int) -> float:
    """The value below which lies ``probability``, which is more than 0.5 and less than 1.

    Newton's method from the normal quantile, which is smaller: the distribution function bends down above 0, so that
    no step goes too far.

    >>> round(quantile(0.975, 4), 12)
    2.776445105198
    """
    found, nearer = -inf, NormalDist().inv_cdf(probability)
    while nearer > found:
        found = nearer
        nearer = found + (tail(found, degrees) - (1 - probability)) / _density(found, degrees)
    return found


def _density(t: float, degrees: int) -> float:
    scale = lgamma((degrees + 1) / 2) - lgamma(degrees / 2) - log(pi * degrees) / 2
    return exp(scale - (degrees + 1) / 2 * log1p(t / degrees * t))


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function I_x(a, b) for x below (a + 1)/(a + b + 2); 0 < x < 1."""
    fraction = 1.0
    for term in range(TERMS, 0, -1):
        m = term // 2
        if term % 2:
            factor = -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            factor = m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m))
        fraction = 1 + factor * x / fraction
    beta = lgamma(a) + lgamma(b) - lgamma(a + b)
    return exp(a * log(x) + b * log1p(-x) - beta) / (a * fraction)
