"""The path of values from baseline to target, by year."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from fuling_cli.core.exact import WIDE
from fuling_cli.core.growth import compound_growth, compounded, pace_sign


class Point(NamedTuple):
    """A value in a year."""

    year: int
    value: Decimal


def trajectory(start: Point, end: Point, year: int) -> Decimal:
    """The value of the path from ``start`` to ``end`` in a year between them; afterwards it stays at the end.

    The path grows at a constant rate; where such a path does not exist (an end that is not positive) it is a
    straight line. ``start.year < end.year``.

    >>> print(f"{trajectory(Point(2022, Decimal('1504.37')), Point(2027, Decimal(2100)), 2024):.1f}")
    1719.1
    >>> trajectory(Point(2020, Decimal(-5)), Point(2025, Decimal(5)), 2023)
    Decimal('1')
    """
    if year >= end.year:
        return end.value
    if year <= start.year:
        return start.value
    years, all_years = year - start.year, end.year - start.year
    growth = compound_growth(start.value, end.value, all_years) if _compound(start, end) else None
    if growth is not None:
        return compounded(start.value, growth, years)
    share = WIDE.divide(Decimal(years), Decimal(all_years))
    return WIDE.fma(WIDE.subtract(end.value, start.value), share, start.value).normalize(WIDE)


def side(start: Point, end: Point, latest: Point) -> int:
    """Whether ``latest`` lies above (+1), on (0) or below (-1) the path, decided exactly, by integer powers."""
    years, all_years = latest.year - start.year, end.year - start.year
    if years >= all_years:
        return _sign(latest.value - end.value)
    if not _compound(start, end):
        rise = (Fraction(end.value) - Fraction(start.value)) * Fraction(years, all_years)
        return _sign(Fraction(latest.value) - Fraction(start.value) - rise)
    if latest.value <= 0:
        return -1
    return pace_sign(start.value, latest.value, years, end.value, all_years, Decimal(1))


def _compound(start: Point, end: Point) -> bool:
    return start.value > 0 and end.value > 0


def _sign(number: Decimal | Fraction) -> int:
    return (number > 0) - (number < 0)
