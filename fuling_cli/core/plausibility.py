"""What makes an entry impossible, or worth a second look: asked before it is recorded, and by `fuling check`."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from fuling_cli.core.ledger import Actual, current_series
from fuling_cli.core.target import Target
from fuling_cli.core.units import scale_slip, unit_factor
from fuling_cli.language import Message, Rounded, message


class Severity(StrEnum):
    """How much an issue weighs: impossible, to be asked about, or only worth a mention."""

    IMPOSSIBLE = "impossible"
    ASK = "ask"
    MENTION = "mention"


class PlausibilityIssue(NamedTuple):
    """One thing odd about an entry, and the key of the entry that it concerns."""

    severity: Severity
    key: str
    message: Message


def check_plausibility(
    actual: Actual, target: Target, others: Iterable[Actual], today: date
) -> Iterator[PlausibilityIssue]:
    """Everything odd about an entry of ``target``'s metric; ``others`` are the metric's other entries."""
    scale = unit_factor(actual.unit, target.unit)
    if scale is None:
        yield _issue(Severity.IMPOSSIBLE, "unit", "odd.unit", unit=actual.unit, wanted=target.unit)
        return
    day = today.isoformat()  # days as they are typed: one of them is what to correct
    published = actual.published and actual.published.isoformat()
    if actual.year > today.year:
        yield _issue(Severity.IMPOSSIBLE, "year", "odd.future_year", year=actual.year, today=day)
    if actual.published is not None and actual.published > today:
        yield _issue(Severity.IMPOSSIBLE, "published", "odd.future_day", published=published, today=day)
    elif actual.published is not None and actual.published.year < actual.year and actual.status != "estimated":
        yield _issue(Severity.IMPOSSIBLE, "published", "odd.early", published=published, year=actual.year)
    if target.whole and any(end != end.to_integral_value() for end in actual.figure.times(scale) if end is not None):
        yield _issue(Severity.IMPOSSIBLE, "value", "odd.fraction", metric=actual.metric)
    yield from _jump(actual, target, others)
    if actual.source is None:
        yield _issue(Severity.MENTION, "source", "odd.no_source", metric=actual.metric, year=actual.year)


def _jump(actual: Actual, target: Target, others: Iterable[Actual]) -> Iterator[PlausibilityIssue]:
    """Ten times or a tenth of the nearest other year: a slip of 万 and 亿, or of the decimal point."""
    years = current_series((other for other in others if unit_factor(other.unit, target.unit) is not None), date.max)
    near = min((year for year in years), key=lambda year: (abs(year - actual.year), year), default=None)
    if near is None:
        return
    before, here = _in_unit(years[near], target.unit), _in_unit(actual, target.unit)
    ratio = scale_slip(before, here)
    if ratio is not None:
        times = Rounded(abs(ratio if abs(ratio) >= 1 else 1 / ratio), 1)
        key = "odd.jump_up" if abs(ratio) >= 1 else "odd.jump_down"
        yield _issue(Severity.ASK, "value", key, value=here, times=times, before=before, year=near, unit=target.unit)


def _in_unit(actual: Actual, unit: str) -> Decimal:
    scale = unit_factor(actual.unit, unit)
    return actual.figure.times(Decimal(1) if scale is None else scale).printed


def _issue(severity: Severity, key: str, message_key: str, **values: object) -> PlausibilityIssue:
    return PlausibilityIssue(severity, key, message(message_key, **values))
