"""A second implementation of spec.md section 4, which shares no code with the package and is held against it.

It works on the tables of the two files as any TOML parser reads them, in exact fractions: small and slow on purpose.
Where the contract can be read in more than one way, the finding names the fields concerned as `unsure`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import product
from math import ceil, floor, log

from tests.oracle.exact import growth, path_value
from tests.oracle.methods import METHODS, NOT_ASSESSED, Case, Found, every_year, mean_change, within_limit
from tests.oracle.record import Aim, Figure, Table, aim_of, series, vintages
from tests.oracle.turning import first_change

WORST_FIRST = ("not_assessed", "missed", "reversing", "far_behind", "behind", "on_track", "achieved")
LAST_YEAR = 9999
FAR = 10**12
NUMBERS = (
    "ratio", "planned_growth", "observed_growth", "remaining_growth", "trajectory", "gap", "share_done", "projected",
)  # fmt: skip
OPEN_BELOW = Fraction(0)
""" "At most 100" ends at nothing, where the metric is not negative."""


@dataclass(frozen=True)
class Finding:
    """What is said of a target; a number that does not exist is None. ``kept`` counts years kept, and years known."""

    verdict: str = "not_assessed"
    method: str | None = None
    band: str | None = None
    between: tuple[str, str] | None = None
    turns_at: Fraction | None = None
    ratio: Fraction | None = None
    planned_growth: Fraction | None = None
    observed_growth: Fraction | None = None
    remaining_growth: Fraction | None = None
    trajectory: Fraction | None = None
    gap: Fraction | None = None
    share_done: Fraction | None = None
    projected: Fraction | None = None
    reached_in: int | None = None
    flags: frozenset[str] = frozenset()
    kept: tuple[int, int] | None = None
    unsure: frozenset[str] = field(default=frozenset())


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
        return _awaited(self.aim, self.as_of) and not self.closed


def finding(plan: Table, target: Table, ledger: Table, as_of: date, method: str | None = None) -> Finding:
    """What spec.md says of one target on one day."""
    aim = aim_of(plan, target)
    if as_of < plan["plan"]["announced"] or not (aim.has_number or aim.directed):
        return Finding()
    first, current = (series(aim, entries) for entries in vintages(ledger, aim.metric, as_of))
    stand = stand_of(aim, current, as_of, method)
    late = frozenset({"overdue"} if _overdue(aim, as_of, current) else ())
    if stand is None:
        return Finding(flags=late, unsure=frozenset(NUMBERS) | {"flags", "method"})
    found, between, turns_at = outcome(stand)
    flags = late | found.flags | frozenset(_flags(stand, found))
    if first != current:
        before = stand_of(aim, first, as_of, method)
        if before is None or outcome(before)[0].verdict != found.verdict:
            flags |= {"revised"}
    printed = case_at(stand, stand.baseline.printed, stand.latest.printed)
    return Finding(
        verdict=found.verdict,
        method=stand.method,
        band=found.band,
        between=between,
        turns_at=turns_at,
        ratio=found.ratio,
        reached_in=reached_in(stand, printed),
        flags=flags,
        kept=_kept(stand) if aim.every_year else None,
        unsure=frozenset(unsure(stand, found)),
        **numbers(stand, printed),
    )


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
    if stand.method == "projection" and aim.unit in ("%", "percent") and goal in (0, 100) and not aim.every_year:
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


def judged(stand: Stand, case: Case) -> Found:
    """The method's finding, and what the deadline makes of its verdict."""
    aim = stand.aim
    if case.goal == case.baseline and not aim.every_year and aim.by is None:
        return NOT_ASSESSED
    if aim.has_number and aim.by is None and not aim.every_year:  # undated: achieved once met
        assert case.goal is not None
        once = case.met or any(_surely_met(stand, year, case.goal) for year in _earlier(stand))
        return Found("achieved") if once else NOT_ASSESSED
    found = every_year(case) if aim.every_year else METHODS[stand.method](case)
    if stand.closed:
        return replace(found, verdict="achieved" if case.met else "missed")
    if stand.awaited:
        return replace(found, verdict="not_assessed")
    if case.goal == case.baseline and not aim.every_year:  # "nothing is required; not assessed"
        return replace(found, verdict="not_assessed")
    return found


