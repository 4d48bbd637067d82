"""The working of one verdict: the answer first, then every number with its formula and every figure with its source."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.decimals import round_half_up
from fuling_cli.core.figure import Figure, figure_words
from fuling_cli.core.kinds import readable_figure
from fuling_cli.core.standing import Standing
from fuling_cli.core.target import Plan, Target
from fuling_cli.core.uncertainty import turning_points
from fuling_cli.core.units import is_money
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.language import Message, message
from fuling_cli.methods import FOR_NUMBERS, judge_of, working_of
from fuling_cli.reports.kinds import announced
from fuling_cli.reports.remarks import UNDECIDED, remarks
from fuling_cli.reports.scorecard import comparator
from fuling_cli.tables.cell_text import figure_text, goal_text

FIVE_YEARS = 5
MOST_DIGITS = 12
"""A number to reach with more digits than these was computed."""


class Rate(NamedTuple):
    """A yearly growth: its formula with its numbers, and the years that it spans."""

    key: str
    formula: str
    growth: Figure
    years: tuple[int, int]


class Threshold(NamedTuple):
    """A verdict and the latest figures that would bring it; ``begins`` where the published one stands."""

    verdict: Verdict
    figures: Message
    begins: Message | None = None


def answer(found: Assessment) -> tuple[Message, ...]:
    """Why the verdict is what it is, in a sentence or two, then what its flags mean."""
    reason, rest = found.reason, remarks(found)
    if found.verdict is not Verdict.UNDECIDED:
        return (reason, *(remark for remark in rest if remark != reason))
    if reason.key not in UNDECIDED:
        return (message("remark.both"), *rest[1:])
    figure = reason.values["figure"]
    assert isinstance(figure, Message)
    published = message("answer.published", year=figure.values["year"], figure=figure.values["figure"])
    key = f"answer.{reason.key.removeprefix('reason.undecided.')}"
    turned = {"turn": reason.values["turn"], "verdict": reason.values["verdict"], "rest": beyond_the_turn(found)}
    return (published, message(key, **turned), *rest[1:])


def beyond_the_turn(found: Assessment) -> Message:
    """The verdict of a latest figure that does not reach the number at which an open verdict turns."""
    points = [] if found.standing is None else turning_points(found.standing, judge_of(found.target, found.method))
    strict = found.reason.key == "reason.undecided.beyond"
    turns = [place for place, one in enumerate(points) if one.beyond or one.number == found.judgement.turns_at]
    turns = [place for place in turns if points[place].beyond is strict]
    if found.judgement.between is None or not turns:
        return message("answer.worse")
    worst = found.judgement.between[0]
    nearest = points[turns[0] - 1].verdict if turns[0] else worst
    word = message(f"verdict.{nearest}")
    return word if nearest == worst else message("answer.or_worse", verdict=word)


def rates(found: Assessment) -> Iterator[Rate]:
    """Required, observed and from here, as far as they exist, with the numbers that were printed."""
    standing, numbers = found.standing, found.numbers
    if standing is None or standing.target.every_year or (standing.target.has_number and standing.target.due is None):
        return
    start = standing.baseline.year, standing.baseline.figure.printed
    last = standing.latest.year, standing.latest.figure.printed
    aim = last if standing.target.due is None else (standing.target.due, standing.goal())
    steps = (
        ("required", numbers.planned_growth, start, aim),
        ("observed", numbers.observed_growth, start, last),
        ("from_here", numbers.remaining_growth, last, aim),
    )
    for key, growth, (start_year, start_value), (end_year, end) in steps:
        if growth is not None and not (key == "from_here" and found.verdict is Verdict.ACHIEVED):
            formula = f"({readable(end):f} / {readable(start_value):f})^(1/{end_year - start_year}) - 1"
            yield Rate(key, formula, growth, (start_year, end_year))


def readable(number: Decimal) -> Decimal:
    """A number as it was announced; one that was computed, with two decimals."""
    return number if len(number.as_tuple().digits) <= MOST_DIGITS else round_half_up(number, 2)


def formulas(found: Assessment, standing: Standing) -> Iterator[Message]:
    """The formulas of the method with the numbers of a target; an undated one, and a range to be kept, have none."""
    target = standing.target
    undated = target.has_number and target.due is None
    if not target.every_year and (undated or standing.starts_within_range(standing.baseline.figure.printed)):
        return
    question = standing.question(standing.baseline.figure.printed, standing.latest.figure.printed)
    if Flag.BOUND in found.flags:
        yield at_printed(standing)
    yield from working_of(found.method, found.target)(question)


def at_printed(standing: Standing) -> Message:
    """That a computation takes a published limit for the figure, and on which side the figure may lie."""
    bounds = [one.figure for one in (standing.baseline, standing.latest) if not one.figure.exact]
    if all(figure.high is None for figure in bounds):
        return message("explain.at_printed.low")
    return message("explain.at_printed.high" if all(figure.low is None for figure in bounds) else "explain.at_printed")


def own_formulas(found: Assessment, standing: Standing) -> Iterator[Message]:
    """The formulas of the method beyond the growth rates, which have rows of their own."""
    return (one for one in formulas(found, standing) if one.key not in ("working.observed", "working.required"))


def thresholds(found: Assessment) -> Iterator[Threshold]:
    """What the latest figure would have to be for each verdict, the best first."""
    standing = found.standing
    points = [] if standing is None else turning_points(standing, judge_of(found.target, found.method))
    if standing is None or not points:
        return
    latest, sign = standing.latest.figure, standing.target.sign
    better = "explain.or_more" if sign > 0 else "explain.or_less"
    reached = [
        (point.number - latest.printed) * sign < 0 or (point.number == latest.printed and not point.beyond)
        for point in points
    ]
    exact = "explain.published" if standing.target.figures == "level" else "explain.stands"
    figure = figure_words(readable_figure(standing.target, latest))
    begins = message(exact if latest.exact else "explain.begins", figure=figure)
    for place in range(len(points) - 1, -1, -1):
        turn, verdict, beyond = points[place]
        here = reached[place] and (place + 1 == len(points) or not reached[place + 1])
        if beyond:
            figures = message(f"aim.{standing.target.at}", goal=f"{turn:f}")
        else:
            figures = message(better, figure=_verdict_edge(standing, turn, verdict))
        yield Threshold(verdict, figures, begins if here else None)
    worst = _worst_verdict(found, standing, points[0].number)
    if worst is not Verdict.NOT_ASSESSED:
        rest = message("explain.less" if sign > 0 else "explain.more")
        yield Threshold(worst, rest, None if reached[0] else begins)


def _verdict_edge(standing: Standing, turn: Decimal, verdict: Verdict) -> str:
    """Where a verdict begins: for the best one the number to reach itself, with its sign where it must be passed."""
    if not standing.target.has_number or standing.target.value_range is not None:
        return f"{turn:f}"
    goal = standing.goal()
    if verdict is Verdict.ACHIEVED and (turn - goal) * standing.target.sign >= 0:
        return goal_text(Figure.exactly(readable(goal)), comparator(standing.target))
    return f"{turn:f}"


def _worst_verdict(found: Assessment, standing: Standing, first: Decimal) -> Verdict:
    """The verdict of figures that reach none of the thresholds."""
    judge = judge_of(found.target, found.method)
    short = first - standing.target.sign * abs(first or Decimal(1)) / 1000
    if standing.closed:
        return Verdict.MISSED
    return judge(standing.question(standing.baseline.figure.printed, short)).verdict


def other_methods(method: str) -> tuple[str, ...]:
    """The methods on the shelf beside one."""
    return tuple(name for name in FOR_NUMBERS if name != method)


def methods_differ(found: Assessment) -> bool:
    """True if another method could say something else: not of a direction, or of what must hold in every year."""
    return found.standing is not None and found.target.has_number and not found.target.every_year


def method_note(found: Assessment) -> Message | None:
    """What another method says beside its verdict."""
    between = found.judgement.between
    if between is not None:
        worst, best = (message(f"verdict.{verdict}") for verdict in between)
        return message("explain.between", worst=worst, best=best)
    return found.reason


def target_lines(plan: Plan, target: Target) -> Iterator[Message]:
    """The target as it was announced, where, and what is to be known of it."""
    yield from announced(target)
    key = "explain.announced" if target.since is None else "explain.plan_announced"
    yield message(key, announced=plan.announced, source=plan.source)
    if target.note:
        yield message("explain.note", note=target.note)


def published_unit(found: Assessment) -> str:
    """The unit of the figures that were published: of growth rates not that of the index which they make."""
    rates_of = found.series if found.target.figures == "growth" else None
    return next((actual.unit for actual in rates_of.values()), found.target.unit) if rates_of else found.target.unit


def cautions(found: Assessment) -> Iterator[Message]:
    """What the method does not see, and with what the figures do not compare; only what applies."""
    if found.standing is None:
        return
    target = found.target
    if not target.every_year:
        yield message(f"limits.{found.method}")
    if target.prices == "constant":
        yield message("limits.constant")
    elif target.prices == "current" or is_money(target.unit):
        yield message("limits.nominal")
    if target.due is not None and target.due - target.base_year == FIVE_YEARS:
        yield message("limits.five_years")
    texts = [target.note, *(actual.note for actual in (found.series or {}).values())]
    if any("规模以上" in str(text) or "designated" in str(text) for text in texts):
        yield message("limits.designated")


def figure_role(found: Assessment, year: int) -> Message | None:
    """What a figure is for this target: its baseline, its latest figure, or both."""
    standing = found.standing
    if standing is None:
        return None
    begins = not standing.pinned and standing.target.figures == "level"
    is_latest, is_baseline = year == standing.latest.year, year == standing.baseline.year and begins
    if is_latest and is_baseline:
        return message("role.both")
    return message("role.latest") if is_latest else message("role.baseline") if is_baseline else None


def pinned_baseline(plan: Plan, found: Assessment) -> Message | None:
    """The baseline that the plan itself gives."""
    standing = found.standing
    if standing is None or not standing.pinned:
        return None
    figure = figure_text(standing.baseline.figure)
    return message("explain.pinned", year=standing.baseline.year, figure=figure, source=plan.source)


def heading(found: Assessment, as_of: date) -> tuple[Message, Message]:
    """The name of the target and the day it is judged by."""
    name = message("explain.title", name=found.target.name, id=found.target.id)
    return name, message("status.day", as_of=as_of)


def judged_otherwise(others: Sequence[Assessment]) -> list[Assessment]:
    """The other methods, those with a verdict first."""
    return sorted(others, key=lambda other: other.verdict is Verdict.NOT_ASSESSED)
