"""The compound growth observed, as a share of the compound growth required.

The quantitative-target rule of Open SDG 2.4 as Statistics Canada publishes it, with the thresholds of Eurostat's EU
SDG monitoring reports: observed = (v/b)^(1/(y1-y0)) - 1, required = (T/b)^(1/(yT-y0)) - 1, ratio = observed/|required|,
with the sign of the direction. Thresholds are decided without rounding.
"""

from decimal import Decimal

from fuling_cli.core.decimals import WIDE, decimals_apart
from fuling_cli.core.growth import compound_growth, growth_exists, pace_sign
from fuling_cli.core.reasons import goal_words, met_reason, no_growth, no_later_actual, nothing_required, shown
from fuling_cli.core.verdict import Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, Percent, Rounded, message

PACE = "compound"
ON_TRACK, ACCELERATION = Decimal("0.95"), Decimal("0.60")


def judge(question: Question) -> Judgement:
    """The band of the observed growth; ``ratio`` is observed over required growth, None where that is no number."""
    baseline, latest, goal = question.baseline, question.latest, question.goal
    years, all_years = latest.year - baseline.year, question.by - baseline.year
    if question.met:
        return Judgement(Verdict.ACHIEVED, met_reason(question), "target achieved", _growth_ratio(question))
    if years <= 0:
        return not_assessed(no_later_actual(question))
    if all_years <= 0:
        return not_assessed(message("reason.no_time", by=question.by, year=baseline.year))
    if not growth_exists(baseline.value, latest.value, years):
        return not_assessed(no_growth(question))
    if goal <= 0:
        return not_assessed(message("reason.no_compound_path", start=shown(baseline.value), goal=goal_words(question)))
    if (latest.value - baseline.value) * question.target.sign < 0:
        return Judgement(Verdict.REVERSING, _growth_reason(question), "deterioration", _growth_ratio(question))
    if goal == baseline.value:
        return not_assessed(nothing_required(question))
    verdict, band = _band_of(question)
    return Judgement(verdict, _growth_reason(question), band, _growth_ratio(question))


def working(question: Question) -> tuple[Message, ...]:
    """The two growth rates and their ratio, each formula with its numbers."""
    baseline, latest = question.baseline, question.latest
    observed, required = _growth_rates(question)
    if observed is None or required is None:
        return ()
    decimals = _decimals_apart(observed, required)
    lines = [
        message(
            "working.observed",
            start=shown(baseline.value),
            end=shown(latest.value),
            years=latest.year - baseline.year,
            growth=Percent(observed, decimals),
        ),
        message(
            "working.required",
            start=shown(baseline.value),
            end=shown(question.goal),
            years=question.by - baseline.year,
            growth=Percent(required, decimals),
        ),
    ]
    ratio = _growth_ratio(question)
    if ratio is not None:
        lines.append(message("working.cagr.ratio", ratio=_shown_ratio(ratio), on_track=ON_TRACK, behind=ACCELERATION))
    return tuple(lines)


def _band_of(question: Question) -> tuple[Verdict, str]:
    """The band of a target not met, whose growth rates exist: decided exactly at every threshold."""
    baseline, latest, goal, sign = question.baseline, question.latest, question.goal, question.target.sign
    if latest.value > 0:
        paces = (baseline.value, latest.value, latest.year - baseline.year, goal, question.by - baseline.year)
        if pace_sign(*paces, ON_TRACK) * sign >= 0:
            return Verdict.ON_TRACK, "on track"
        if pace_sign(*paces, ACCELERATION) * sign >= 0:
            return Verdict.BEHIND, "acceleration needed"
    return Verdict.FAR_BEHIND, "limited progress"


def _growth_rates(question: Question) -> tuple[Decimal | None, Decimal | None]:
    """Observed and required growth, None where there is no such rate."""
    if question.number is None:
        return None, None
    baseline, latest, goal = question.baseline, question.latest, question.goal
    observed = compound_growth(baseline.value, latest.value, latest.year - baseline.year)
    required = compound_growth(baseline.value, goal, question.by - baseline.year) if goal > 0 else None
    return observed, required


def _growth_ratio(question: Question) -> Decimal | None:
    observed, required = _growth_rates(question)
    if observed is None or not required:
        return None
    return WIDE.divide(WIDE.multiply(Decimal(question.target.sign), observed), required.copy_abs())


def _growth_reason(question: Question) -> Message:
    observed, required = _growth_rates(question)
    assert observed is not None
    assert required is not None
    decimals = _decimals_apart(observed, required)
    shown_rates = {"observed": Percent(observed, decimals), "required": Percent(required, decimals)}
    return message(f"reason.cagr.{'still' if observed == 0 else 'grew' if observed > 0 else 'shrank'}", **shown_rates)


def _decimals_apart(observed: Decimal, required: Decimal) -> int:
    """The decimals of two rates in percent that keep them apart, and each on its side of zero and of the thresholds."""
    turns = (WIDE.multiply(required, share) for share in (ON_TRACK, ACCELERATION))
    return decimals_apart([rate.scaleb(2, WIDE) for rate in (observed, required, Decimal(0), *turns)], 2)


def _shown_ratio(ratio: Decimal) -> Rounded:
    """The ratio with the digits that keep it on its side of the thresholds."""
    return Rounded(ratio, decimals_apart([ratio, ON_TRACK, ACCELERATION, Decimal(0)], 2))
