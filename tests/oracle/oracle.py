"""A second implementation of spec.md section 4, which shares no code with the package and is held against it.

It works on the tables of the two files as any TOML parser reads them, in exact fractions: small and slow on purpose.
Where the contract can be read in more than one way, the finding names the fields concerned as `unsure`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product

from tests.oracle.methods import METHODS, NOT_ASSESSED, Case, Found, every_year
from tests.oracle.numbers import NAMES, numbers, reached_in
from tests.oracle.record import Aim, Figure, Table, aim_of, series, vintages
from tests.oracle.standing import (
    Stand,
    case_at,
    deadline_passed,
    earlier,
    ends_of,
    goal_at,
    pairs,
    stand_of,
    step_of,
    surely_met,
)
from tests.oracle.turning import first_change

WORST_FIRST = ("not_assessed", "missed", "reversing", "far_behind", "behind", "on_track", "achieved")


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
    unsure: frozenset[str] = frozenset()


def finding(plan: Table, target: Table, ledger: Table, as_of: date, method: str | None = None) -> Finding:
    """What spec.md says of one target on one day."""
    aim = aim_of(plan, target)
    if as_of < plan["plan"]["announced"] or not (aim.has_number or aim.directed):
        return Finding()
    first, current = (series(aim, entries) for entries in vintages(ledger, aim.metric, as_of))
    stand = stand_of(aim, current, as_of, method)
    late = frozenset({"overdue"} if _overdue(aim, as_of, current) else ())
    if stand is None:
        return Finding(flags=late, unsure=frozenset(NAMES) | {"flags", "method"})
    found, between, turns_at = outcome(stand)
    rounded = _rounded(stand)
    flags = late | found.flags | frozenset(_flags(stand, found, rounded))
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
        unsure=frozenset(unsure(stand, found, rounded)),
        **numbers(stand, printed),
    )


def judged(stand: Stand, case: Case) -> Found:
    """The method's finding, and what the deadline makes of its verdict."""
    aim = stand.aim
    if aim.has_number and aim.by is None and not aim.every_year:  # undated: achieved once met
        assert case.goal is not None
        once = case.met or any(surely_met(stand, year, case.goal) for year in earlier(stand))
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
            return first_change(verdict_at, ends[0], ends[1], step_of(stand, figure), WORST_FIRST.index)
    return None


def _kept(stand: Stand) -> tuple[int, int]:
    """How often an annual target was "kept 4 of 5 years": the known years from the base year on."""
    years = earlier(stand) | {stand.year}
    goal = goal_at(stand, stand.baseline.printed, stand.latest.printed)
    return sum(surely_met(stand, year, goal) for year in years), len(years)


def _flags(stand: Stand, found: Found, rounded: set[str]) -> Iterator[str]:
    cases = [case_at(stand, *pair) for pair in pairs(stand)]
    aim, printed = stand.aim, cases[0]
    if not (stand.baseline.exact and stand.latest.exact):
        yield "bound"
    if found.verdict != "undecided" and not aim.whole and len(rounded) > 1:
        yield "rounding"
    if stand.start != aim.base_year:
        yield "base_year_missing"
    if not stand.closed and stand.year < stand.as_of.year - (1 if stand.as_of.month >= 7 else 2):
        yield "stale"
    if printed.goal is None or aim.every_year:
        return
    inside = aim.inside is not None and aim.inside[0] <= printed.baseline <= aim.inside[1]
    if not inside and (printed.goal - printed.baseline) * printed.sign < 0:
        yield "wrong_way"
    goals = {case.goal for case in cases if case.goal is not None}
    lost = not any(case.met for case in cases)  # "only where it is sure"
    if lost and any(all(surely_met(stand, year, goal) for goal in goals) for year in earlier(stand)):
        yield "met_then_lost"


def _rounded(stand: Stand) -> set[str]:
    """The verdicts of the printed figures moved by "plus or minus half its last digit", each alone or together."""
    verdicts = set()
    moves = (-1, 0, 1)
    trend = moves if stand.method == "linear" or stand.aim.every_year else (0,)
    for base_move, last_move, others in product(moves, moves, trend):
        for base, last in pairs(stand):
            moved_last = last + last_move * stand.latest.half if stand.latest.exact else last
            moved_base = base + base_move * stand.baseline.half if stand.baseline.exact else base
            case = case_at(stand, moved_last if stand.one else moved_base, moved_last, others)
            verdicts.add(judged(stand, case).verdict)
    return verdicts


def _overdue(aim: Aim, as_of: date, figures: Mapping[int, Figure]) -> bool:
    """Whether "from 1 July it is flagged `overdue`": the first after the deadline's year."""
    return (
        deadline_passed(aim, as_of) and aim.by is not None and aim.by not in figures and as_of >= date(aim.by + 1, 7, 1)
    )


def unsure(stand: Stand, found: Found, rounded: set[str]) -> Iterator[str]:
    """The fields of which the contract can be read in more than one way."""
    cases = [case_at(stand, *pair) for pair in pairs(stand)]
    results = [judged(stand, case) for case in cases]
    if len({result.band for result in results}) > 1:
        yield from ("band", "worsening")  # one verdict, two bands: which of them is not said
    if stand.due is not None and stand.year > stand.due:
        yield from ("band", *NAMES, "reached_in")  # a later figure only: the method has no years left
    if "not_assessed" in {result.verdict for result in results} and len(results) > 1:
        yield from ("between", "turns_at", "rounding", "verdict")  # one end is not assessed
    if cases[0].met and any(not stand.figures[year].exact for year in earlier(stand)):
        yield "reached_in"  # a year between may or may not have met it
    if found.verdict == "not_assessed":
        yield from ("few_points", "reached_in")
    if not stand.aim.whole and "not_assessed" in rounded:
        yield "rounding"  # a rate that may not exist, or a target that may be the baseline
    if stand.aim.by is None and stand.aim.has_number:
        yield "rounding"  # that of an earlier year that met it may count as well
        if _met_in_the_base_year_alone(stand, cases):
            yield "verdict"
    yield from _unsure_by_kind(stand.aim)


def _met_in_the_base_year_alone(stand: Stand, cases: list[Case]) -> bool:
    goals = {case.goal for case in cases if case.goal is not None}
    years = [year for year in earlier(stand) if all(surely_met(stand, year, goal) for goal in goals)]
    return years == [stand.start] and not any(case.met for case in cases)


def _unsure_by_kind(aim: Aim) -> Iterator[str]:
    if aim.at in ("more", "less") and not aim.whole:
        yield "turns_at"  # the number itself, or one digit beyond it
    if aim.figures != "level":
        yield from ("rounding", "stale", "turns_at")  # how many digits an index or a sum has is not said
    if aim.inside is not None:
        yield from (*NAMES, "reached_in", "wrong_way", "met_then_lost", "rounding", "turns_at")
    if aim.every_year:
        yield from ("trajectory", "gap", "observed_growth", "rounding", "ratio")
