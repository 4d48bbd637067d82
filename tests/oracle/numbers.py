"""The numbers beside a verdict, at the ends that were printed, and the year in which the target is reached."""

from fractions import Fraction
from math import log

from tests.oracle.exact import growth, path_value
from tests.oracle.methods import Case, mean_change, within_limit
from tests.oracle.standing import Stand, earlier, met, surely_met

LAST_YEAR = 9999
NAMES = (
    "ratio",
    "planned_growth",
    "observed_growth",
    "remaining_growth",
    "trajectory",
    "gap",
    "share_done",
    "projected",
)
"""The numbers of a finding."""


def numbers(stand: Stand, case: Case) -> dict[str, Fraction | None]:
    """The numbers beside the verdict, at the ends that were printed."""
    found: dict[str, Fraction | None] = {"observed_growth": case.observed}
    if case.goal is None or stand.aim.every_year:  # "no required growth, no share done, no pace"
        return found
    inside = stand.aim.inside
    kept = inside is not None and inside[0] <= case.baseline <= inside[1]  # "or is a limit to be kept"
    way = 0 if kept else (case.goal - case.baseline) * case.sign
    if way > 0:  # "empty where the target lies on the wrong side of the baseline"
        found["share_done"] = (case.value - case.baseline) / (case.goal - case.baseline)
    if case.due is None or case.due <= case.start:
        return found
    all_years, left = case.due - case.start, case.due - case.year
    planned = path_value(case.baseline, case.goal, case.done, all_years)
    if not kept:
        found |= {"trajectory": planned, "gap": case.value - planned}
    if case.goal > 0:
        found["planned_growth"] = None if kept else growth(case.baseline, case.goal, all_years)
        found["remaining_growth"] = None if case.met else growth(case.value, case.goal, left)
    pace = at_pace(stand, case, left) if left >= 0 else None
    found["projected"] = None if pace is None else within_limit(case, pace)
    return found


def at_pace(stand: Stand, case: Case, years: int) -> Fraction | None:
    """The value so many years on, "at the pace of the method that judged": a straight line for `linear`.

    A straight line too for `path` where no compound path exists.
    """
    slope = straight_pace(stand, case)
    if slope is not None:
        return case.value + slope * years
    if stand.method == "linear" or case.observed is None:
        return None
    return case.value * (1 + case.observed) ** years


def straight_pace(stand: Stand, case: Case) -> Fraction | None:
    """The yearly change of a pace that is a straight line; None where it is none, or is not known."""
    if stand.method == "linear":
        return mean_change(case)
    if stand.method == "path" and case.goal is not None and min(case.goal, case.baseline) <= 0 < case.done:
        return (case.value - case.baseline) / case.done
    return None


def reached_in(stand: Stand, case: Case) -> int | None:
    """The year "it is met for good, at the method's pace; null where unknown". An upper bound meets nothing."""
    if case.goal is None or stand.aim.every_year:
        return None
    if case.met:
        since = None
        for year in sorted(earlier(stand) | {stand.year}):
            sure = surely_met(stand, year, case.goal)
            since = (since or year) if sure else None
        return since
    if stand.method == "linear" or straight_pace(stand, case) is not None:
        slope = straight_pace(stand, case)
        if slope is None or slope * case.sign <= 0:
            return None
        guess = int((case.goal - case.value) / slope)
    else:
        if case.observed is None or case.observed * case.sign <= 0 or case.value <= 0 or case.goal <= 0:
            return None
        guess = _years_by_logarithms(case)
    for years in range(max(guess - 2, 1), guess + 3):
        if case.year + years <= LAST_YEAR and _reached(stand, case, years):
            return case.year + years
    return None


def _reached(stand: Stand, case: Case, years: int) -> bool:
    """Whether the pace has met the goal after so many years; a compound one by whole powers, v^(m+k) and T^m·b^k."""
    assert case.goal is not None
    slope = straight_pace(stand, case)
    if slope is not None:
        return met(stand, case.value + slope * years, case.goal)
    power, wanted = case.value ** (case.done + years), case.goal**case.done * case.baseline**years
    strict = stand.aim.at in ("more", "less") and not stand.aim.whole
    return (power - wanted) * case.sign > 0 or (power == wanted and not strict)


def _years_by_logarithms(case: Case) -> int:
    """A first guess of the years to go, within one of the truth, held against whole powers afterwards."""
    assert case.goal is not None
    rate = log(case.value / case.baseline) / case.done
    return min(int(log(case.goal / case.value) / rate), LAST_YEAR) if rate else LAST_YEAR
