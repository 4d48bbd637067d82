"""Decimal arithmetic: exact, or to 60 digits; and rounding half up, as published statistics are rounded."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    localcontext,
)
from itertools import pairwise

TRAPS = [InvalidOperation, DivisionByZero, Overflow]

LARGEST = Decimal(10**18)
"""The largest number that a file may hold, either way of zero."""
MOST_DIGITS = 28
"""Digits of one number, as it is written in its unit."""

EXACT = Context(prec=1000, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[*TRAPS, Inexact])
"""Sums and products that must not lose a digit: a lost one raises `decimal.Inexact`."""

LONG = Context(prec=1000, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=TRAPS)
"""Powers that decide a verdict: exact unless a number has more digits than any that was ever published."""

WIDE = Context(prec=60, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=TRAPS)
"""Roots and quotients: 60 significant digits, far below the last digit of anything printed."""

GUARDED = Context(prec=80, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=TRAPS)
"""The steps to such a result: what they round away is too small for its 60 digits."""

STEPS = (*(Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=TRAPS) for digits in (36, 66)), GUARDED)
"""From the 15 digits of a float to 60, where each step doubles those that are right: the first need not know many."""

MOST_DECIMALS = 40
_UNITS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(MOST_DECIMALS + 1))


def own_context() -> AbstractContextManager[Context]:
    """Arithmetic that a caller's own decimal context does not change."""
    return localcontext(LONG)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """The value rounded to ``decimals`` places, halves away from zero, as published statistics are.

    >>> round_half_up(Decimal("5.25"), 1), round_half_up(Decimal("-0.004"), 2)
    (Decimal('5.3'), Decimal('0.00'))
    """
    digits = value.adjusted() + decimals + 2  # a projection may have hundreds
    room = WIDE if digits <= WIDE.prec else Context(prec=digits)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, room)
    return abs(rounded) if rounded == 0 else rounded


def decimals_apart(values: Iterable[Decimal], least: int) -> int:
    """The fewest decimals, at least ``least``, with which values that differ are printed differently.

    >>> decimals_apart([Decimal("6.516"), Decimal("6.490")], 1)
    2
    >>> decimals_apart([Decimal("6.516"), Decimal("6.5")], 1)
    2
    """
    ordered = sorted(set(values))
    pairs = [*pairwise(ordered)]
    return next(
        (
            decimals
            for decimals in range(least, MOST_DECIMALS)
            if all(_differ_in_print(*pair, decimals) for pair in pairs)
        ),
        MOST_DECIMALS,
    )


def _differ_in_print(lower: Decimal, upper: Decimal, decimals: int) -> bool:
    """Whether two numbers are printed differently; far apart, rounding cannot bring them together."""
    return upper - lower > _UNITS[decimals] or round_half_up(lower, decimals) != round_half_up(upper, decimals)


def half_last_digit(printed: Decimal) -> Decimal:
    """Half a unit of the last printed digit: what rounding may have taken from a figure or added to it.

    A figure in another unit keeps its digits, so that 1626 亿元 stays as rough in 万元.

    >>> half_last_digit(Decimal("1504.37")), half_last_digit(Decimal("1626")), half_last_digit(Decimal("1626E+4"))
    (Decimal('0.005'), Decimal('0.5'), Decimal('5E+3'))
    """
    return Decimal(5).scaleb(-decimals_of(printed) - 1)


def decimals_of(printed: Decimal) -> int:
    """How many decimals a number was printed with; negative where its last digit stands for tens or more.

    >>> decimals_of(Decimal("108.00")), decimals_of(Decimal("1626E+4"))
    (2, -4)
    """
    exponent = printed.as_tuple().exponent
    if not isinstance(exponent, int):
        raise TypeError("only a finite number has a last digit")
    return -exponent
