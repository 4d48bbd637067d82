"""The paths of a target, year by year: planned, still needed, at the pace so far, and at a growth of one's own."""

from decimal import Decimal

from fuling_cli.core.figure import Figure
from fuling_cli.core.growth import Point, path_value
from fuling_cli.core.indicators import evaluate_at_bounds
from fuling_cli.core.pace import Pace, within_limit
from fuling_cli.core.standing import Standing

PATHS = ("planned", "needed", "pace", "what_if")


def path_values(standing: Standing, year: int, growth: Decimal | None = None) -> dict[str, Figure | None]:
    """The value of each of `PATHS` in a year, in the target's unit; None where the path does not pass through it.

    The planned path leads from the baseline to the deadline, the others from the latest actual; no path is needed
    where the target is met. ``growth`` is the what-if, a fraction a year. A target without a deadline, and one that
    must hold in every year, has no path.
    """
    found = evaluate_at_bounds(standing, lambda base, last: _path_values(standing, year, growth, base, last))
    base, last = standing.baseline.figure.printed, standing.latest.figure.printed
    return found | {"needed": None} if standing.question(base, last).met else found


def _path_values(
    standing: Standing, year: int, growth: Decimal | None, base: Decimal, last: Decimal
) -> dict[str, Decimal | None]:
    """The paths with one number each for the baseline and the latest actual."""
    question = standing.question(base, last)
    start, latest, by = question.baseline, question.latest, question.target.due
    values: dict[str, Decimal | None] = dict.fromkeys(PATHS)
    if by is None or question.target.every_year or not start.year <= year <= by:
        return values
    goal = Point(by, question.goal)
    if start.year < by and not standing.starts_within_range(base):
        values["planned"] = path_value(start, goal, year)
    if latest.year <= year and latest.year < by:
        values["needed"] = path_value(latest, goal, year)
        paces = {"pace": standing.pace_at(base, last), "what_if": None if growth is None else Pace(growth=growth)}
        for name, pace in paces.items():
            if pace is not None:
                after = pace.value_after(last, year - latest.year)
                values[name] = within_limit(question.target.limit, last, after)
    return values
