"""Constant yearly growth, and comparisons of growth rates that no rounding can turn.

A growth rate is a fraction a year (0.069 is 6.9 %). It exists only between a positive value and a value that is not
negative, over at least one year; where it does not exist, the answer is None, never a number.
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from fuling_cli.core.decimals import GUARDED, STEPS, WIDE


@lru_cache(maxsize=1024)
def compound_growth(start: Decimal, end: Decimal, years: int) -> Decimal | None:
    """The constant yearly rate that leads from ``start`` to ``end`` in ``years`` years, to 60 digits.

    >>> print(f"{compound_growth(Decimal('1504.37'), Decimal(2100), 5):.6f}")
    0.068988
    >>> compound_growth(Decimal(100), Decimal(121), 2)
    Decimal('0.1')
    >>> compound_growth(Decimal(-5), Decimal(3), 2) is None
    True
    """
    if not growth_exists(start, end, years):
        return None
    if end == 0:
        return Decimal(-1)
    root = exact_root(Fraction(end) / Fraction(start), years) if years <= 2 else None
    if root is not None:
        return WIDE.subtract(WIDE.divide(Decimal(root.numerator), Decimal(root.denominator)), Decimal(1))
    return WIDE.subtract(_newton_root(GUARDED.divide(end, start), years), Decimal(1))


def growth_exists(start: Decimal, end: Decimal, years: int) -> bool:
    """Whether a constant yearly rate leads from ``start`` to ``end``."""
    return start > 0 <= end and years > 0


def compound_value(start: Decimal, growth: Decimal, years: int) -> Decimal:
    """The value that ``start`` becomes after ``years`` years at ``growth`` a year.

    >>> compound_value(Decimal(100), Decimal("0.1"), 2)
    Decimal('121.00')
    """
    if years == 0:  # at -100 % a year too, where the power would be 0 ** 0
        return start
    return WIDE.multiply(start, WIDE.power(WIDE.add(Decimal(1), growth), Decimal(years)))


def exact_root(number: Fraction, degree: int) -> Fraction | None:
    """The positive ``degree``-th root of a positive fraction where that is a fraction too, else None.

    >>> exact_root(Fraction(161051, 100000), 5)
    Fraction(11, 10)
    >>> exact_root(Fraction(2), 2) is None
    True
    """
    numerator, denominator = _integer_root(number.numerator, degree), _integer_root(number.denominator, degree)
    if numerator**degree == number.numerator and denominator**degree == number.denominator:
        return Fraction(numerator, denominator)
    return None


def _integer_root(number: int, degree: int) -> int:
    """The largest integer whose ``degree``-th power is not above ``number`` (Newton's method on integers)."""
    if degree == 1 or number < 2:
        return number
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def _newton_root(number: Decimal, degree: int) -> Decimal:
    """The positive ``degree``-th root of a positive number, to 60 digits: a power of 1 / degree takes 20 times as long.

    Newton's method, from a guess with 15 right digits, each step of which doubles them.

    >>> _newton_root(Decimal("1.61051"), 5) == Decimal("1.1")
    True
    """
    whole, rest = divmod(number.adjusted(), degree)
    leading = float(GUARDED.scaleb(number, -number.adjusted()))
    root = GUARDED.scaleb(Decimal(leading ** (1 / degree) * 10 ** (rest / degree)), whole)
    for step in STEPS:
        beside = step.divide(number, step.power(root, degree - 1))
        root = step.divide(step.fma(degree - 1, root, beside), degree)
    return WIDE.plus(root)


def pace_sign(  # noqa: PLR0913  two rates of three numbers each
    start: Decimal, end: Decimal, years: int, goal: Decimal, goal_years: int, share: Decimal
) -> int:
    """Whether growth from start to end is above (+1), equal to (0) or below (-1) ``share`` of that from start to goal.

    Exact: with a whole share integer powers are compared; with a fraction, equality is possible only where the required
    growth is a fraction itself (otherwise the powers of 1 - share + share·root are irrational), and then fractions are
    compared; what is left differs by more than 60 digits can hide. All three values are positive,
    ``0 < share <= 1``.

    >>> pace_sign(Decimal(100), Decimal("119.9025"), 2, Decimal("161.051"), 5, Decimal("0.95"))
    0
    """
    if min(start, end, goal) <= 0 or min(years, goal_years) <= 0:
        raise ValueError("growth exists only between positive values")
    if share == 1:
        ratio, goal_ratio = Fraction(end) / Fraction(start), Fraction(goal) / Fraction(start)
        return _sign(ratio**goal_years - goal_ratio**years)
    turn = _turning_value(start, years, goal, goal_years, share)
    return _sign(Fraction(end) - turn) if isinstance(turn, Fraction) else _sign(end.compare(turn))


@lru_cache(maxsize=1024)
def _turning_value(start: Decimal, years: int, goal: Decimal, goal_years: int, share: Decimal) -> Fraction | Decimal:
    """What ``start`` becomes at ``share`` of the growth to the goal: a fraction where it is one, else to 60 digits."""
    root = exact_root(Fraction(goal) / Fraction(start), goal_years)
    if root is not None:
        part = Fraction(share)
        return Fraction(start) * (1 - part + part * root) ** years
    required = compound_growth(start, goal, goal_years)
    assert required is not None
    return compound_value(start, WIDE.multiply(share, required), years)


def _sign(number: Fraction | Decimal) -> int:
    return (number > 0) - (number < 0)


class Point(NamedTuple):
    """A value in a year."""

    year: int
    value: Decimal


def path_value(start: Point, end: Point, year: int) -> Decimal:
    """The value of the path from ``start`` to ``end`` in a year between them; afterwards it stays at the end.

    The path grows at a constant rate; where such a path does not exist (an end that is not positive) it is a
    straight line. ``start.year < end.year``.

    >>> print(f"{path_value(Point(2022, Decimal('1504.37')), Point(2027, Decimal(2100)), 2024):.1f}")
    1719.1
    >>> path_value(Point(2020, Decimal(-5)), Point(2025, Decimal(5)), 2023)
    Decimal('1')
    """
    if year >= end.year:
        return end.value
    if year <= start.year:
        return start.value
    years, all_years = year - start.year, end.year - start.year
    growth = (
        compound_growth(start.value, end.value, all_years) if compound_path_exists(start.value, end.value) else None
    )
    if growth is not None:
        return compound_value(start.value, growth, years)
    share = WIDE.divide(Decimal(years), Decimal(all_years))
    return WIDE.fma(WIDE.subtract(end.value, start.value), share, start.value).normalize(WIDE)


def side_of_path(start: Point, end: Point, latest: Point) -> int:
    """Whether ``latest`` lies above (+1), on (0) or below (-1) the path, decided exactly, by integer powers."""
    years, all_years = latest.year - start.year, end.year - start.year
    if years >= all_years:
        return _sign(latest.value - end.value)
    if not compound_path_exists(start.value, end.value):
        rise = (Fraction(end.value) - Fraction(start.value)) * Fraction(years, all_years)
        return _sign(Fraction(latest.value) - Fraction(start.value) - rise)
    if latest.value <= 0:
        return -1
    return pace_sign(start.value, latest.value, years, end.value, all_years, Decimal(1))


def compound_path_exists(start: Decimal, end: Decimal) -> bool:
    """Whether a path of constant growth leads from ``start`` to ``end``; else the path is a straight line."""
    return start > 0 and end > 0
