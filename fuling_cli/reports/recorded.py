"""What recording a figure did: the figure in full, its growth on the year before, and the verdicts before and after."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.decimals import EXACT, WIDE, decimals_apart
from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import Actual
from fuling_cli.core.units import RATES, unit_factor, unit_of
from fuling_cli.language import Message, Percent, Rounded, message
from fuling_cli.reports.entry import full_value
from fuling_cli.tables.cell_text import SYMBOLS, computed_text, figure_text
from fuling_cli.tables.table import Kind


def recorded_lines(actual: Actual, previous: Actual | None) -> Iterator[Message]:
    """The entry, where it is from, and how it stands to the figure of the year before, if there is one."""
    yield message(
        "record.done",
        metric=actual.metric,
        year=actual.year,
        figure=figure_text(actual.figure),
        unit=actual.unit,
        full=full_value(actual),
    )
    yield message(
        "record.provenance",
        status=message(f"status.{actual.status}"),
        published=actual.published or message("missing.day"),
        source=actual.source or message("missing.source"),
    )
    scale = None if previous is None else unit_factor(previous.unit, actual.unit)
    if previous is None or scale is None:
        return
    before = previous.figure.times(scale)
    change = _growth_change(before, actual.figure, points=unit_of(actual.unit).noun in RATES)
    if change is not None:
        yield message("record.growth", year=previous.year, growth=change, before=figure_text(before))


def status_lines(before: Sequence[Assessment], after: Sequence[Assessment]) -> Iterator[Message]:
    """The verdict of each target of a metric, before and after, with both rates."""
    for old, new in zip(before, after, strict=True):
        verdict = _verdict_words(new)
        if (old.verdict, old.judgement.between) != (new.verdict, new.judgement.between):
            verdict = message("record.changed", before=_verdict_words(old), after=verdict)
        target = message("record.of_target", target=new.target.id) if len(after) > 1 else ""
        yield message("record.status", target=target, verdict=verdict, reason=_rate_words(new))


def _verdict_words(assessment: Assessment) -> Message:
    verdict = assessment.verdict
    return message("record.verdict", symbol=SYMBOLS[verdict], verdict=message(f"verdict.{verdict}"))


def _rate_words(assessment: Assessment) -> Message:
    """Observed and required growth, with the digits that tell them apart; else why there is no such pair."""
    observed, required = assessment.numbers.observed_growth, assessment.numbers.planned_growth
    if observed is None or required is None:
        return assessment.reason
    decimals = decimals_apart([observed.printed * 100, required.printed * 100], 2)
    told, wanted = (computed_text(Kind.GROWTH, rate, decimals) for rate in (observed, required))
    return message("record.rates", observed=told, required=wanted)


def _growth_change(before: Figure, after: Figure, *, points: bool) -> Message | None:
    """Growth in percent or percentage points, as a bound where a figure is one; None where there is no growth rate."""

    def between(start: Decimal | None, end: Decimal | None) -> Decimal | None:
        if start is None or end is None:
            return None
        return EXACT.subtract(end, start) if points else WIDE.divide(end, start) - 1

    if not points and any(end is not None and end <= 0 for end in (*before, *after)):
        return None
    low, high = between(before.high, after.low), between(before.low, after.high)
    if low is not None and low == high:
        return message("rate.exact", rate=_signed_text(low, ROUND_HALF_UP, points=points))
    lowest = None if low is None else _signed_text(low, ROUND_FLOOR, points=points)
    highest = None if high is None else _signed_text(high, ROUND_CEILING, points=points)
    if lowest and highest:
        return message("rate.between", low=lowest, high=highest)
    if lowest:
        return message("rate.at_least", rate=lowest)
    return message("rate.at_most", rate=highest) if highest else None


def _signed_text(change: Decimal, rounding: str, *, points: bool) -> Message:
    """A change with its sign."""
    text = str(Rounded(change, 2, rounding) if points else Percent(change, 2, rounding))
    signed = text if text.startswith("-") else f"+{text}"
    return message("change.points" if points else "change.percent", number=signed)
