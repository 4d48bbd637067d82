"""A published number: exact, known only as a bound, or a range; its digits stay as they were printed."""

from dataclasses import dataclass
from decimal import Decimal

from fuling_cli.core.exact import EXACT


@dataclass(frozen=True, slots=True)
class Figure:
    """Exactly one of: ``value`` | ``low`` (at least) | ``high`` (at most) | ``low`` and ``high`` (a range)."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a shape that means nothing."""
        if (self.value is None) == (self.low is None and self.high is None):
            raise ValueError("a figure is a value, or a bound, or a range")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError("a range runs from the smaller to the larger number")

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
        assert end is not None  # __post_init__ let none through
        return end

    def times(self, factor: Decimal) -> "Figure":
        """The same figure in another unit, exactly: no digit is rounded away."""
        return Figure(*(n if n is None else EXACT.multiply(n, factor) for n in (self.value, self.low, self.high)))
