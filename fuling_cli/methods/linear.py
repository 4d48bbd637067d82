"""The weather symbol: the mean yearly change of the last six points, extended to the deadline.

The rule of the German Sustainable Development Strategy (Destatis): with at least 4 of the last 6 points, the mean
yearly change is extended from the latest actual to the deadline; miss = (T - projection)/(T - v). Decided in fractions.
"""

from decimal import Decimal
from fractions import Fraction

from fuling_cli.core.decimals import WIDE, decimals_apart
from fuling_cli.core.units import unit_of
from fuling_cli.core.verdict import Flag, Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, Rounded, message
from fuling_cli.methods.cagr import met_reason

MOST_POINTS, LEAST_POINTS = 6, 4
SUN, SUN_AND_CLOUD = Fraction(5, 100), Fraction(20, 100)


def judge(question: Question) -> Judgement:
    """The weather symbol; ``ratio`` is the miss, the part of the remaining way that the trend leaves open."""
    points = question.series[-MOST_POINTS:]
    if len(points) < LEAST_POINTS:
        return not_assessed(message("reason.linear.points", needed=LEAST_POINTS, points=len(points)))
    change = _mean_change(question)
    towards = change * question.target.sign
    if question.met:
        if towards >= 0:
            return Judgement(Verdict.ACHIEVED, met_reason(question), "sun")
        reason = message("reason.linear.worsening", change=_words(change, question), met=met_reason(question))
        return Judgement(Verdict.ACHIEVED, reason, "sun and cloud", flags=(Flag.WORSENING,))
    miss = _miss(question, change)
    ratio = None if miss is None else _decimal(miss)
    if towards <= 0:
        reason = message("reason.linear.away", change=_words(change, question), points=len(points))
        return Judgement(Verdict.REVERSING, reason, "storm", ratio)
    if miss is None or ratio is None:  # at the number that must be passed, and moving past it
        return Judgement(Verdict.ON_TRACK, message("reason.no_way_left", goal=question.goal), "sun")
    verdict, band = (
        (Verdict.ON_TRACK, "sun")
        if miss < SUN
        else (Verdict.BEHIND, "sun and cloud")
        if miss <= SUN_AND_CLOUD
        else (Verdict.FAR_BEHIND, "cloud")
    )
    return Judgement(
        verdict, message("reason.linear.miss", change=_words(change, question), miss=_miss_shown(ratio)), band, ratio
    )


def working(question: Question) -> tuple[Message, ...]:
    """The mean yearly change, the projection and the miss, each formula with its numbers."""
    points = question.series[-MOST_POINTS:]
    if len(points) < LEAST_POINTS:
        return ()
    change = _mean_change(question)
    first, last = points[0], points[-1]
    years = question.by - last.year
    projection = Fraction(last.value) + change * years
    lines = [
        message(
            "working.linear.change",
            first=first.value,
            first_year=first.year,
            last=last.value,
            last_year=last.year,
            change=_words(change, question),
        ),
        message(
            "working.linear.projection",
            last=last.value,
            change=_shown(change),
            years=years,
            by=question.by,
            projection=Rounded(_decimal(projection), 2),
        ),
    ]
    miss = _miss(question, change)
    if miss is not None and not question.met:
        lines.append(message("working.linear.miss", goal=question.goal, miss=_miss_shown(_decimal(miss))))
    return tuple(lines)


def _mean_change(question: Question) -> Fraction:
    first, last = question.series[-MOST_POINTS:][0], question.series[-1]
    return (Fraction(last.value) - Fraction(first.value)) / (last.year - first.year)


def _miss(question: Question, change: Fraction) -> Fraction | None:
    goal, value = Fraction(question.goal), Fraction(question.latest.value)
    if goal == value:
        return None
    return (goal - value - change * (question.by - question.latest.year)) / (goal - value)


def _decimal(number: Fraction) -> Decimal:
    return WIDE.divide(Decimal(number.numerator), Decimal(number.denominator))


def _words(change: Fraction, question: Question) -> Rounded | Message:
    """A change in the target's unit; that of a percentage is in percentage points, and says so."""
    number = _shown(change)
    return message("change.points", number=number) if unit_of(question.target.unit).noun == "%" else number


def _shown(change: Fraction) -> Rounded:
    return Rounded(_decimal(change), decimals_apart([_decimal(change), Decimal(0)], 2))


def _miss_shown(miss: Decimal) -> Rounded:
    thresholds = [_decimal(SUN), _decimal(SUN_AND_CLOUD)]
    return Rounded(miss, decimals_apart([miss, *thresholds], 2))
