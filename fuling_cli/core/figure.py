"""One bounded number: published or computed, exact, known only as a bound, or a range; digits stay as printed."""

from decimal import Decimal
from typing import NamedTuple

from fuling_cli.core.decimals import EXACT
from fuling_cli.language import Message, message


class Figure(NamedTuple):
    """A number with the ends between which it lies.

    ``printed`` is the number that was printed, or computed from printed numbers: the low end of a range. ``low`` and
    ``high`` are that same number where it is exact, and None on a side that is open.
    """

    printed: Decimal
    low: Decimal | None
    high: Decimal | None

    @classmethod
    def exactly(cls, number: Decimal) -> "Figure":
        """A number that is known itself."""
        return cls(number, number, number)

    @classmethod
    def at_least(cls, low: Decimal) -> "Figure":
        """A lower bound."""
        return cls(low, low, None)

    @classmethod
    def at_most(cls, high: Decimal) -> "Figure":
        """An upper bound."""
        return cls(high, None, high)

    @classmethod
    def between(cls, low: Decimal, high: Decimal) -> "Figure":
        """A range; raises ValueError where it does not run from the smaller to the larger number."""
        if not low < high:
            raise ValueError("a range runs from the smaller to the larger number")
        return cls(low, low, high)

    @classmethod
    def from_fields(cls, value: Decimal | None, low: Decimal | None, high: Decimal | None) -> "Figure":
        """A figure as files write it: exactly one of ``value`` | ``low`` | ``high`` | ``low`` and ``high``.

        Raises ValueError for any other shape.
        """
        match value, low, high:
            case Decimal(), None, None:
                return cls.exactly(value)
            case None, Decimal(), None:
                return cls.at_least(low)
            case None, None, Decimal():
                return cls.at_most(high)
            case None, Decimal(), Decimal():
                return cls.between(low, high)
        raise ValueError("a figure is a value, or a bound, or a range")

    @property
    def exact(self) -> bool:
        """Whether the number itself is known."""
        return self.low is not None and self.low == self.high

    @property
    def value(self) -> Decimal | None:
        """The number itself; None where only bounds are known."""
        return self.printed if self.exact else None

    @property
    def fields(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """``value``, ``low`` and ``high`` as files write them: the value alone, or the bounds that are known."""
        return (self.printed, None, None) if self.exact else (None, self.low, self.high)

    def times(self, factor: Decimal) -> "Figure":
        """The same figure in another unit, exactly: no digit is rounded away."""
        printed, low, high = (None if n is None else EXACT.multiply(n, factor) for n in self)
        assert printed is not None
        return Figure(printed, low, high)


class Dated(NamedTuple):
    """A figure in a year."""

    year: int
    figure: Figure


def figure_words(figure: Figure) -> Message:
    """A figure in words: the number, "more than" it, "less than" it, or a range."""
    if figure.exact:
        return message("figure.exact", value=figure.printed)
    if figure.low is not None and figure.high is not None:
        return message("figure.range", low=figure.low, high=figure.high)
    if figure.low is not None:
        return message("figure.low", low=figure.low)
    return message("figure.high", high=figure.high)
