"""Where a target stands on a day: its baseline, its latest actual and the figures between them, in one unit."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fuling_cli.core.figure import Dated, Figure
from fuling_cli.core.growth import Point, compound_path_exists
from fuling_cli.core.kinds import aim_from, judged_unit, series_to_judge
from fuling_cli.core.pace import Pace, pace_of
from fuling_cli.core.target import Target
from fuling_cli.core.units import unit_of
from fuling_cli.core.verdict import Method, PaceKind, Question
from fuling_cli.language import Message, message

OVERDUE_FROM = 7, 1
"""The month and the day of the year after the deadline from which a figure of its year is overdue."""
ENDS_OF_SHARES = Decimal(0), Decimal(100)


class Standing(NamedTuple):
    """Where a target stands on a day: its baseline, its latest actual, and the series, all in its unit.

    The latest actual is the deadline's where that is known. ``pinned`` where the plan itself gives the baseline;
    ``missing`` and ``unusable`` say where a chain or a running total ends before its time. ``pace`` and ``tolerance``
    are those of the method that judges.
    """

    target: Target
    baseline: Dated
    latest: Dated
    figures: Mapping[int, Figure]
    pinned: bool
    as_of: date
    missing: int | None = None
    unusable: bool = False
    pace: PaceKind = "compound"
    tolerance: Decimal = Decimal(0)

    @classmethod
    def of(cls, target: Target, published: Mapping[int, Figure], as_of: date) -> "Standing | Message":
        """The standing by a series in the target's unit; the reason where nothing can be computed from it."""
        figures, missing, unusable = series_to_judge(target, published)
        years = sorted(figures)
        start = next((year for year in years if year >= target.base_year), None)
        if start is None:
            first = max(target.base_year, target.comparable_from or target.base_year)
            return message("reason.no_figure_since", base_year=first, last=max(published))
        relative = target.multiple is not None or target.growth is not None
        if relative and start != target.base_year and target.baseline is None:
            return message("reason.no_base_year", base_year=target.base_year)
        if target.growth is not None and target.by is None:
            return message("reason.growth_undated")
        pinned = target.baseline is not None
        baseline = Dated(start, figures[start])
        if target.baseline is not None:
            baseline = Dated(target.base_year, Figure.exactly(target.baseline))
        end = target.due if target.due in figures and target.due is not None else years[-1]
        measured = target._replace(unit=judged_unit(target))
        return cls(measured, baseline, Dated(end, figures[end]), figures, pinned, as_of, missing, unusable)

    def judged_by(self, method: Method) -> "tuple[Standing, Method]":
        """The standing under a method, and the method that judges: another where no compound path exists."""
        baseline, latest = self.baseline.figure.printed, self.latest.figure.printed
        number = self.question(baseline, latest).number
        if method.without_path is not None and not (number and compound_path_exists(baseline, number)):
            method = method.without_path
        return self._replace(pace=method.pace, tolerance=method.tolerance), method

    @property
    def base_year_missing(self) -> bool:
        """Whether a later year stands in for the base year."""
        return self.baseline.year != self.target.base_year

    @property
    def unstarted(self) -> bool:
        """Whether an index or a running total has not got beyond its beginning, which nobody published."""
        return self.target.figures != "level" and self.latest.year == self.target.base_year

    @property
    def single(self) -> bool:
        """Whether one and the same figure is the baseline and the latest actual."""
        return self.baseline.year == self.latest.year and not self.pinned

    @property
    def closed(self) -> bool:
        """Whether the figure of the deadline's year is known."""
        return self.latest.year == self.target.due

    @property
    def awaited(self) -> bool:
        """Whether the deadline has passed without a figure of its year."""
        due = self.target.due
        return due is not None and self.as_of.year > due and not self.closed

    @property
    def overdue(self) -> bool:
        """Whether that figure, or another that is missing before it, should have been published long since."""
        due = self.target.due
        return self.awaited and due is not None and self.as_of >= date(due + 1, *OVERDUE_FROM)

    @property
    def stale(self) -> bool:
        """Whether a newer figure could be expected: from 1 July last year's, before that the one of the year before."""
        years = 1 if (self.as_of.month, self.as_of.day) >= OVERDUE_FROM else 2
        return not self.closed and self.latest.year < self.as_of.year - years

    def goal(self, baseline: Decimal | None = None, latest: Decimal | None = None) -> Decimal:
        """The number to reach, with baseline and latest actual as printed unless other ends of them are given."""
        base = self.baseline.figure.printed if baseline is None else baseline
        return self.question(base, self.latest.figure.printed if latest is None else latest).goal

    def question(self, baseline: Decimal, latest: Decimal) -> Question:
        """The question to a method, with one number for the baseline and one for the latest actual."""
        aim = aim_from(self.target, baseline, latest)
        number = aim.goal(baseline)
        start, end = Point(self.baseline.year, baseline), Point(self.latest.year, latest)
        by = self.latest.year if aim.due is None else aim.due
        return Question(aim, by, number, start, end, self._series(start, end), self.meets(aim, latest, number))

    def meets(self, aim: Target, value: Decimal, number: Decimal | None) -> bool:
        """Whether a value meets the number to reach, or comes as near to 0 % or 100 % as the method takes for there."""
        if number is None:
            return False
        share = self.tolerance and number in ENDS_OF_SHARES and unit_of(aim.unit).noun == "%"
        return aim.met(value, number) or bool(share and abs(value - number) <= self.tolerance)

    def starts_within_range(self, baseline: Decimal) -> bool:
        """Whether the baseline lies in the range to be reached, which then is one to be kept."""
        ends = self.target.value_range
        return ends is not None and ends[0] <= baseline <= ends[1]

    def pace_at(self, baseline: Decimal, latest: Decimal) -> Pace | None:
        """The pace under the method that judges, with one number for the baseline and one for the latest actual."""
        return pace_of(self.question(baseline, latest), self.pace)

    def _series(self, start: Point, end: Point) -> tuple[Point, ...]:
        """The exact actuals by year, up to and with the end."""
        known = {year: figure.printed for year, figure in self.figures.items() if figure.exact}
        if start.year in known and not self.pinned:
            known[start.year] = start.value
        known[end.year] = end.value
        return tuple(Point(year, value) for year, value in sorted(known.items()) if year <= end.year)
