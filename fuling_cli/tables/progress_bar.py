"""A share as a bar of characters."""

from decimal import ROUND_FLOOR, Decimal

from fuling_cli.core.figure import Figure

DONE, OPEN, LEFT = "█?░"
LENGTH = 10


def progress_bar(share: Figure, length: int = LENGTH) -> str:
    """The share done as a bar, with what a bound leaves open.

    >>> progress_bar(Figure.exactly(Decimal("0.38")))
    '███░░░░░░░'
    >>> progress_bar(Figure(Decimal("0.32"), Decimal("0.32"), None))
    '███???????'
    """
    low = 0 if share.low is None else _full_cells(share.low, length)
    high = length if share.high is None else _full_cells(share.high, length)
    return DONE * low + OPEN * (high - low) + LEFT * (length - high)


def _full_cells(share: Decimal, length: int) -> int:
    """Full cells only: a bar is never fuller than what was done."""
    return int((min(max(share, Decimal(0)), Decimal(1)) * length).to_integral_value(ROUND_FLOOR))
