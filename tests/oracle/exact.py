"""Roots and comparisons in exact fractions: no float and no rounding ever decides a verdict.

A root that is no fraction is held between two fractions, as close together as a question needs.
"""

from collections.abc import Callable
from fractions import Fraction

DIGITS = 50
"""Decimals of a root that is only shown, and never decides."""
_CLOSER = (30, 60, 120, 240, 480, 960)


def whole_root(number: int, degree: int) -> int:
    """The largest whole number whose power of this degree is not above a number, by halving an interval."""
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle)
    return low


def exact_root(number: Fraction, degree: int) -> Fraction | None:
    """The root of a number that is not negative where it is a fraction itself, else None."""
    above, below = whole_root(number.numerator, degree), whole_root(number.denominator, degree)
    if above**degree == number.numerator and below**degree == number.denominator:
        return Fraction(above, below)
    return None


def root_between(number: Fraction, degree: int, digits: int = DIGITS) -> tuple[Fraction, Fraction]:
    """Two fractions, so many digits apart, between which the root of a number lies; twice the root where it is one."""
    exact = exact_root(number, degree)
    if exact is not None:
        return exact, exact
    scale = 10**digits
    low = whole_root(number.numerator * scale**degree // number.denominator, degree)
    return Fraction(low, scale), Fraction(low + 1, scale)


def growth(start: Fraction, end: Fraction, years: int) -> Fraction | None:
    """The constant yearly rate (end/start)^(1/years) - 1; None where "base ≤ 0" or no year lies between."""
    if start <= 0 or end < 0 or years <= 0:
        return None
    return root_between(end / start, years)[0] - 1


def sign(number: Fraction) -> int:
    """+1, 0 or -1."""
    return (number > 0) - (number < 0)


def decided(interval: Callable[[int], tuple[Fraction, Fraction]]) -> int:
    """The sign of a number that is held between two fractions, the closer the more digits are asked for.

    A number that is no fraction is not 0, so that it is decided in the end; one that is has both ends the same.
    """
    for digits in _CLOSER:
        low, high = interval(digits)
        if sign(low) == sign(high):
            return sign(low)
    raise AssertionError("undecided after 960 digits")


def pace_sign(observed: Fraction, years: int, required: Fraction, all_years: int, share: Fraction) -> int:
    """The sign of observed^(1/years) - (1 - share + share·required^(1/all_years)): growth against a share of another.

    Decided as observed against (1 - share + share·root)^years. Where the root is no fraction the power is none either:
    were it one, its conjugates would have the same size, and they are smaller.
    """

    def interval(digits: int) -> tuple[Fraction, Fraction]:
        low, high = root_between(required, all_years, digits)
        return observed - (1 - share + share * high) ** years, observed - (1 - share + share * low) ** years

    return decided(interval)


def path_value(start: Fraction, end: Fraction, years: int, all_years: int) -> Fraction:
    """The trajectory's value after so many years: compound, a "straight line where a compound path does not exist"."""
    if years >= all_years:
        return end
    if start > 0 and end > 0:
        return start * root_between((end / start) ** years, all_years)[0]
    return start + (end - start) * Fraction(years, all_years)


def path_sign(start: Fraction, end: Fraction, years: int, all_years: int, value: Fraction) -> int:
    """Whether a value lies above (+1), on (0) or below (-1) that path."""
    if start > 0 and end > 0 and years < all_years:
        return -1 if value <= 0 else sign((value / start) ** all_years - (end / start) ** years)
    return sign(value - path_value(start, end, years, all_years))