def outcome(stand: Stand) -> tuple[Found, tuple[str, str] | None, Fraction | None]:
    """The finding where every end of the bounds agrees, else `undecided`, with the worst, the best, and the turn."""
    ends = [judged(stand, case_at(stand, *pair)) for pair in pairs(stand)]
    verdicts = sorted({found.verdict for found in ends}, key=WORST_FIRST.index)
    if len(verdicts) == 1:
        return ends[0], None, None
    return Found("undecided", ratio=ends[0].ratio), (verdicts[0], verdicts[-1]), _turn(stand)


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
        low = _step(stand, figure) if base and _step(stand, figure) < high else OPEN_BELOW
    inner = [number for number in aim.inside or () if low < number < high and not base]
    return [high, low, *inner] if figure.low is None else [low, high, *inner]


def _step(stand: Stand, figure: Figure) -> Fraction:
    """One digit finer than a figure was printed, or whole."""
    return Fraction(1) if stand.aim.whole else figure.half / 5


def _turn(stand: Stand) -> Fraction | None:
    """The value at which the verdict turns: in the latest actual alone, else in the baseline alone."""
    base, last = stand.baseline.printed, stand.latest.printed

    def by_latest(number: Fraction) -> str:
        return judged(stand, case_at(stand, number if stand.one else base, number)).verdict

    def by_baseline(number: Fraction) -> str:
        return judged(stand, case_at(stand, number, last)).verdict

    for figure, verdict_at, is_base in ((stand.latest, by_latest, False), (stand.baseline, by_baseline, True)):
        ends = ends_of(stand, figure, base=is_base and not stand.one)
        if len(ends) > 1 and verdict_at(ends[0]) != verdict_at(ends[1]):
            return first_change(verdict_at, ends[0], ends[1], _step(stand, figure), WORST_FIRST.index)
    return None


def numbers(stand: Stand, case: Case) -> dict[str, Fraction | None]:
    """The numbers beside the verdict, at the ends that were printed."""
    found: dict[str, Fraction | None] = {"observed_growth": case.observed}
    if case.goal is None or stand.aim.every_year:  # "no required growth, no share done, no pace"
        return found
    way = (case.goal - case.baseline) * case.sign
    if way > 0:  # "empty where the target lies on the wrong side of the baseline"
        found["share_done"] = (case.value - case.baseline) / (case.goal - case.baseline)
    if case.due is None or case.due <= case.start:
        return found
    all_years, left = case.due - case.start, case.due - case.year
    planned = path_value(case.baseline, case.goal, case.done, all_years)
    found |= {"trajectory": planned, "gap": case.value - planned}
    if case.goal > 0:
        found["planned_growth"] = growth(case.baseline, case.goal, all_years)
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
    """ "The year it is met for good, at the method's pace; null where unknown". An upper bound meets nothing."""
    if case.goal is None or stand.aim.every_year:
        return None
    if case.met:
        since = None
        for year in sorted(_earlier(stand) | {stand.year}):
            sure = _surely_met(stand, year, case.goal)
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
    """Whether the pace has met the goal after so many years; a compound one by whole powers: v^(m+k) against T^m·b^k."""
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


def _surely_met(stand: Stand, year: int, goal: Fraction) -> bool:
    """Whether a year's figure meets the target wherever within its bounds it lies."""
    return all(met(stand, end, goal) for end in ends_of(stand, stand.figures[year]))


def _earlier(stand: Stand) -> set[int]:
    return {year for year in stand.figures if stand.start <= year < stand.year}


def _kept(stand: Stand) -> tuple[int, int]:
    """ "Kept 4 of 5 years": the known years from the base year on."""
    years = _earlier(stand) | {stand.year}
    goal = goal_at(stand, stand.baseline.printed, stand.latest.printed)
    return sum(_surely_met(stand, year, goal) for year in years), len(years)


