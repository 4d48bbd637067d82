"""The latest actual against the trajectory of that year.

The plainest reading of a plan: at or better than b·(1+required)^(y1-y0) is on the path (a straight line where a
compound path does not exist). Decided by integer powers, so that a value exactly on the path is on it.
"""

from decimal import Decimal

from fuling_cli.core.decimals import WIDE, decimals_apart
from fuling_cli.core.growth import Point, compound_path_exists, path_value, side_of_path
from fuling_cli.core.reasons import goal_words, met_reason, no_later_actual, shown
from fuling_cli.core.verdict import Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, Rounded, message

PACE = "as_path"


def judge(question: Question) -> Judgement:
    """On the path, below it, or moving away from it; ``ratio`` is the actual over the trajectory's value."""
    baseline, latest, sign = question.baseline, question.latest, question.target.sign
    if question.met:
        return Judgement(Verdict.ACHIEVED, met_reason(question), "on path", _path_ratio(question))
    if latest.year <= baseline.year:
        return not_assessed(no_later_actual(question))
    if question.by <= baseline.year:
        return not_assessed(message("reason.no_time", by=question.by, year=baseline.year))
    if side_of_path(baseline, Point(question.by, question.goal), latest) * sign >= 0:
        return Judgement(Verdict.ON_TRACK, _path_reason("reason.path.on", question), "on path", _path_ratio(question))
    if (latest.value - baseline.value) * sign >= 0:
        return Judgement(
            Verdict.BEHIND, _path_reason("reason.path.below", question), "below path", _path_ratio(question)
        )
    return Judgement(
        Verdict.REVERSING, _path_reason("reason.path.away", question), "moving away", _path_ratio(question)
    )


def working(question: Question) -> tuple[Message, ...]:
    """The trajectory's value in the year of the latest actual, with its numbers."""
    baseline, latest = question.baseline, question.latest
    if question.number is None or not baseline.year < latest.year or not baseline.year < question.by:
        return ()
    planned = _planned_value(question)
    key = "working.path" if compound_path_exists(baseline.value, question.goal) else "working.path.straight"
    return (
        message(
            key,
            start=shown(baseline.value),
            goal=shown(question.goal),
            years=min(latest.year, question.by) - baseline.year,
            all_years=question.by - baseline.year,
            year=latest.year,
            planned=Rounded(planned, _decimals_apart(latest.value, planned)),
        ),
    )


def _planned_value(question: Question) -> Decimal:
    return path_value(question.baseline, Point(question.by, question.goal), question.latest.year)


def _path_ratio(question: Question) -> Decimal | None:
    if question.by <= question.baseline.year:
        return None
    planned = _planned_value(question)
    return WIDE.divide(question.latest.value, planned) if planned > 0 else None


def _path_reason(key: str, question: Question) -> Message:
    latest, planned = question.latest, _planned_value(question)
    return message(
        key,
        value=shown(latest.value),
        year=latest.year,
        planned=Rounded(planned, _decimals_apart(latest.value, planned)),
        start=shown(question.baseline.value),
        goal=goal_words(question),
    )


def _decimals_apart(value: Decimal, planned: Decimal) -> int:
    return decimals_apart([value, planned], 1)
