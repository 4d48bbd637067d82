"""The rule for targets that must hold in every year, under every method: met or missed, and getting better or worse.

The rule of the German Sustainable Development Strategy (Destatis) for annual targets, by the mean yearly change of the
last six exact figures.
"""

from fuling_cli.core.pace import mean_change
from fuling_cli.core.reasons import goal_words, shown
from fuling_cli.core.verdict import Flag, Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, message
from fuling_cli.methods.linear import change_line, change_words, too_few_points


def judge(question: Question) -> Judgement:
    """The weather symbol of the latest year; no measure, since nothing is extended to a deadline."""
    change = mean_change(question.series)
    if change is None:
        reason = too_few_points(question)
        if not question.met:
            return not_assessed(reason)
        return Judgement(Verdict.ON_TRACK, _change_reason("met", question), flags=(Flag.FEW_POINTS,))
    towards = change * question.target.sign
    values = {"change": change_words(change, question)}
    if question.met and towards >= 0:
        return Judgement(Verdict.ON_TRACK, _change_reason("met", question), "sun")
    if question.met:
        return Judgement(
            Verdict.ON_TRACK, _change_reason("worsening", question, **values), "sun and cloud", flags=(Flag.WORSENING,)
        )
    if towards > 0:
        return Judgement(Verdict.BEHIND, _change_reason("improving", question, **values), "cloud")
    return Judgement(Verdict.REVERSING, _change_reason("missed", question, **values), "storm")


def working(question: Question) -> tuple[Message, ...]:
    """The mean yearly change, with its numbers."""
    line = change_line(question)
    return () if line is None else (line,)


def _change_reason(key: str, question: Question, **values: object) -> Message:
    latest = question.latest
    return message(
        f"reason.every_year.{key}",
        value=shown(latest.value, question.goal),
        year=latest.year,
        goal=goal_words(question),
        **values,
    )
