"""What makes an entry impossible, or worth a second look: asked before it is recorded, and by `fuling check`."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from fuling_cli.core.decimals import WIDE
from fuling_cli.core.ledger import Actual, current_series
from fuling_cli.core.target import Target
from fuling_cli.core.units import RATES, scale_slip, unit_factor, unit_of
from fuling_cli.language import Message, Rounded, message

YEARLY_CHANGE = Decimal("1.2")
"""Times a year: a figure of many years earlier may be that much smaller without a slip."""
FULL_SHARE = Decimal(100)
COUNTED = frozenset({"家", "户", "人", "个", "项", "所", "辆", "台"})
"""Nouns of which there are none below zero."""


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
        yield _make_issue(Severity.IMPOSSIBLE, "unit", "odd.unit", unit=actual.unit, wanted=target.unit)
        return
    day = today.isoformat()  # days as they are typed: one of them is what to correct
    published = actual.published and actual.published.isoformat()
    if actual.year > today.year:
        yield _make_issue(Severity.IMPOSSIBLE, "year", "odd.future_year", year=actual.year, today=day)
    if actual.published is not None and actual.published > today:
        yield _make_issue(Severity.IMPOSSIBLE, "published", "odd.future_day", published=published, today=day)
    elif actual.published is not None and actual.published.year < actual.year and actual.status != "estimated":
        yield _make_issue(Severity.IMPOSSIBLE, "published", "odd.early", published=published, year=actual.year)
    if target.whole and any(end != end.to_integral_value() for end in actual.figure.times(scale) if end is not None):
        yield _make_issue(Severity.IMPOSSIBLE, "value", "odd.fraction", metric=actual.metric)
    if actual.year == today.year and actual.status != "estimated":
        yield _make_issue(Severity.ASK, "year", "odd.open_year", year=actual.year, today=day)
    yield from _value_issues(actual, target, others)
    if actual.source is None:
        yield _make_issue(Severity.MENTION, "source", "odd.no_source", metric=actual.metric, year=actual.year)


def _value_issues(actual: Actual, target: Target, others: Iterable[Actual]) -> Iterator[PlausibilityIssue]:
    """What looks like a slip: by the value alone, then beside that of the nearest year."""
    unit = target.unit
    value = _in_unit(actual, unit)
    rate = unit_of(unit).noun in RATES
    growth = target.figures == "growth"
    limit = target.limit or (FULL_SHARE if rate and not growth else None)
    if value < 0 and (target.whole or unit_of(unit).noun in COUNTED):
        yield _make_issue(Severity.ASK, "value", "odd.negative_count", value=value, unit=unit)
    elif limit is not None and value > limit:
        yield _make_issue(Severity.ASK, "value", "odd.share", value=value, limit=limit, unit=unit)
    years = current_series((other for other in others if unit_factor(other.unit, unit) is not None), date.max)
    near = min(years, key=lambda year: (abs(year - actual.year), year), default=None)
    before = None if near is None else _in_unit(years[near], unit)
    if near is None or not before or growth:
        return
    known = {"value": value, "before": before, "year": near, "unit": unit}
    if not value:
        yield _make_issue(Severity.ASK, "value", "odd.zero", **known)
    elif (value < 0) != (before < 0):
        yield _make_issue(Severity.ASK, "value", "odd.sign", **known)
    elif not rate:
        yield from _tenfold_jump(abs(actual.year - near), known)


def _tenfold_jump(years: int, known: Mapping[str, Any]) -> Iterator[PlausibilityIssue]:
    """A slip of 万 and 亿, or of the decimal point: some ten times the figure of a year nearby, or a tenth of it."""
    ratio = scale_slip(known["before"], known["value"])
    times = Decimal(1) if ratio is None else max(ratio, WIDE.divide(1, ratio))
    if ratio is not None and times >= YEARLY_CHANGE**years:
        key = "odd.jump_up" if ratio > 1 else "odd.jump_down"
        yield _make_issue(Severity.ASK, "value", key, times=_short_ratio(times), **known)


def _short_ratio(times: Decimal) -> Rounded:
    """So many times, with a decimal where there is one to tell."""
    rounded = Rounded(times, 1)
    return Rounded(times, 0) if str(rounded).endswith(".0") else rounded


def _in_unit(actual: Actual, unit: str) -> Decimal:
    scale = unit_factor(actual.unit, unit)
    return actual.figure.times(Decimal(1) if scale is None else scale).printed


def _make_issue(severity: Severity, key: str, message_key: str, **values: object) -> PlausibilityIssue:
    return PlausibilityIssue(severity, key, message(message_key, **values))
