"""Judging numbers that are not fully known: bounds, ranges and rounded digits."""

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, Decimal
from functools import cache
from itertools import product
from typing import NamedTuple

from fuling_cli.core.deadline import judge_by_deadline
from fuling_cli.core.decimals import half_last_digit
from fuling_cli.core.figure import Dated, Figure, figure_words
from fuling_cli.core.kinds import readable_figure
from fuling_cli.core.standing import Standing
from fuling_cli.core.verdict import Flag, Judge, Judgement, Verdict
from fuling_cli.language import Message, message

INDEX_STEP = Decimal("0.01")


class BoundedJudgement(NamedTuple):
    """A judgement with what bounds leave open: ``between`` are the worst and the best verdict that they allow.

    ``turns_at`` is the number at which the verdict turns. The other fields are those of `Judgement`.
    """

    verdict: Verdict
    reason: Message
    band: str | None = None
    ratio: Decimal | None = None
    flags: tuple[Flag, ...] = ()
    between: tuple[Verdict, Verdict] | None = None
    turns_at: Decimal | None = None


class TurningPoint(NamedTuple):
    """Where a verdict begins: at a number, or where ``beyond`` only past it."""

    number: Decimal
    verdict: Verdict
    beyond: bool = False


def judge_with_flags(standing: Standing, judge: Judge) -> BoundedJudgement:
    """The judgement at every end of the bounds, with the flags that the numbers raise."""
    found = judge_at_bounds(standing, judge)
    return found._replace(flags=(*found.flags, *_raised_flags(standing, judge, found)))


def judge_at_bounds(standing: Standing, judge: Judge) -> BoundedJudgement:
    """The judgement where every end of the bounds has the same verdict, else that it is undecided."""
    bases, lasts = possible_values(standing, standing.baseline), possible_values(standing, standing.latest)
    ends = [_judge_numbers(standing, judge, base, last) for base, last in _combinations(standing, bases, lasts)]
    if len({judgement.verdict for judgement in ends}) == 1:
        return BoundedJudgement(*ends[0])
    ranked = sorted((judgement.verdict for judgement in ends), key=lambda verdict: verdict.rank)
    worst, best = ranked[0], ranked[-1]
    turns_at, reason = _turning_sentence(standing, judge, worst, best)
    return BoundedJudgement(Verdict.UNDECIDED, reason, ratio=ends[0].ratio, between=(worst, best), turns_at=turns_at)


def possible_values(standing: Standing, dated: Dated) -> tuple[Decimal, ...]:
    """The numbers that a figure may stand for: the one printed, then the other end of the bound or range.

    Downwards a bound ends at 0; a baseline at the smallest number of its digits, since nothing grows from 0. A range to
    reach is met between its ends, so that these count where a bound leaves them open.
    """
    figure = dated.figure
    if figure.exact:
        return (figure.printed,)
    if figure.low is not None and figure.high is not None:
        other = figure.high
    elif figure.low is not None:
        other = _open_end(standing, figure.low)
    elif figure.printed < 0:
        other = -_open_end(standing, figure.printed)
    else:
        least = (
            _finer_step(standing, figure.printed) if dated is standing.baseline and not standing.single else Decimal(0)
        )
        other = least if least < figure.printed else Decimal(0)
    low, high = sorted((figure.printed, other))
    inner = () if dated is standing.baseline and not standing.single else standing.target.value_range or ()
    return (figure.printed, other, *(number for number in inner if low < number < high))


def turning_points(standing: Standing, judge: Judge) -> list[TurningPoint]:
    """Where, in the latest actual, each better verdict begins: from the worst to the best.

    Numbers are one digit finer than the latest actual was printed, or whole; the baseline stays as printed.
    """
    base, latest, sign = standing.baseline.figure.printed, standing.latest.figure.printed, standing.target.sign
    step = _finer_step(standing, latest)
    far = _open_end(standing, latest)
    worst, best = (Decimal(0), far) if sign > 0 else (far, Decimal(0))

    @cache
    def verdict_at(number: Decimal) -> Verdict:
        return _judge_numbers(standing, judge, base, number).verdict

    points: list[TurningPoint] = []
    while len(points) < len(Verdict) and verdict_at(worst) != verdict_at(best):
        worst = _first_change(verdict_at, worst, best, step)
        points.append(_at_the_goal(standing, TurningPoint(worst, verdict_at(worst)), step))
    return points


