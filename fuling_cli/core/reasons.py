"""Sentences that several rules say, with numbers in as many digits as they need."""

from decimal import Decimal

from fuling_cli.core.decimals import decimals_apart
from fuling_cli.core.verdict import Question
from fuling_cli.language import Message, Rounded, message

MOST_DIGITS = 15
"""A number with more digits than these was computed, and is rounded for readers."""


def met_reason(question: Question) -> Message:
    """That the latest actual meets the target; said otherwise where it only comes as near as the method asks."""
    near = not question.target.met(question.latest.value, question.goal)
    key = "reason.met_nearly" if near else "reason.met_range" if question.target.value_range else "reason.met"
    return message(key, **_latest_and_goal(question))


def missed_reason(question: Question) -> Message:
    """That the deadline's figure does not meet the target."""
    return message("reason.missed", by=question.by, **_latest_and_goal(question))


def left_range_reason(question: Question) -> Message:
    """That the latest actual lies outside the range in which the baseline was."""
    return message("reason.left_range", **_latest_and_goal(question))


def undated_reason(question: Question) -> Message:
    """That no year was named by which the target must be met."""
    return message("reason.undated", **_latest_and_goal(question))


def nothing_required(question: Question) -> Message:
    """That the target equals its baseline: nothing is required, or only the least change where it must be passed."""
    key = "reason.anything_required" if question.target.strict else "reason.nothing_required"
    return message(key, year=question.baseline.year, **_goal_values(question))


def no_growth(question: Question) -> Message:
    """Why no growth rate leads from the baseline to the latest actual."""
    start, end = question.baseline.value, question.latest.value
    key = "reason.turned_positive" if start <= 0 < end else "reason.turned_negative" if end < 0 < start else None
    return message(key or "reason.no_growth", start=shown(start), end=shown(end))


def no_later_actual(question: Question) -> Message:
    """That the baseline is the only figure so far."""
    return message("reason.no_later_actual", year=question.baseline.year)


def goal_words(question: Question) -> object:
    """The number to reach: itself, or "more than" it where it is not enough."""
    goal = shown(question.goal, question.latest.value)
    if question.target.value_range is not None:
        low, high = question.target.value_range
        return message("aim.range", low=low, high=high)
    return message(f"aim.{question.target.at}", goal=goal) if question.target.strict else goal


def shown(number: Decimal, *beside: Decimal) -> Decimal | Rounded:
    """A number as it was published; a computed one rounded, yet apart from those beside it."""
    if len(number.as_tuple().digits) <= MOST_DIGITS:
        return number
    return Rounded(number, decimals_apart([number, *beside], 2))


def _goal_values(question: Question) -> dict[str, object]:
    return {"goal": goal_words(question)}


def _latest_and_goal(question: Question) -> dict[str, object]:
    latest = question.latest
    return {"value": shown(latest.value, question.goal), "year": latest.year, **_goal_values(question)}
