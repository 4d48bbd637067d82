"""The pace of a series, as the method that judges assumes it to go on: growth at a rate, or change by a number."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, log, log1p
from typing import NamedTuple, TypeVar

from fuling_cli.core.decimals import WIDE
from fuling_cli.core.growth import Point, compound_growth, compound_path_exists, compound_value
from fuling_cli.core.verdict import PaceKind, Question

Number = TypeVar("Number", Decimal, Fraction)
MOST_POINTS = 6
LAST_YEAR = 9999


class Pace(NamedTuple):
    """Growth in a fraction a year, or a change in the target's unit a year: one of the two."""

    growth: Decimal | None = None
    change: Fraction | None = None

    def value_after(self, value: Decimal, years: int) -> Decimal:
        """What a value becomes after so many years, to 60 digits."""
        if self.growth is not None:
            return compound_value(value, self.growth, years)
        assert self.change is not None
        return to_decimal(Fraction(value) + self.change * years)


def pace_of(question: Question, kind: PaceKind) -> Pace | None:
    """The pace of a series under a method; None where it has none."""
    baseline, latest = question.baseline, question.latest
    years = latest.year - baseline.year
    if kind == "none":
        return None
    if kind == "mean_change":
        change = mean_change(question.series)
        return None if change is None else Pace(change=change)
    if kind == "as_path" and question.number is not None and not compound_path_exists(baseline.value, question.goal):
        return Pace(change=(Fraction(latest.value) - Fraction(baseline.value)) / years) if years > 0 else None
    growth = compound_growth(baseline.value, latest.value, years)
    return None if growth is None else Pace(growth=growth)


def mean_change(points: Sequence[Point]) -> Fraction | None:
    """The mean yearly change over the last six points; None where there are fewer.

    >>> mean_change([Point(2015 + year, Decimal(2 * year)) for year in range(7)])
    Fraction(2, 1)
    """
    if len(points) < MOST_POINTS:
        return None
    first, last = points[-MOST_POINTS], points[-1]
    return (Fraction(last.value) - Fraction(first.value)) / (last.year - first.year)


def within_limit(limit: Number | None, start: Number, number: Number) -> Number:
    """A number on the way from ``start``, or the natural limit of the metric where it would go beyond that."""
    if limit is None:
        return number
    return min(number, limit) if start <= limit else max(number, limit)


def year_met(question: Question, pace: Pace) -> int | None:
    """The first year after the latest actual in which the pace meets the target; None where it never does."""
    sign, value, goal = question.target.sign, question.latest.value, question.goal
    if pace.change is not None:
        if pace.change * sign <= 0:
            return None
        guess = ceil((Fraction(goal) - Fraction(value)) / pace.change)
    else:
        growth = pace.growth
        if growth is None or growth * sign <= 0 or growth <= -1 or value <= 0 or goal <= 0:
            return None
        guess = _years_by_logarithms(value, goal, growth)
    for years in range(max(guess - 2, 1), guess + 3):
        if question.latest.year + years > LAST_YEAR:
            return None
        if question.target.met(_value_after_exactly(question, pace, years), goal):
            return question.latest.year + years
    return None


def _value_after_exactly(question: Question, pace: Pace, years: int) -> Decimal:
    """The value after so many years; the number to reach itself where it lies exactly on the way."""
    baseline, latest, goal = question.baseline, question.latest, question.goal
    value = pace.value_after(latest.value, years)
    done = latest.year - baseline.year
    if pace.growth is not None and done > 0 and WIDE.subtract(value, goal).copy_abs() < goal.scaleb(-50):
        observed = (
            Fraction(latest.value) ** (done + years) == Fraction(goal) ** done * Fraction(baseline.value) ** years
        )
        return goal if observed else value
    return value


def _years_by_logarithms(value: Decimal, goal: Decimal, growth: Decimal) -> int:
    """The years to go, within one of the truth, since floats find them."""
    quotient, factor = WIDE.divide(goal, value), WIDE.add(Decimal(1), growth)
    return LAST_YEAR if factor == 1 else min(ceil(_natural_log(quotient) / _natural_log(factor)), LAST_YEAR)


def _natural_log(number: Decimal) -> float:
    """The natural logarithm of a positive number to 15 digits, also of almost 1 and of what no float holds."""
    if Decimal("0.5") < number < 2:
        return log1p(WIDE.subtract(number, Decimal(1)))
    return log(number.scaleb(-number.adjusted())) + number.adjusted() * log(10)


def to_decimal(number: Fraction) -> Decimal:
    """A fraction to 60 digits."""
    return WIDE.divide(Decimal(number.numerator), Decimal(number.denominator))