def _at_the_goal(standing: Standing, point: TurningPoint, step: Decimal) -> TurningPoint:
    """The point itself, or where more than the number to reach is asked for, just beyond that number."""
    if not (standing.target.strict and standing.target.has_number):
        return point
    goal = standing.goal(latest=point.number)
    beyond = (point.number - goal) * standing.target.sign
    return point._replace(number=goal, beyond=True) if 0 < beyond <= step else point


def _judge_numbers(standing: Standing, judge: Judge, baseline: Decimal, latest: Decimal) -> Judgement:
    """The method's judgement, or what a deadline, or its absence, makes of it."""
    question = standing.question(baseline, latest)
    met_earlier = standing.target.due is None and _met_earlier(standing, question.number)
    return judge_by_deadline(standing, question, judge, met_earlier=met_earlier)


def _met_earlier(standing: Standing, goal: Decimal | None) -> bool:
    """Whether an earlier year since the baseline surely met the number to reach."""
    return goal is not None and any(
        surely_met(standing, figure, goal)
        for year, figure in standing.figures.items()
        if standing.baseline.year <= year < standing.latest.year
    )


def surely_met(standing: Standing, figure: Figure, goal: Decimal) -> bool:
    """Whether a figure meets the number to reach at every value that it may stand for."""
    return all(standing.meets(standing.target, end, goal) for end in possible_values(standing, Dated(0, figure)))


def _combinations(
    standing: Standing, bases: tuple[Decimal, ...], lasts: tuple[Decimal, ...]
) -> Iterator[tuple[Decimal, Decimal]]:
    """Every baseline with every latest actual; one number for both where they are the same figure."""
    return zip(lasts, lasts, strict=True) if standing.single else product(bases, lasts)


def _open_end(standing: Standing, number: Decimal) -> Decimal:
    """A number far beyond all that is known, in proportion to it, so that no unit matters: the open end of a bound."""
    target = standing.target
    ends = (*(target.value_range or ()), *(figure.printed for figure in standing.figures.values()))
    goal = target.goal(standing.baseline.figure.printed) or Decimal(0)
    known = max((abs(end) for end in ends), default=Decimal(0))
    return (abs(number) + abs(goal) + known or Decimal(1)).scaleb(9)


def _turning_sentence(
    standing: Standing, judge: Judge, worst: Verdict, best: Verdict
) -> tuple[Decimal | None, Message]:
    """Where the verdict turns, in the uncertain figure alone, and the sentence that says it."""
    base, latest = standing.baseline.figure.printed, standing.latest.figure.printed
    sides: tuple[tuple[Dated, str, Callable[[Decimal], Verdict]], ...] = (
        (
            standing.latest,
            "latest",
            cache(lambda number: _judge_numbers(standing, judge, number if standing.single else base, number).verdict),
        ),
        (standing.baseline, "baseline", cache(lambda number: _judge_numbers(standing, judge, number, latest).verdict)),
    )
    known = _known_verdict(worst, best)
    for dated, which, verdict_at in sides:
        ends = possible_values(standing, dated)
        other = next((end for end in ends[1:] if verdict_at(end) != verdict_at(ends[0])), None)
        if other is not None:
            readable = readable_figure(standing.target, dated.figure)
            step = _finer_step(standing, ends[0])
            turn, verdict, upward = _turning_point(verdict_at, readable.printed, other, step)
            figure = message(f"figure.{which}", year=dated.year, figure=figure_words(readable))
            values = {"figure": figure, "verdict": _verdict_name(verdict), "known": known, "year": dated.year}
            point = _at_the_goal(standing, TurningPoint(turn, verdict), step)
            if dated is standing.latest and point.beyond:
                passed = message(f"aim.{standing.target.at}", goal=point.number)
                return turn, message("reason.undecided.beyond", turn=passed, **values)
            return turn, message(f"reason.undecided.{'from' if upward else 'up_to'}", turn=turn, **values)
    return None, message("reason.undecided.both", known=known)


def _known_verdict(worst: Verdict, best: Verdict) -> Message:
    """What is known all the same: that it is the worst verdict or better."""
    if worst is Verdict.NOT_ASSESSED:
        return message("known.perhaps", best=_verdict_name(best))
    return message("known.or_better", worst=_verdict_name(worst))


