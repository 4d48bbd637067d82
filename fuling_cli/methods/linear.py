"""The weather symbol: the mean yearly change of the last six points, extended to the deadline.

The rule of the German Sustainable Development Strategy (Destatis): the mean yearly change of the last six exact figures
is extended from the latest actual to the deadline; miss = (T - projection)/(T - v). Decided in fractions.
"""

from decimal import Decimal
from fractions import Fraction

from fuling_cli.core.decimals import decimals_apart
from fuling_cli.core.pace import MOST_POINTS, mean_change, to_decimal
from fuling_cli.core.reasons import goal_words, met_reason, shown
from fuling_cli.core.units import unit_of
from fuling_cli.core.verdict import Flag, Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, Percent, Rounded, message

PACE = "mean_change"
SUN, SUN_AND_CLOUD = Fraction(5, 100), Fraction(20, 100)


def judge(question: Question) -> Judgement:
    """The weather symbol; ``ratio`` is the miss, the part of the remaining way that the trend leaves open."""
    change = mean_change(question.series)
    if change is None:
        if question.met:
            return Judgement(Verdict.ACHIEVED, met_reason(question), flags=(Flag.FEW_POINTS,))
        return not_assessed(too_few_points(question))
    towards = change * question.target.sign
    if question.met:
        if towards >= 0:
            return Judgement(Verdict.ACHIEVED, met_reason(question), "sun")
        reason = message("reason.linear.worsening", change=change_words(change, question), met=met_reason(question))
        return Judgement(Verdict.ACHIEVED, reason, "sun and cloud", flags=(Flag.WORSENING,))
    miss = _relative_miss(question, change)
    ratio = None if miss is None else to_decimal(miss)
    if towards <= 0:
        key = "reason.linear.away" if change else "reason.linear.still"
        reason = message(key, change=change_words(change, question), points=MOST_POINTS)
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
    return Judgement(verdict, _trend_reason(question, change, ratio), band, ratio)


def working(question: Question) -> tuple[Message, ...]:
    """The mean yearly change, the projection and the miss, each formula with its numbers."""
    line, change = change_line(question), mean_change(question.series)
    if line is None or change is None or question.number is None:
        return ()
    last = question.latest
    years = max(question.by - last.year, 0)
    projection = to_decimal(Fraction(last.value) + change * years)
    lines = [
        line,
        message(
            "working.linear.projection",
            last=shown(last.value),
            change=_shown_change(change),
            years=years,
            by=question.by,
            projection=Rounded(projection, 2),
        ),
    ]
    miss = _relative_miss(question, change)
    if miss is not None and not question.met:
        lines.append(message("working.linear.miss", goal=goal_words(question), miss=_shown_miss(to_decimal(miss))))
    return tuple(lines)


def change_line(question: Question) -> Message | None:
    """The mean yearly change as a formula; None where there are too few points for one."""
    change = mean_change(question.series)
    if change is None:
        return None
    first, last = question.series[-MOST_POINTS], question.series[-1]
    return message(
        "working.linear.change",
        first=shown(first.value),
        first_year=first.year,
        last=shown(last.value),
        last_year=last.year,
        change=change_words(change, question),
    )


def change_words(change: Fraction, question: Question) -> Rounded | Message:
    """A change in the target's unit; that of a percentage is in percentage points, and is named so."""
    number = _shown_change(change)
    return message("change.points", number=number) if unit_of(question.target.unit).noun == "%" else number


def too_few_points(question: Question) -> Message:
    """How many exact figures the rule needs, and how many there are."""
    return message("reason.linear.points", needed=MOST_POINTS, points=len(question.series))


def _relative_miss(question: Question, change: Fraction) -> Fraction | None:
    goal, value = Fraction(question.goal), Fraction(question.latest.value)
    if goal == value:
        return None
    return (goal - value - change * max(question.by - question.latest.year, 0)) / (goal - value)


def _trend_reason(question: Question, change: Fraction, miss: Decimal) -> Message:
    """What the trend leaves open, or by how much it passes the target."""
    words = change_words(change, question)
    if miss <= 0:
        return message("reason.linear.passes", change=words, by=question.by)
    decimals = decimals_apart([number * 100 for number in (miss, *_symbol_thresholds())], 0)
    return message("reason.linear.miss", change=words, miss=Percent(miss, decimals))


def _shown_change(change: Fraction) -> Rounded:
    return Rounded(to_decimal(change), decimals_apart([to_decimal(change), Decimal(0)], 2))


def _shown_miss(miss: Decimal) -> Rounded:
    return Rounded(miss, decimals_apart([miss, *_symbol_thresholds()], 2))


def _symbol_thresholds() -> tuple[Decimal, Decimal]:
    return to_decimal(SUN), to_decimal(SUN_AND_CLOUD)