def _flags(stand: Stand, found: Found) -> Iterator[str]:
    cases = [case_at(stand, *pair) for pair in pairs(stand)]
    aim, printed = stand.aim, cases[0]
    if not (stand.baseline.exact and stand.latest.exact):
        yield "bound"
    if found.verdict != "undecided" and not aim.whole and len(_rounded(stand)) > 1:
        yield "rounding"
    if stand.start != aim.base_year:
        yield "base_year_missing"
    if not stand.closed and stand.year < stand.as_of.year - (1 if stand.as_of.month >= 7 else 2):
        yield "stale"
    if printed.goal is None or aim.every_year:
        return
    if (printed.goal - printed.baseline) * printed.sign < 0:
        yield "wrong_way"
    goals = {case.goal for case in cases if case.goal is not None}
    lost = not any(case.met for case in cases)  # "only where it is sure"
    if lost and any(all(_surely_met(stand, year, goal) for goal in goals) for year in _earlier(stand)):
        yield "met_then_lost"


def _rounded(stand: Stand) -> set[str]:
    """The verdicts of the printed figures moved by "plus or minus half its last digit", each alone or together."""
    verdicts = set()
    for base_move, last_move, others in product((-1, 0, 1), repeat=3):
        for base, last in pairs(stand):
            moved_last = last + last_move * stand.latest.half if stand.latest.exact else last
            moved_base = base + base_move * stand.baseline.half if stand.baseline.exact else base
            case = case_at(stand, moved_last if stand.one else moved_base, moved_last, others)
            verdicts.add(judged(stand, case).verdict)
    return verdicts


def _awaited(aim: Aim, as_of: date) -> bool:
    return aim.has_number and aim.by is not None and as_of.year > aim.by


def _overdue(aim: Aim, as_of: date, figures: Mapping[int, Figure]) -> bool:
    """ "From 1 July it is flagged overdue": the first after the deadline's year."""
    return (
        _awaited(aim, as_of) and aim.by is not None and aim.by not in figures and as_of >= date(aim.by + 1, 7, 1)
    )


def unsure(stand: Stand, found: Found) -> Iterator[str]:
    """The fields of which the contract can be read in more than one way."""
    cases = [case_at(stand, *pair) for pair in pairs(stand)]
    aim, results = stand.aim, [judged(stand, case) for case in cases]
    if len({result.band for result in results}) > 1:
        yield from ("band", "worsening")  # one verdict, two bands: which of them is not said
    if stand.due is not None and stand.year > stand.due:
        yield from ("band", *NUMBERS, "reached_in")  # a later figure only: the method has no years left
    if "not_assessed" in {result.verdict for result in results} and len(results) > 1:
        yield from ("between", "turns_at", "rounding", "verdict")  # one end is not assessed
    if aim.at in ("more", "less") and not aim.whole:
        yield "turns_at"  # the number itself, or one digit beyond it
    if any(not stand.figures[year].exact for year in _earlier(stand)):
        yield "reached_in"  # a year between may or may not have met it
    if aim.by is None and aim.has_number and not any(case.met for case in cases):
        years = [year for year in _earlier(stand) if all(_surely_met(stand, year, case.goal) for case in cases if case.goal is not None)]
        if years == [stand.start]:
            yield from ("verdict", "rounding")  # the base year alone met it
    if aim.figures != "level":
        yield from ("rounding", "stale")
    if aim.inside is not None:
        yield from (*NUMBERS, "reached_in", "wrong_way", "met_then_lost", "rounding", "turns_at")
    if aim.every_year:
        yield from ("trajectory", "gap", "observed_growth", "rounding", "ratio")
    if found.verdict == "not_assessed":
        yield from ("few_points", "reached_in")
    if not aim.whole and "not_assessed" in _rounded(stand):
        yield "rounding"  # a rate that may not exist, or a target that may be the baseline
