"""The methods of spec.md section 4, each over one number for the baseline and one for the latest actual."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from tests.oracle.exact import decided, exact_root, growth, pace_sign, path_sign, path_value, root_between, sign

POINTS = 6
"""What `linear` wants: "six points (gaps between them allowed)"."""
TREND_POWER = Fraction(444, 100)


@dataclass(frozen=True)
class Case:
    """Exact numbers: b at year y0, v at year y1, T at year yT; d is +1 for up, -1 for down.

    ``due`` is yT, None for a target without a deadline; ``goal`` is T, None for a direction without a number.
    ``points`` are the exact figures up to y1, by year; ``met`` is whether v meets the target.
    """

    sign: int
    start: int
    baseline: Fraction
    year: int
    value: Fraction
    due: int | None
    goal: Fraction | None
    met: bool
    points: tuple[tuple[int, Fraction], ...]
    limit: Fraction | None

    @property
    def done(self) -> int:
        """Years observed."""
        return self.year - self.start

    @property
    def observed(self) -> Fraction | None:
        """Observed = (v/b)^(1/(y1-y0)) - 1."""
        return growth(self.baseline, self.value, self.done)

    @property
    def dated_goal(self) -> tuple[Fraction, int, int]:
        """T, the years of the whole way, and the years left (0 after the deadline)."""
        assert self.goal is not None
        assert self.due is not None
        return self.goal, self.due - self.start, max(self.due - self.year, 0)


@dataclass(frozen=True)
class Found:
    """A verdict, the method's band, its measure, and flags that the method itself raises."""

    verdict: str
    band: str | None = None
    ratio: Fraction | None = None
    flags: frozenset[str] = frozenset()


NOT_ASSESSED = Found("not_assessed")


def cagr(case: Case) -> Found:
    """The ratio d·observed/abs(required), "target met → `target achieved` (achieved), tested first"."""
    goal, all_years, _ = case.dated_goal
    observed, required = case.observed, growth(case.baseline, goal, all_years) if goal > 0 else None
    ratio = None if observed is None or not required else case.sign * observed / abs(required)
    if case.met:
        return Found("achieved", "target achieved", ratio)
    if observed is None or required is None:
        return NOT_ASSESSED
    if case.sign * observed < 0:
        return Found("reversing", "deterioration", ratio)
    if required == 0:  # nothing is required, and no ratio exists
        return NOT_ASSESSED
    for share, verdict, band in (("0.95", "on_track", "on track"), ("0.60", "behind", "acceleration needed")):
        pace = pace_sign(case.value / case.baseline, case.done, goal / case.baseline, all_years, Fraction(share))
        if pace * case.sign >= 0:
            return Found(verdict, band, ratio)
    return Found("far_behind", "limited progress", ratio)


def mean_change(case: Case) -> Fraction | None:
    """The "mean yearly change over the last 6 points up to y1"; "with fewer the trend is not known"."""
    points = case.points[-POINTS:]
    if len(points) < POINTS:
        return None
    (first_year, first), (last_year, last) = points[0], points[-1]
    return (last - first) / (last_year - first_year)


def linear(case: Case) -> Found:
    """The mean change extended to yT: miss = (T - projection)/(T - v)."""
    change = mean_change(case)
    assert case.goal is not None
    assert case.due is not None
    if (
        change is None
    ):  # "a target that is met is `achieved` without a band (flag `few_points`), any other not assessed"
        return Found("achieved", flags=frozenset({"few_points"})) if case.met else NOT_ASSESSED
    if case.met and change * case.sign >= 0:
        return Found("achieved", "sun")
    if case.met:
        return Found("achieved", "sun and cloud", flags=frozenset({"worsening"}))
    way = case.goal - case.value
    miss = (way - change * (case.due - case.year)) / way if way else None
    if change * case.sign <= 0:
        return Found("reversing", "storm", miss)
    if miss is None or miss < Fraction("0.05"):
        return Found("on_track", "sun", miss)
    if miss <= Fraction("0.20"):
        return Found("behind", "sun and cloud", miss)
    return Found("far_behind", "cloud", miss)


def projection(case: Case) -> Found:
    """Growth as observed until yT, p = v·(1+observed)^(yT-y1): ratio = (p - b)/(T - b), in the target's direction."""
    goal, _, left = case.dated_goal
    observed, way = case.observed, goal - case.baseline
    projected = None if observed is None else within_limit(case, case.value * (1 + observed) ** left)
    ratio = None if projected is None or way == 0 else case.sign * (projected - case.baseline) / abs(way)
    if case.met:
        return Found("achieved", "achieved", ratio)
    if ratio is None:
        return NOT_ASSESSED
    if case.sign * (case.value - case.baseline) < 0:
        return Found("reversing", "stagnation or regression", ratio)
    for share, verdict, band in (("0.95", "on_track", "on track"), ("0.10", "behind", "acceleration needed")):
        if _projected_sign(case, left, case.baseline + Fraction(share) * way) * case.sign >= 0:
            return Found(verdict, band, ratio)
    return Found("far_behind", "stagnation or regression", ratio)


