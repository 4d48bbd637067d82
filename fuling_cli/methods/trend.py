"""The growth observed, for targets with a direction and no number.

The rule of Open SDG 2.4 without a quantitative target, as Statistics Canada publishes it: g = d·observed growth, judged
against 1.5 % and 0.5 % a year. A metric with a natural limit has less room the nearer it is to it, so that the
thresholds are scaled by C = 1 - (b/limit)^4.44 below the limit, 1 - ((2·limit - b)/limit)^4.44 up to twice the limit,
and 1 above. Thresholds are decided without rounding.
"""

from decimal import Decimal
from fractions import Fraction

from fuling_cli.core.decimals import WIDE, decimals_apart
from fuling_cli.core.growth import compound_growth, compound_value, exact_root, growth_exists
from fuling_cli.core.pace import to_decimal
from fuling_cli.core.reasons import no_growth, no_later_actual, shown
from fuling_cli.core.verdict import Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, Percent, Rounded, message

PACE = "compound"
SUBSTANTIAL, MODERATE = Decimal("0.015"), Decimal("0.005")
POWER = Decimal("4.44")


def judge(question: Question) -> Judgement:
    """The band of the observed growth in the target's direction, which is also the ``ratio``."""
    baseline, latest = question.baseline, question.latest
    years = latest.year - baseline.year
    if years <= 0:
        return not_assessed(no_later_actual(question))
    if not growth_exists(baseline.value, latest.value, years):
        return not_assessed(no_growth(question))
    growth, scale = _directed_growth(question), _threshold_scale(question)
    if growth < 0:
        return Judgement(Verdict.REVERSING, _growth_reason(question), "deterioration", growth)
    if _reaches_threshold(question, WIDE.multiply(SUBSTANTIAL, scale)):
        return Judgement(Verdict.ON_TRACK, _growth_reason(question), "substantial progress", growth)
    if _reaches_threshold(question, WIDE.multiply(MODERATE, scale)):
        return Judgement(Verdict.BEHIND, _growth_reason(question), "moderate progress", growth)
    return Judgement(Verdict.FAR_BEHIND, _growth_reason(question), "limited progress", growth)


def working(question: Question) -> tuple[Message, ...]:
    """The observed growth, and the thresholds that it is held against."""
    baseline, latest = question.baseline, question.latest
    years = latest.year - baseline.year
    if not growth_exists(baseline.value, latest.value, years):
        return ()
    lines = [
        message(
            "working.observed",
            start=shown(baseline.value),
            end=shown(latest.value),
            years=years,
            growth=_shown_growth(question),
        )
    ]
    scale = _threshold_scale(question)
    if question.target.limit is not None:
        lines.append(
            message(
                "working.trend.scale", start=shown(baseline.value), limit=question.target.limit, scale=Rounded(scale, 4)
            )
        )
    thresholds = {
        "substantial": Percent(WIDE.multiply(SUBSTANTIAL, scale), 2),
        "moderate": Percent(WIDE.multiply(MODERATE, scale), 2),
    }
    return (*lines, message("working.trend.thresholds", **thresholds))


def _observed_growth(question: Question) -> Decimal:
    baseline, latest = question.baseline, question.latest
    observed = compound_growth(baseline.value, latest.value, latest.year - baseline.year)
    assert observed is not None
    return observed


def _directed_growth(question: Question) -> Decimal:
    return WIDE.multiply(Decimal(question.target.sign), _observed_growth(question))


def _threshold_scale(question: Question) -> Decimal:
    """How much of the thresholds is left: 1 without a limit, or far above it; 0 at the limit."""
    limit, start = question.target.limit, question.baseline.value
    if limit is None or start > 2 * limit:
        return Decimal(1)
    share = Fraction(min(start, 2 * limit - start)) / Fraction(limit)
    root = exact_root(share, 25) if share > 0 else Fraction(0)  # 4.44 is 111/25
    power = to_decimal(root**111) if root is not None else WIDE.power(to_decimal(share), POWER)
    return WIDE.subtract(Decimal(1), power)


def _reaches_threshold(question: Question, threshold: Decimal) -> bool:
    """Whether the growth is at or above a threshold: by a whole power, so that a figure exactly there is there."""
    sign, years = question.target.sign, question.latest.year - question.baseline.year
    turn = compound_value(question.baseline.value, WIDE.multiply(Decimal(sign), threshold), years)
    return (question.latest.value - turn) * sign >= 0


def _growth_reason(question: Question) -> Message:
    key = (
        "still"
        if question.latest.value == question.baseline.value
        else "towards"
        if _directed_growth(question) > 0
        else "away"
    )
    return message(
        f"reason.trend.{key}",
        start=shown(question.baseline.value),
        start_year=question.baseline.year,
        value=shown(question.latest.value),
        year=question.latest.year,
        growth=_shown_growth(question),
    )


def _shown_growth(question: Question) -> Percent:
    """The observed growth with the digits that keep it on its side of zero and of the thresholds."""
    observed, scale = _observed_growth(question), _threshold_scale(question)
    turns = (WIDE.multiply(WIDE.multiply(number, scale), question.target.sign) for number in (SUBSTANTIAL, MODERATE))
    return Percent(observed, decimals_apart([rate.scaleb(2, WIDE) for rate in (observed, Decimal(0), *turns)], 2))
