"""Small pictures in a cell: a share as a bar, and values by year as heights."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fuling_cli.core.figure import Figure

DONE, UNKNOWN, LEFT = "#", "?", "."
LENGTH = 10
HEIGHTS = "▁▂▃▄▅▆▇█"  # GBK has them too
NO_VALUE = "-"


class Heights(NamedTuple):
    """A value a year, None where there is none, and the two values that the lowest and the full height stand for."""

    values: tuple[Decimal | None, ...]
    low: Decimal
    high: Decimal


def meter(share: "Figure") -> str:
    """The share done as a bar of tenths, with what a bound leaves unknown.

    >>> from fuling_cli.core.figure import Figure
    >>> meter(Figure.exactly(Decimal("0.38")))
    '###.......'
    >>> meter(Figure(Decimal("0.32"), Decimal("0.32"), None))
    '###???????'
    """
    low = 0 if share.low is None else _tenths(share.low)
    high = LENGTH if share.high is None else _tenths(share.high)
    return DONE * low + UNKNOWN * (high - low) + LEFT * (LENGTH - high)


def sparkline(heights: Heights) -> str:
    """One character a year.

    >>> sparkline(Heights((Decimal(0), None, Decimal(50), Decimal(100)), Decimal(0), Decimal(100)))
    '▁-▅█'
    """
    return "".join(NO_VALUE if value is None else _height(value, heights) for value in heights.values)


def together(*rows: Sequence[Decimal | None]) -> tuple[Heights, ...]:
    """Rows of values on one scale, from the lowest of them all to the highest."""
    known = [value for row in rows for value in row if value is not None]
    low, high = min(known, default=Decimal(0)), max(known, default=Decimal(0))
    return tuple(Heights(tuple(row), low, high) for row in rows)


def _tenths(share: Decimal) -> int:
    """Full tenths only: a bar is never fuller than what was done."""
    return int(min(max(share, Decimal(0)), Decimal(1)).scaleb(1).to_integral_value(ROUND_FLOOR))


def _height(value: Decimal, heights: Heights) -> str:
    if heights.high == heights.low:
        return HEIGHTS[-1]
    part = (value - heights.low) / (heights.high - heights.low) * (len(HEIGHTS) - 1)
    return HEIGHTS[int(part.to_integral_value(ROUND_HALF_UP))]
