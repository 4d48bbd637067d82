"""The neutral picture: curves of values by year, before anyone draws it."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal, NamedTuple, TypeAlias, get_args

from fuling_cli.core.decimals import EXACT
from fuling_cli.core.figure import Dated
from fuling_cli.language import Message

Side: TypeAlias = Literal["high", "low"]
SIDES: tuple[Side, ...] = get_args(Side)
MOST_STEPS = 6
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


class Curve(NamedTuple):
    """Figures in the order of their years; ``key`` is that of the table's column, and ``column.KEY`` its heading."""

    key: str
    marks: tuple[Dated, ...]

    @property
    def open_sides(self) -> tuple[Side, ...]:
        """The sides, ``high`` above and ``low`` below, on which some of its values are not known."""
        return tuple(side for side in SIDES if any(getattr(mark.figure, side) is None for mark in self.marks))


class Chart(NamedTuple):
    """Curves over the same years in one unit.

    ``goal`` is the number to reach, in its year; ``level`` the same number where no year was announced. ``summary``
    says in a sentence what the picture shows, for those who do not see it.
    """

    title: Message
    unit: str
    curves: tuple[Curve, ...]
    goal: Dated | None
    level: Decimal | None
    summary: Message

    @property
    def years(self) -> range:
        """The years from the first mark to the last; empty where there is none."""
        years = [mark.year for mark in self._marks()]
        return range(min(years), max(years) + 1) if years else range(0)

    @property
    def actuals(self) -> tuple[Dated, ...]:
        """The marks of what was observed; empty where nothing was."""
        return next((curve.marks for curve in self.curves if curve.key == "actual"), ())

    @property
    def paths(self) -> tuple[Curve, ...]:
        """The curves of what was planned, is needed, or would come."""
        return tuple(curve for curve in self.curves if curve.key != "actual")

    def ticks(self, most: int = MOST_STEPS) -> tuple[Decimal, ...]:
        """Round numbers, at most ``most`` steps apart, that enclose every value; from zero where that is not far."""
        values = [end for mark in self._marks() for end in mark.figure if end is not None]
        values += [] if self.level is None else [self.level]
        low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
        if low > 0 and low * 3 < high:
            low = Decimal(0)
        if low == high:
            around = abs(low) / 10 or Decimal(1)
            low, high = low - around, high + around
        return _round_numbers(low, high, most)

    def _marks(self) -> Iterator[Dated]:
        for curve in self.curves:
            yield from curve.marks
        if self.goal is not None:
            yield self.goal


def _round_numbers(low: Decimal, high: Decimal, most: int) -> tuple[Decimal, ...]:
    """Multiples of 1, 2 or 5 times a power of ten.

    >>> [str(tick) for tick in _round_numbers(Decimal("1504.37"), Decimal(2100), 6)]
    ['1500', '1600', '1700', '1800', '1900', '2000', '2100']
    """
    power = Decimal(1).scaleb((high - low).adjusted() - 1)
    steps = (EXACT.multiply(step, power.scaleb(further)) for further in range(3) for step in _STEPS[:3])
    for step in steps:
        first = (low / step).to_integral_value(ROUND_FLOOR)
        last = (high / step).to_integral_value(ROUND_CEILING)
        if last - first <= most:
            whole = EXACT.quantize(step, Decimal(1)) if step >= 1 else step  # without an exponent
            return tuple(EXACT.multiply(whole, number) for number in range(int(first), int(last) + 1))
    raise AssertionError("a step of a hundredfold the range spans it")
