"""What a deadline, or its absence, makes of a method's judgement: rules that hold under every method."""

from fuling_cli.core.reasons import left_range_reason, met_reason, missed_reason, nothing_required, undated_reason
from fuling_cli.core.standing import Standing
from fuling_cli.core.verdict import Judge, Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, message


def judge_by_deadline(standing: Standing, question: Question, judge: Judge, *, met_earlier: bool) -> Judgement:
    """The judgement of a question by the first of these rules that applies.

    A direction has no deadline: the method judges. An undated target is achieved once it was met. The figure of the
    deadline's year makes a target achieved or missed; where that year is over and its figure is not known, nothing is
    said. A target that equals its baseline requires nothing. In every other case the method judges.
    """
    target = standing.target
    if not target.has_number:
        return judge(question)
    if target.due is None and not target.every_year:
        return _judge_undated(question, met_earlier=met_earlier)
    found = judge(question)
    if standing.closed:
        verdict = Verdict.ACHIEVED if question.met else Verdict.MISSED
        return found._replace(verdict=verdict, reason=(met_reason if question.met else missed_reason)(question))
    if standing.awaited:
        return found._replace(verdict=Verdict.NOT_ASSESSED, reason=_awaited_reason(standing))
    if question.goal == question.baseline.value and not target.every_year:
        return found._replace(verdict=Verdict.NOT_ASSESSED, reason=nothing_required(question))
    left = found.verdict.on_track is False and standing.starts_within_range(question.baseline.value)
    return found._replace(reason=left_range_reason(question)) if left and not target.every_year else found


def _judge_undated(question: Question, *, met_earlier: bool) -> Judgement:
    """Achieved once met, with the flag where it was lost again; else there is nothing to hold the pace against."""
    if question.met:
        return Judgement(Verdict.ACHIEVED, met_reason(question))
    if met_earlier:
        return Judgement(Verdict.ACHIEVED, message("reason.met_once", year=question.latest.year))
    return not_assessed(undated_reason(question))


def _awaited_reason(standing: Standing) -> Message:
    """Which figure is missing after the deadline: that of its year, or the one at which a chain of figures ended."""
    if standing.unusable:
        return message("reason.unusable", year=standing.missing)
    key = "reason.overdue" if standing.overdue else "reason.awaited"
    return message(key, year=standing.target.due if standing.missing is None else standing.missing)
