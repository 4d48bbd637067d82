"""The paths of a target, year by year: planned, still needed, at the pace so far, and at a growth of one's own."""

from decimal import Decimal

from fuling_cli.core.figure import Figure
from fuling_cli.core.growth import Point, compound_growth, compound_value, path_value
from fuling_cli.core.indicators import evaluate_at_bounds
from fuling_cli.core.standing import Standing

PATHS = ("planned", "needed", "pace", "what_if")


def path_values(standing: Standing, year: int, growth: Decimal | None = None) -> dict[str, Figure | None]:
    """The value of each of `PATHS` in a year, in the target's unit; None where the path does not pass through it.

    The planned path leads from the baseline to the deadline, the others from the latest actual; ``growth`` is the
    what-if, a fraction a year. An undated target has no path to a deadline.
    """
    return evaluate_at_bounds(standing, lambda base, last: _values(standing, year, growth, base, last))


def _values(
    standing: Standing, year: int, growth: Decimal | None, base: Decimal, last: Decimal
) -> dict[str, Decimal | None]:
    """The paths with one number each for the baseline and the latest actual."""
    start, latest, by = standing.baseline.year, standing.latest.year, standing.target.by
    values: dict[str, Decimal | None] = dict.fromkeys(PATHS)
    if by is None or not start <= year <= by:
        return values
    goal = Point(by, standing.goal(base))
    if start < by:
        values["planned"] = path_value(Point(start, base), goal, year)
    if latest <= year and latest < by:
        observed = compound_growth(base, last, latest - start)
        values["needed"] = path_value(Point(latest, last), goal, year)
        values["pace"] = None if observed is None else compound_value(last, observed, year - latest)
        values["what_if"] = None if growth is None else compound_value(last, growth, year - latest)
    return values
