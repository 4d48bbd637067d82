"""Where a target stands on a day: its baseline, its latest actual, and every end that their bounds leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from math import ceil, floor

from tests.oracle.methods import Case
from tests.oracle.record import Aim, Figure

FAR = 10**12
"""How far beyond all that is known an open end is looked for, in proportion to it."""
OPEN_BELOW = Fraction(0)
"""The lower end of "at most 100", where the metric is not negative."""


@dataclass(frozen=True)
class Stand:
    """A target with its series: where it starts, and its latest actual."""

    aim: Aim
    method: str
    as_of: date
    figures: Mapping[int, Figure]
    start: int
    baseline: Figure
    year: int
    latest: Figure

    @property
    def one(self) -> bool:
        """Whether one and the same figure is baseline and latest actual."""
        return self.start == self.year and self.aim.pinned is None

    @property
    def due(self) -> int | None:
        """The deadline; a direction without a number has none."""
        return self.aim.by if self.aim.has_number else None

    @property
    def closed(self) -> bool:
        """Whether the figure of the deadline's year is known."""
        return self.due is not None and self.year == self.due

    @property
    def awaited(self) -> bool:
        """Whether the deadline "has passed without a figure of its year"."""
        return deadline_passed(self.aim, self.as_of) and not self.closed


def stand_of(aim: Aim, figures: Mapping[int, Figure], as_of: date, method: str | None) -> Stand | None:
    """The baseline and the latest actual; None where there is none, or where the number to reach is not known.

    The baseline is that of the base year, pinned or published, else "the first later year stands in". The latest is the
    deadline's figure where it is known: "a later figure does not stand in for it".
    """
    years = [year for year in sorted(figures) if year >= aim.base_year]
    if not years or (years[0] != aim.base_year and not aim.pinned and (aim.multiple or aim.growth is not None)):
        return None
    start, baseline = (aim.base_year, aim.pinned) if aim.pinned else (years[0], figures[years[0]])
    year = aim.by if aim.has_number and aim.by in figures and aim.by is not None else years[-1]
    name = method or aim.method
    if not aim.has_number:
        name = "trend"
    stand = Stand(aim, name or "cagr", as_of, figures, start, baseline, year, figures[year])
    if name is None:
        ends = (baseline.printed, goal_at(stand, baseline.printed, stand.latest.printed))
        return stand if min(ends) > 0 else replace(stand, method="path")
    return stand


def goal_at(stand: Stand, baseline: Fraction, value: Fraction) -> Fraction:
    """The number to reach, with one number each for baseline and latest actual."""
    aim = stand.aim
    if aim.inside is not None:
        low, high = aim.inside
        if low <= value <= high:  # met: of both ends the one on the side of the baseline
            return low if baseline <= low else high
        return low if value < low else high
    if aim.value is not None:
        number = aim.value
    elif aim.multiple is not None:
        number = aim.multiple * baseline
    else:
        assert aim.growth is not None
        assert aim.by is not None
        number = baseline * (1 + aim.growth / 100) ** (aim.by - aim.base_year)
    if not aim.whole:
        return number
    if aim.at == "more":  # "the next whole number (more than 10 = 11)"
        return Fraction(floor(number) + 1)
    if aim.at == "less":
        return Fraction(ceil(number) - 1)
    return Fraction(ceil(number) if aim.at == "least" else floor(number))


def sign_at(stand: Stand, baseline: Fraction, value: Fraction) -> int:
    """+1 for up, -1 for down; towards a range from where the value is."""
    if stand.aim.inside is None:
        return stand.aim.sign
    low, high = stand.aim.inside
    return -1 if value > high or (value >= low and baseline > high) else 1


def met(stand: Stand, value: Fraction, goal: Fraction) -> bool:
    """Whether a value meets the target, under the method that judges."""
    aim = stand.aim
    if aim.inside is not None:
        return aim.inside[0] <= value <= aim.inside[1]
    share = aim.unit in ("%", "percent") and aim.figures != "growth"  # an index of 100 is no share of all
    if stand.method == "projection" and share and goal in (0, 100) and not aim.every_year:
        near = abs(value - goal) <= 1  # "what lies within 1 % of a target of 0 % or 100 %"
        return near or (value >= goal if aim.sign > 0 else value <= goal)
    if aim.at == "more" and not aim.whole:
        return value > goal
    if aim.at == "less" and not aim.whole:
        return value < goal
    return value >= goal if aim.sign > 0 else value <= goal


def case_at(stand: Stand, baseline: Fraction, value: Fraction, moved: int = 0) -> Case:
    """The question to a method, with one number each for baseline and latest actual.

    ``moved`` shifts the other points by half their last digit, up or down.
    """
    known = {year: one.printed + moved * one.half for year, one in stand.figures.items() if one.exact}
    if stand.aim.pinned is None and stand.baseline.exact:
        known[stand.start] = baseline
    known[stand.year] = value
    points = tuple((year, known[year]) for year in sorted(known) if year <= stand.year)
    goal = goal_at(stand, baseline, value) if stand.aim.has_number else None
    return Case(
        sign_at(stand, baseline, value), stand.start, baseline, stand.year, value, stand.due, goal,
        goal is not None and met(stand, value, goal), points, stand.aim.limit,
    )  # fmt: skip


def pairs(stand: Stand) -> Iterator[tuple[Fraction, Fraction]]:
    """Every end of the baseline with every end of the latest actual, the printed ones first."""
    lasts = ends_of(stand, stand.latest)
    if stand.one:
        return ((last, last) for last in lasts)
    return product(ends_of(stand, stand.baseline, base=True), lasts)


def ends_of(stand: Stand, figure: Figure, *, base: bool = False) -> list[Fraction]:
    """The numbers that a figure may be, the printed one first: upwards a bound is open, downwards it ends at nothing.

    A range target is met between its ends, so that these count where a bound leaves them open. No growth begins at 0: a
    baseline of "at most" ends a digit above it.
    """
    if figure.exact:
        return [figure.printed]
    known = [abs(other.printed) for other in stand.figures.values()]
    aim = stand.aim
    goals = [aim.value, aim.multiple, *(aim.inside or ())]
    far = FAR * (1 + sum(known) + sum(abs(goal) for goal in goals if goal is not None))
    high = far if figure.high is None else figure.high
    if figure.low is not None:
        low = figure.low
    elif figure.printed < 0:
        low = -far
    else:
        low = step_of(stand, figure) if base and step_of(stand, figure) < high else OPEN_BELOW
    inner = [number for number in aim.inside or () if low < number < high and not base]
    return [high, low, *inner] if figure.low is None else [low, high, *inner]


def step_of(stand: Stand, figure: Figure) -> Fraction:
    """One digit finer than a figure was printed, or whole."""
    return Fraction(1) if stand.aim.whole else figure.half / 5


def surely_met(stand: Stand, year: int, goal: Fraction) -> bool:
    """Whether a year's figure meets the target wherever within its bounds it lies."""
    return all(met(stand, end, goal) for end in ends_of(stand, stand.figures[year]))


def earlier(stand: Stand) -> set[int]:
    return {year for year in stand.figures if stand.start <= year < stand.year}


def deadline_passed(aim: Aim, as_of: date) -> bool:
    return aim.has_number and aim.by is not None and as_of.year > aim.by
