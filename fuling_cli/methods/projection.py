"""The value by the deadline at the observed growth, as a share of the way from baseline to target.

The rule of the technical note of the UN SDG Progress Chart 2023: p = v·(1+observed)^(yT-y1), ratio = (p - b)/(T - b).
Decided by integer powers: p >= x means v^(n+m) >= x^n·b^m with n years observed and m years to go.
"""

from decimal import Decimal
from fractions import Fraction

from fuling_cli.core.decimals import WIDE, decimals_apart
from fuling_cli.core.growth import compound_growth, compound_value, growth_exists
from fuling_cli.core.pace import within_limit
from fuling_cli.core.reasons import met_reason, no_growth, no_later_actual, nothing_required, shown
from fuling_cli.core.verdict import Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, Percent, Rounded, message

PACE = "compound"
TOLERANCE = Decimal(1)
"""What lies within 1 % of a target of 0 % or 100 % counts as met."""
ON_TRACK, ACCELERATION = Decimal("0.95"), Decimal("0.10")


def judge(question: Question) -> Judgement:
    """The band of the projection; ``ratio`` is its share of the way, negative where it leads away."""
    baseline, latest = question.baseline, question.latest
    years = latest.year - baseline.year
    if question.met:
        return Judgement(Verdict.ACHIEVED, met_reason(question), "achieved", _way_ratio(question))
    if years <= 0:
        return not_assessed(no_later_actual(question))
    if not growth_exists(baseline.value, latest.value, years):
        return not_assessed(no_growth(question))
    if question.goal == baseline.value:
        return not_assessed(nothing_required(question))
    verdict, band = _band_of(question)
    return Judgement(verdict, _projection_reason(question), band, _way_ratio(question))


def working(question: Question) -> tuple[Message, ...]:
    """The observed growth, the projection and its share of the way, each formula with its numbers."""
    baseline, latest, observed = question.baseline, question.latest, _observed_growth(question)
    if question.number is None or observed is None:
        return ()
    years = latest.year - baseline.year
    growth = Percent(observed, decimals_apart([observed.scaleb(2, WIDE), Decimal(0)], 2))
    lines = [
        message("working.observed", start=shown(baseline.value), end=shown(latest.value), years=years, growth=growth),
        message(
            "working.projection.value",
            last=shown(latest.value),
            growth=growth,
            years=question.by - latest.year,
            by=question.by,
            projection=Rounded(_projected_value(question, observed), 2),
        ),
    ]
    ratio = _way_ratio(question)
    if ratio is not None:
        lines.append(
            message(
                "working.projection.ratio",
                start=shown(baseline.value),
                goal=shown(question.goal),
                ratio=_shown_ratio(ratio),
            )
        )
    return tuple(lines)


def _observed_growth(question: Question) -> Decimal | None:
    baseline, latest = question.baseline, question.latest
    return compound_growth(baseline.value, latest.value, latest.year - baseline.year)


def _way_ratio(question: Question) -> Decimal | None:
    baseline, goal, observed = question.baseline, question.goal, _observed_growth(question)
    if observed is None or goal == baseline.value:
        return None
    way = WIDE.subtract(_projected_value(question, observed), baseline.value)
    return WIDE.divide(
        WIDE.multiply(Decimal(question.target.sign), way), WIDE.subtract(goal, baseline.value).copy_abs()
    )


def _projected_value(question: Question, observed: Decimal) -> Decimal:
    value = question.latest.value
    projected = compound_value(value, observed, max(question.by - question.latest.year, 0))
    return within_limit(question.target.limit, value, projected)


def _band_of(question: Question) -> tuple[Verdict, str]:
    """The band of a target not met, from a positive baseline: decided exactly at every threshold."""
    baseline, sign = question.baseline, question.target.sign
    if (question.latest.value - baseline.value) * sign < 0:
        return Verdict.REVERSING, "stagnation or regression"
    if _covers_share(question, ON_TRACK):
        return Verdict.ON_TRACK, "on track"
    if _covers_share(question, ACCELERATION):
        return Verdict.BEHIND, "acceleration needed"
    return Verdict.FAR_BEHIND, "stagnation or regression"


def _covers_share(question: Question, share: Decimal) -> bool:
    """Whether the projection covers at least ``share`` of the way from baseline to goal."""
    start, value = Fraction(question.baseline.value), Fraction(question.latest.value)
    needed = start + Fraction(share) * (Fraction(question.goal) - start)
    done, left = question.latest.year - question.baseline.year, max(question.by - question.latest.year, 0)
    limit = None if question.target.limit is None else Fraction(question.target.limit)
    beyond = (needed - within_limit(limit, value, needed)) * question.target.sign
    if beyond:  # no projection goes beyond the limit, neither to the number needed nor away from it
        return beyond < 0
    if needed <= 0:  # only where less is better, and no projection falls to zero or below but from zero
        return value == 0 and needed == 0
    difference = value ** (done + left) - needed**done * start**left
    return difference * question.target.sign >= 0


def _projection_reason(question: Question) -> Message:
    observed, ratio = _observed_growth(question), _way_ratio(question)
    assert observed is not None
    projection = _projected_value(question, observed)
    rounded = Rounded(projection, decimals_apart([projection, question.goal], 1))
    if ratio is None or ratio <= 0:
        growth = Percent(observed, decimals_apart([observed.scaleb(2, WIDE), Decimal(0)], 2))
        key = "reason.projection.still" if observed == 0 else "reason.projection.away"
        return message(key, growth=growth, projection=rounded, by=question.by)
    decimals = decimals_apart([number * 100 for number in (ratio, ON_TRACK, ACCELERATION)], 0)
    return message("reason.projection.share", projection=rounded, by=question.by, ratio=Percent(ratio, decimals))


def _shown_ratio(ratio: Decimal) -> Rounded:
    return Rounded(ratio, decimals_apart([ratio, ON_TRACK, ACCELERATION, Decimal(0)], 2))
