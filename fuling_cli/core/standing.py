"""Where a target stands: its baseline, its latest actual and the figures between them, in one unit."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from fuling_cli.core.figure import Dated, Figure
from fuling_cli.core.growth import Point
from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Question


class Standing(NamedTuple):
    """Where a target stands: its baseline, its latest actual, and the series, all in its unit.

    Once a figure of the deadline's year or later is known, the first such figure is the latest: it closes the target.
    ``pinned`` where the plan itself gives the baseline.
    """

    target: Target
    baseline: Dated
    latest: Dated
    figures: Mapping[int, Figure]
    pinned: bool

    @classmethod
    def of(cls, target: Target, figures: Mapping[int, Figure]) -> "Standing | None":
        """The standing by a series that is not empty; None where every figure is older than the base year."""
        years = sorted(figures)
        start = next((year for year in years if year >= target.base_year), None)
        if start is None:
            return None
        closing = [year for year in years if target.by is not None and year >= target.by]
        latest = Dated(closing[0], figures[closing[0]]) if closing else Dated(years[-1], figures[years[-1]])
        if target.baseline is not None:
            return cls(target, Dated(target.base_year, Figure.exactly(target.baseline)), latest, figures, pinned=True)
        return cls(target, Dated(start, figures[start]), latest, figures, pinned=False)

    @property
    def base_year_missing(self) -> bool:
        """Whether a later year stands in for the base year."""
        return self.baseline.year != self.target.base_year

    @property
    def single(self) -> bool:
        """Whether one and the same figure is the baseline and the latest actual."""
        return self.baseline.year == self.latest.year and not self.pinned

    @property
    def closed(self) -> bool:
        """Whether a figure of the deadline's year or later is known."""
        return self.target.by is not None and self.latest.year >= self.target.by

    def goal(self, baseline: Decimal | None = None) -> Decimal:
        """The number to reach, with the baseline as printed unless another end of it is given."""
        goal = self.target.goal(self.baseline.figure.printed if baseline is None else baseline)
        if goal is None:
            raise ValueError("a commitment without a number has no goal")
        return goal

    def question(self, baseline: Decimal, latest: Decimal) -> Question:
        """The question to a method, with one number for the baseline and one for the latest actual."""
        by = self.latest.year if self.target.by is None else self.target.by
        start, end = Point(self.baseline.year, baseline), Point(self.latest.year, latest)
        return Question(self.target, by, self.goal(baseline), start, end, self._series(start, end))

    def _series(self, start: Point, end: Point) -> tuple[Point, ...]:
        """The exact actuals by year, up to and with the end."""
        known = {year: figure.printed for year, figure in self.figures.items() if figure.exact}
        if not self.pinned:
            known[start.year] = start.value
        known[end.year] = end.value
        return tuple(Point(year, value) for year, value in sorted(known.items()) if year <= end.year)
