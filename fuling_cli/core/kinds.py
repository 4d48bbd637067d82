"""Kinds of target: the number to reach and the series to judge, before any method sees either."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from fuling_cli.core.decimals import WIDE, round_half_up
from fuling_cli.core.figure import Figure
from fuling_cli.core.target import Target

INDEX = Decimal(100)
COMPUTED = Decimal("0E-20")
"""Added to an index: gives it more digits than any figure is published with, by which it is known to be computed."""


class Series(NamedTuple):
    """Figures by year; ``missing`` is the year before which a chain or a running total ends though more was published.

    It has no figure, or, where ``unusable``, one that cannot be put together with those before it.
    """

    figures: Mapping[int, Figure]
    missing: int | None = None
    unusable: bool = False


def series_to_judge(target: Target, figures: Mapping[int, Figure]) -> Series:
    """The figures that are computed with: those since a break in the series, chained or added up where they have to be.

    Yearly growth rates in percent become an index of 100 in the base year, yearly amounts a running total of 0 in it.
    """
    start = target.comparable_from
    comparable = {year: figure for year, figure in figures.items() if start is None or year >= start}
    if target.figures == "level":
        return Series(comparable)
    held = Figure.exactly(INDEX if target.figures == "growth" else Decimal(0))
    found, year = {target.base_year: held}, target.base_year + 1
    while year in comparable:
        ends = [_next_value(target, *pair) for pair in zip(held[1:], comparable[year][1:], strict=True)]
        printed = ends[0] if ends[0] is not None else ends[1]
        if printed is None or (printed <= 0 and target.figures == "growth"):
            break  # at least, and then at most; or nothing is left that could grow
        held = found[year] = Figure(printed, *ends)
        year += 1
    return Series(found, year if any(later >= year for later in comparable) else None, unusable=year in comparable)


def _next_value(target: Target, held: Decimal | None, figure: Decimal | None) -> Decimal | None:
    """The index or the total a year on; None where one of the two is open."""
    if held is None or figure is None:
        return None
    if target.figures == "flow":
        return WIDE.add(held, figure)
    index = WIDE.multiply(held, WIDE.add(Decimal(1), figure.scaleb(-2)))
    return index.quantize(Decimal(1)) if index == index.to_integral_value() else WIDE.add(index, COMPUTED)


def judged_unit(target: Target) -> str:
    """The unit of the series that is judged: an index has the year in which it is 100."""
    return f"{target.base_year}=100" if target.figures == "growth" else target.unit


def readable_figure(target: Target, figure: Figure, *, computed: bool = False) -> Figure:
    """A figure as readers see it: with two decimals where it was ``computed``, or chained to an index."""
    if not computed and target.figures != "growth":
        return figure
    ends = (None if number is None else round_half_up(number, 2) for number in (figure.low, figure.high))
    return Figure(round_half_up(figure.printed, 2), *ends)


def aim_from(target: Target, baseline: Decimal, latest: Decimal) -> Target:
    """The target with one number to reach and one direction: of a range, the end that lies nearer."""
    if target.value_range is None:
        return target
    low, high = target.value_range
    if latest < low or (latest <= high and baseline <= low):
        return target._replace(value=low, direction="up", at="least")
    if latest > high or baseline > high:
        return target._replace(value=high, direction="down", at="most")
    return target._replace(value=high, direction="up", at="least")
