"""The compound growth observed, as a share of the compound growth required.

The quantitative-target rule of Open SDG 2.4 as Statistics Canada publishes it, with the thresholds of Eurostat's EU
SDG monitoring reports: observed = (v/b)^(1/(y1-y0)) - 1, required = (T/b)^(1/(yT-y0)) - 1, ratio = observed/|required|,
with the sign of the direction. Thresholds are decided without rounding.
"""

from decimal import Decimal

from fuling_cli.core.decimals import WIDE, decimals_apart
from fuling_cli.core.growth import compound_growth, growth_exists, pace_sign
from fuling_cli.core.verdict import Judgement, Question, Verdict, not_assessed
from fuling_cli.language import Message, Percent, Rounded, message

ON_TRACK, ACCELERATION = Decimal("0.95"), Decimal("0.60")


def judge(question: Question) -> Judgement:
    """The band of the observed growth; ``ratio`` is observed over required growth, None where that is no number."""
    baseline, latest, goal = question.baseline, question.latest, question.goal
    if baseline is None:
        return not_assessed(message("reason.no_baseline"))
    years, all_years = latest.year - baseline.year, question.by - baseline.year
    if question.met:
        return Judgement(Verdict.ACHIEVED, met_reason(question), "target achieved", _ratio(question))
    if years <= 0:
        return not_assessed(message("reason.no_later_actual", year=baseline.year))
    if all_years <= 0:
        return not_assessed(message("reason.no_time", by=question.by, year=baseline.year))
    if not growth_exists(baseline.value, latest.value, years):
        return not_assessed(no_growth(question))
    if goal <= 0:
        return not_assessed(message("reason.no_compound_path", start=baseline.value, goal=goal))
    verdict, band = _band(question)
    return Judgement(verdict, _reason(question), band, _ratio(question))


def working(question: Question) -> tuple[Message, ...]:
    """The two growth rates and their ratio, each formula with its numbers."""
    baseline, latest, goal = question.baseline, question.latest, question.goal
    observed, required = _rates(question)
    if baseline is None or observed is None or required is None:
        return ()
    years, all_years = latest.year - baseline.year, question.by - baseline.year
    decimals = decimals_apart([observed * 100, required * 100], 2)
    lines = [
        message(
            "working.observed",
            start=baseline.value,
            end=latest.value,
            years=years,
            growth=Percent(observed, decimals),
        ),
        message(
            "working.required",
            start=baseline.value,
            end=goal,
            years=all_years,
            growth=Percent(required, decimals),
        ),
    ]
    ratio = _ratio(question)
    if ratio is not None:
        lines.append(message("working.cagr.ratio", ratio=_ratio_shown(ratio), on_track=ON_TRACK, behind=ACCELERATION))
    return tuple(lines)


def met_reason(question: Question) -> Message:
    """That the latest actual meets the target."""
    return message("reason.met", value=question.latest.value, year=question.latest.year, goal=question.goal)


def _band(question: Question) -> tuple[Verdict, str]:
    """The band of a target not met, whose growth rates exist: decided exactly at every threshold."""
    baseline, latest, goal, sign = question.baseline, question.latest, question.goal, question.target.sign
    assert baseline is not None
    if (latest.value - baseline.value) * sign < 0:
        return Verdict.REVERSING, "deterioration"
    if goal != baseline.value and latest.value > 0:
        paces = (baseline.value, latest.value, latest.year - baseline.year, goal, question.by - baseline.year)
        if pace_sign(*paces, ON_TRACK) * sign >= 0:
            return Verdict.ON_TRACK, "on track"
        if pace_sign(*paces, ACCELERATION) * sign >= 0:
            return Verdict.BEHIND, "acceleration needed"
    return Verdict.FAR_BEHIND, "limited progress"


def _rates(question: Question) -> tuple[Decimal | None, Decimal | None]:
    """Observed and required growth, None where there is no such rate."""
    baseline, latest, goal = question.baseline, question.latest, question.goal
    if baseline is None:
        return None, None
    observed = compound_growth(baseline.value, latest.value, latest.year - baseline.year)
    required = compound_growth(baseline.value, goal, question.by - baseline.year) if goal > 0 else None
    return observed, required


def _ratio(question: Question) -> Decimal | None:
    observed, required = _rates(question)
    if observed is None or not required:
        return None
    return WIDE.divide(WIDE.multiply(Decimal(question.target.sign), observed), required.copy_abs())


def _reason(question: Question) -> Message:
    observed, required = _rates(question)
    assert observed is not None
    assert required is not None
    ratio = _ratio(question)
    beside = [share * required * 100 for share in (Decimal(0), ACCELERATION, ON_TRACK, Decimal(1))]
    decimals = decimals_apart([observed * 100, *beside], 2)
    shown = {"observed": Percent(observed, decimals), "required": Percent(required, decimals)}
    if observed * question.target.sign < 0 or ratio is None:
        return message("reason.cagr.away", **shown)
    return message("reason.cagr.ratio", **shown)


def _ratio_shown(ratio: Decimal) -> Rounded:
    """The ratio with the digits that keep it on its side of the thresholds."""
    return Rounded(ratio, decimals_apart([ratio, ON_TRACK, ACCELERATION, Decimal(0)], 2))


def no_growth(question: Question) -> Message:
    """Why no growth rate leads from the baseline to the latest actual."""
    assert question.baseline is not None
    start, end = question.baseline.value, question.latest.value
    key = "reason.turned_positive" if start <= 0 < end else "reason.turned_negative" if end < 0 < start else None
    return message(key or "reason.no_growth", start=start, end=end)
