"""A published number: exact, known only as a bound, or a range; its digits stay as they were printed."""

from decimal import Decimal
from typing import NamedTuple, Self

from fuling_cli.core.decimals import EXACT


class _Numbers(NamedTuple):
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None


class Figure(_Numbers):
    """Exactly one of: ``value`` | ``low`` (at least) | ``high`` (at most) | ``low`` and ``high`` (a range)."""

    __slots__ = ()

    def __new__(cls, value: Decimal | None = None, low: Decimal | None = None, high: Decimal | None = None) -> Self:
        """Refuse a shape that means nothing."""
        if (value is None) == (low is None and high is None):
            raise ValueError("a figure is a value, or a bound, or a range")
        if low is not None and high is not None and not low < high:
            raise ValueError("a range runs from the smaller to the larger number")
        return super().__new__(cls, value, low, high)

    @classmethod
    def exactly(cls, number: Decimal) -> "Figure":
        """A number that was published itself: nothing is to be refused, and a ledger has a million of them."""
        return tuple.__new__(cls, (number, None, None))

    @property
    def exact(self) -> bool:
        """Whether the number itself was published."""
        return self.value is not None

    @property
    def printed(self) -> Decimal:
        """The number that was printed: the value, else the low end, else the high end."""
        if self.value is not None:
            return self.value
        end = self.high if self.low is None else self.low
        assert end is not None  # __new__ let none through
        return end

    def times(self, factor: Decimal) -> "Figure":
        """The same figure in another unit, exactly: no digit is rounded away."""
        return Figure(*(n if n is None else EXACT.multiply(n, factor) for n in (self.value, self.low, self.high)))
