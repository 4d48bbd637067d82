"""Student's t distribution: published tables, what other software gives, and the closed forms of whole degrees."""

from math import atan, cos, inf, isclose, pi, sin, sqrt, tan

import pytest

from fuling_cli.core.student_t import quantile, tail

PUBLISHED = {
    1: (3.078, 6.314, 12.706, 31.821, 63.657),
    2: (1.886, 2.920, 4.303, 6.965, 9.925),
    3: (1.638, 2.353, 3.182, 4.541, 5.841),
    4: (1.533, 2.132, 2.776, 3.747, 4.604),
    5: (1.476, 2.015, 2.571, 3.365, 4.032),
    7: (1.415, 1.895, 2.365, 2.998, 3.499),
    10: (1.372, 1.812, 2.228, 2.764, 3.169),
    20: (1.325, 1.725, 2.086, 2.528, 2.845),
    30: (1.310, 1.697, 2.042, 2.457, 2.750),
    60: (1.296, 1.671, 2.000, 2.390, 2.660),
    100: (1.290, 1.660, 1.984, 2.364, 2.626),
}
"""NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: critical values by degrees of freedom."""
PROBABILITIES = (0.90, 0.95, 0.975, 0.99, 0.995)
SCIPY_SAYS = {
    1: (3.0776835371752544, 12.706204736174694),
    2: (1.8856180831641272, 4.302652729749462),
    3: (1.637744353696209, 3.1824463052837078),
    4: (1.533206274058944, 2.7764451051977934),
    7: (1.4149239276505086, 2.364624251592784),
    15: (1.3406056078504558, 2.131449545559776),
    50: (1.2987136941948096, 2.008559112100761),
    117: (1.2888291988228653, 1.9804475986834025),
    200: (1.2857987939948012, 1.9718962236339088),
}
"""The quantiles of 0.9 and of 0.975 by ``scipy.stats.t.ppf``, SciPy 1.17.1."""
EVERY = range(1, 201)
ERRORS = (1e-9, 0.01, 0.5, 1.0, 1.5, 1.7, 1.73, 1.8, 2.5, 6.0, 40.0)


def central(t: float, degrees: int) -> float:
    """The probability between -t and t, by the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4."""
    angle = atan(t / sqrt(degrees))
    term = cos(angle) if degrees % 2 else 1.0
    total = 0.0
    for place in range(2 + degrees % 2, degrees + 1, 2):
        total += term
        term *= (place - 1) / place * cos(angle) ** 2
    return 2 / pi * (angle + sin(angle) * total) if degrees % 2 else sin(angle) * total


@pytest.mark.parametrize("degrees", PUBLISHED)
def test_the_published_table(degrees: int) -> None:
    assert tuple(round(quantile(one, degrees), 3) for one in PROBABILITIES) == PUBLISHED[degrees]


@pytest.mark.parametrize("degrees", SCIPY_SAYS)
def test_the_quantiles_of_other_software(degrees: int) -> None:
    for probability, theirs in zip((0.9, 0.975), SCIPY_SAYS[degrees], strict=True):
        assert isclose(quantile(probability, degrees), theirs, rel_tol=1e-11)


@pytest.mark.parametrize("t", ERRORS)
def test_the_tail_is_what_finite_sums_leave(t: float) -> None:
    assert all(abs(1 - 2 * tail(t, degrees) - central(t, degrees)) < 1e-12 for degrees in EVERY)


@pytest.mark.parametrize("probability", [0.500001, 0.6, *PROBABILITIES, 0.9999])
def test_a_quantile_leaves_its_tail(probability: float) -> None:
    assert all(abs(tail(quantile(probability, degrees), degrees) - (1 - probability)) < 1e-12 for degrees in EVERY)


@pytest.mark.parametrize("probability", [0.6, 0.9, 0.99])
def test_the_closed_forms_of_one_and_of_two_degrees(probability: float) -> None:
    assert isclose(quantile(probability, 1), tan(pi * (probability - 0.5)), rel_tol=1e-12)
    odds = 2 * probability - 1
    assert isclose(quantile(probability, 2), odds * sqrt(2 / (1 - odds**2)), rel_tol=1e-12)


@pytest.mark.parametrize("degrees", [1, 4, 200])
def test_both_tails_are_one_and_the_far_ones_nothing(degrees: int) -> None:
    assert tail(0, degrees) == 0.5
    assert all(isclose(tail(t, degrees) + tail(-t, degrees), 1) for t in ERRORS)
    assert (tail(inf, degrees), tail(-inf, degrees)) == (0, 1)


def test_small_tails_keep_their_digits() -> None:
    assert isclose(tail(1e6, 3), 2 * sqrt(3) / pi * 1e-18, rel_tol=1e-9)