def _turning_point(
    verdict_at: Callable[[Decimal], Verdict], printed: Decimal, other: Decimal, step: Decimal
) -> tuple[Decimal, Verdict, bool]:
    """The number nearest the printed one where the verdict is another.

    Returns the number on the better side of the turn, the verdict that it begins, and whether that lies upward.
    """
    there = _first_change(verdict_at, printed, other, step)
    upward = other > printed
    if verdict_at(there).rank > verdict_at(printed).rank:
        return there, verdict_at(there), upward
    last = there - step if upward else there + step
    return last, verdict_at(last), not upward


def _first_change(verdict_at: Callable[[Decimal], Verdict], start: Decimal, end: Decimal, step: Decimal) -> Decimal:
    """The first number on the way from start to end, in steps, whose verdict is not that of the start.

    Found by doubling and then by halving: the verdict at the end is another, and it turns away for good in between.
    """
    towards = step if end > start else -step
    here = verdict_at(start)
    last = int((abs(end - start) / step).to_integral_value(ROUND_CEILING))
    near, far = 0, min(1, last)
    while far < last and verdict_at(start + towards * far) == here:
        near, far = far, min(2 * far, last)
    while far - near > 1:
        middle = (near + far) // 2
        if verdict_at(start + towards * middle) == here:
            near = middle
        else:
            far = middle
    return start + towards * far


def _finer_step(standing: Standing, printed: Decimal) -> Decimal:
    """One digit finer than a figure was printed; whole numbers stay whole, and an index gets two decimals."""
    if standing.target.figures == "growth":
        return INDEX_STEP
    return Decimal(1) if standing.target.whole else half_last_digit(printed) / 5


def _raised_flags(standing: Standing, judge: Judge, found: BoundedJudgement) -> Iterator[Flag]:
    if not (standing.latest.figure.exact and standing.baseline.figure.exact):
        yield Flag.BOUND
    decided = found.verdict not in (Verdict.UNDECIDED, Verdict.NOT_ASSESSED)
    if decided and _rounding_turns(standing, judge, found.verdict):
        yield Flag.ROUNDING
    if not standing.target.has_number or standing.target.every_year:
        return
    bases, lasts = possible_values(standing, standing.baseline), possible_values(standing, standing.latest)
    questions = [standing.question(base, last) for base, last in _combinations(standing, bases, lasts)]
    printed = questions[0]
    wrong = (printed.goal - printed.baseline.value) * printed.target.sign < 0
    if wrong and not standing.starts_within_range(printed.baseline.value):
        yield Flag.WRONG_WAY
    lost = not any(question.met for question in questions)
    if lost and all(_met_earlier(standing, question.goal) for question in questions):
        yield Flag.MET_THEN_LOST


def _rounding_turns(standing: Standing, judge: Judge, verdict: Verdict) -> bool:
    """Whether half a unit of the last printed digit of an exact figure could turn the verdict."""
    if standing.target.whole or standing.target.figures == "growth":  # a count, or an index that nobody rounded
        return False
    for base_sign in (1, -1):
        shifted = standing._replace(
            figures={year: _shift_figure(figure, base_sign) for year, figure in standing.figures.items()}
        )
        bases = _shift_by_rounding(standing, standing.baseline, base_sign)
        for last_sign in (1, -1):
            pairs = _combinations(standing, bases, _shift_by_rounding(standing, standing.latest, last_sign))
            if any(_judge_numbers(shifted, judge, base, last).verdict != verdict for base, last in pairs):
                return True
    return False


def _shift_figure(figure: Figure, sign: int) -> Figure:
    """An exact figure moved by half its last digit; a bound or range as it is."""
    if not figure.exact:
        return figure
    return Figure.exactly(figure.printed + sign * half_last_digit(figure.printed))


def _shift_by_rounding(standing: Standing, dated: Dated, sign: int) -> tuple[Decimal, ...]:
    """An exact number moved by half its last digit; the ends of a bound or range, and what a total begins at, as is."""
    if standing.target.figures == "flow" and dated is standing.baseline:
        return (dated.figure.printed,)
    if dated.figure.exact:
        return (_shift_figure(dated.figure, sign).printed,)
    return possible_values(standing, dated)


def _verdict_name(verdict: Verdict) -> Message:
    return message(f"verdict.{verdict}")
