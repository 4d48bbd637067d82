"""The latest actual against the trajectory of that year.

The plainest reading of a plan: at or better than b·(1+required)^(y1-y0) is on the path (a straight line where a
compound path does not exist). Decided by integer powers, so that a value exactly on the path is on it.
"""

from decimal import Decimal

from fuling_cli.core.decimals import WIDE, decimals_apart
from fuling_cli.core.growth import Point, path_value, side_of_path
from fuling_cli.core.verdict import Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, Rounded, message


def judge(question: Question) -> Judgement:
    """On the path, below it, or moving away from it; ``ratio`` is the actual over the trajectory's value."""
    baseline, latest, sign = question.baseline, question.latest, question.target.sign
    if baseline is None:
        return not_assessed(message("reason.no_baseline"))
    if latest.year <= baseline.year:
        return not_assessed(message("reason.no_later_actual", year=baseline.year))
    if question.by <= baseline.year:
        return not_assessed(message("reason.no_time", by=question.by, year=baseline.year))
    goal, ratio = Point(question.by, question.goal), _ratio(question)
    if question.met or side_of_path(baseline, goal, latest) * sign >= 0:
        return Judgement(Verdict.ON_TRACK, _reason("reason.path.on", question), "on path", ratio)
    if (latest.value - baseline.value) * sign >= 0:
        return Judgement(Verdict.BEHIND, _reason("reason.path.below", question), "below path", ratio)
    return Judgement(Verdict.REVERSING, _reason("reason.path.away", question), "moving away", ratio)


def working(question: Question) -> tuple[Message, ...]:
    """The trajectory's value in the year of the latest actual, with its numbers."""
    baseline, latest = question.baseline, question.latest
    if baseline is None or not baseline.year < latest.year or not baseline.year < question.by:
        return ()
    planned = _planned(question)
    return (
        message(
            "working.path",
            start=baseline.value,
            goal=question.goal,
            years=latest.year - baseline.year,
            all_years=question.by - baseline.year,
            year=latest.year,
            planned=Rounded(planned, _decimals(latest.value, planned)),
        ),
    )


def _planned(question: Question) -> Decimal:
    assert question.baseline is not None
    return path_value(question.baseline, Point(question.by, question.goal), question.latest.year)


def _ratio(question: Question) -> Decimal | None:
    planned = _planned(question)
    return WIDE.divide(question.latest.value, planned) if planned > 0 else None


def _reason(key: str, question: Question) -> Message:
    latest, planned = question.latest, _planned(question)
    return message(
        key, value=latest.value, year=latest.year, planned=Rounded(planned, _decimals(latest.value, planned))
    )


def _decimals(value: Decimal, planned: Decimal) -> int:
    return decimals_apart([value, planned], 1)