def _projected_sign(case: Case, left: int, number: Fraction) -> int:
    """Whether p lies above (+1), at or below (-1) a number: v^(done+left) against number^done·b^left."""
    if number <= 0 or case.value == 0:
        above = sign(case.value - number) if case.value == 0 or left == 0 else 1
    else:
        above = sign(case.value ** (case.done + left) - number**case.done * case.baseline**left)
    if case.limit is not None and case.value <= case.limit:
        return min(above, sign(case.limit - number))
    return above if case.limit is None else max(above, sign(case.limit - number))


def within_limit(case: Case, number: Fraction) -> Fraction:
    """A number cut at the natural limit: "no projection or path goes beyond it", from the side where the value lies."""
    if case.limit is None:
        return number
    return min(number, case.limit) if case.value <= case.limit else max(number, case.limit)


def path(case: Case) -> Found:
    """V against the trajectory of its year: "at or better", "between b and it", "worse than b"."""
    goal, all_years, _ = case.dated_goal
    if all_years <= 0:
        return Found("achieved") if case.met else NOT_ASSESSED
    planned = path_value(case.baseline, goal, case.done, all_years)
    ratio = case.value / planned if planned > 0 else None
    if case.met:
        return Found("achieved", "on path", ratio)
    if case.done <= 0:
        return NOT_ASSESSED
    if path_sign(case.baseline, goal, case.done, all_years, case.value) * case.sign >= 0:
        return Found("on_track", "on path", ratio)
    if (case.value - case.baseline) * case.sign >= 0:
        return Found("behind", "below path", ratio)
    return Found("reversing", "moving away", ratio)


def trend(case: Case) -> Found:
    """G = d·observed growth against 0.015·C and 0.005·C."""
    rate = case.observed
    if rate is None:
        return NOT_ASSESSED
    if case.sign * rate < 0:
        return Found("reversing", "deterioration", case.sign * rate)
    for share, verdict, band in (
        ("0.015", "on_track", "substantial progress"),
        ("0.005", "behind", "moderate progress"),
    ):
        if decided(_over_threshold(case, Fraction(share))) >= 0:
            return Found(verdict, band, case.sign * rate)
    return Found("far_behind", "limited progress", case.sign * rate)


def _over_threshold(case: Case, share: Fraction) -> Callable[[int], tuple[Fraction, Fraction]]:
    """G less share·C, between two fractions."""

    def interval(digits: int) -> tuple[Fraction, Fraction]:
        rates = [root - 1 for root in root_between(case.value / case.baseline, case.done, digits)]
        low, high = sorted(case.sign * rate for rate in rates)
        least, most = _scale(case, digits)
        return low - share * most, high - share * least

    return interval


def _scale(case: Case, digits: int) -> tuple[Fraction, Fraction]:
    """C: 1 without a limit, "else 1 - (b/limit)^4.44 below the limit", mirrored up to twice the limit, "1 above"."""
    if case.limit is None or case.baseline > 2 * case.limit:
        return Fraction(1), Fraction(1)
    share = min(case.baseline, 2 * case.limit - case.baseline) / case.limit
    power, degree = TREND_POWER.numerator, TREND_POWER.denominator
    root = exact_root(share, degree)
    low, high = (root, root) if root is not None else root_between(share, degree, digits)
    return 1 - high**power, 1 - low**power


def every_year(case: Case) -> Found:
    """Destatis' rule for annual targets: met or missed, and whether the mean change is for the worse.

    Fewer than six points: the band is unknown, as for `linear`; a target that is met is on track all the same.
    """
    change = mean_change(case)
    if change is None:
        return Found("on_track", flags=frozenset({"few_points"})) if case.met else NOT_ASSESSED
    if case.met and change * case.sign >= 0:
        return Found("on_track", "sun")
    if case.met:
        return Found("on_track", "sun and cloud", flags=frozenset({"worsening"}))
    return Found("behind", "cloud") if change * case.sign > 0 else Found("reversing", "storm")


METHODS: Mapping[str, Callable[[Case], Found]] = MappingProxyType(
    {"cagr": cagr, "linear": linear, "path": path, "projection": projection, "trend": trend}
)
