"""The working of one verdict: every figure with its source, the formula with its numbers, and what would turn it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.figure import figure_words
from fuling_cli.core.ledger import Actual
from fuling_cli.core.standing import Standing
from fuling_cli.core.target import Plan, Target
from fuling_cli.core.uncertainty import turning_points
from fuling_cli.core.verdict import Flag, Judge
from fuling_cli.language import Message, message
from fuling_cli.methods import METHODS, judge_of, working_of
from fuling_cli.tables.cell_text import figure_text
from fuling_cli.tables.section import Section


class Explanation(NamedTuple):
    """Sections under a title."""

    title: Message
    sections: tuple[Section, ...]


def explanation(plan: Plan, found: Assessment, others: Sequence[Assessment], as_of: date) -> Explanation:
    """The working of an assessment; ``others`` are the same target under the other methods."""
    target = found.target
    sections = [
        Section(message("explain.target"), tuple(_target_lines(plan, target))),
        Section(message("explain.figures"), tuple(_figure_lines(plan, found))),
    ]
    if found.standing is not None:
        sections.append(Section(message("explain.working"), tuple(_working_lines(found, found.standing))))
    sections.append(Section(message("explain.verdict"), tuple(_verdict_lines(found))))
    if found.standing is not None:
        turning = tuple(_turning_lines(found.standing, judge_of(found.method)))
        if turning:
            sections.append(Section(message("explain.turning"), turning))
    different = tuple(
        message(
            "explain.other_method", name=other.method, verdict=message(f"verdict.{other.verdict}"), reason=other.reason
        )
        for other in others
        if other.verdict != found.verdict
    )
    if different:
        sections.append(Section(message("explain.other_methods"), different))
    limits = (message(f"limits.{found.method}"), message("limits.nominal"))
    sections.append(Section(message("explain.limits"), limits))
    return Explanation(message("explain.title", name=target.name, id=target.id, as_of=as_of), tuple(sections))


def other_methods(method: str) -> tuple[str, ...]:
    """The methods on the shelf beside one."""
    return tuple(name for name in METHODS.names if name != method)


def _target_lines(plan: Plan, target: Target) -> Iterator[Message]:
    values = {"unit": target.unit, "base_year": target.base_year, "at": message(f"at.{target.at}")}
    deadline = message("explain.by", by=target.by) if target.by else message("explain.undated")
    if target.value is not None:
        yield message("explain.value", value=target.value, deadline=deadline, **values)
    elif target.multiple is not None:
        yield message("explain.multiple", multiple=target.multiple, deadline=deadline, **values)
    else:
        yield message("reason.no_number")
    yield message("explain.announced", announced=plan.announced, source=plan.source)
    if target.note:
        yield message("explain.note", note=target.note)


def _figure_lines(plan: Plan, found: Assessment) -> Iterator[Message]:
    standing = found.standing
    if standing is not None and standing.pinned:
        yield message(
            "explain.pinned",
            year=standing.baseline.year,
            figure=figure_text(standing.baseline.figure),
            source=plan.source,
        )
    if not found.series:
        yield message("reason.no_actual")
        return
    for year, actual in found.series.items():
        yield _figure_line(actual, _role(standing, year))


def _figure_line(actual: Actual, role: Message) -> Message:
    return message(
        "explain.figure",
        role=role,
        year=actual.year,
        figure=figure_words(actual.figure, actual.unit),
        status=message(f"status.{actual.status}"),
        published=actual.published or message("missing.day"),
        source=actual.source or message("missing.source"),
        note=message("explain.figure_note", note=actual.note) if actual.note else "",
        url=f" {actual.url}" if actual.url else "",
    )


def _role(standing: Standing | None, year: int) -> Message:
    if standing is not None and year == standing.latest.year:
        return message("role.latest")
    if standing is not None and year == standing.baseline.year and not standing.pinned:
        return message("role.baseline")
    return message("role.other")


def _working_lines(found: Assessment, standing: Standing) -> Iterator[Message]:
    yield message("explain.method", name=found.method, rule=message(f"method.{found.method}"))
    yield from formulas(found, standing)


def formulas(found: Assessment, standing: Standing) -> Iterator[Message]:
    """The formulas of the method with the numbers of a target; an undated one has none."""
    if standing.target.by is None:
        return
    question = standing.question(standing.baseline.figure.printed, standing.latest.figure.printed)
    if Flag.BOUND in found.flags:
        yield message("explain.at_printed")
    yield from working_of(found.method)(question)


def _verdict_lines(found: Assessment) -> Iterator[Message]:
    band = found.judgement.band
    verdict = message(f"verdict.{found.verdict}")
    yield message("explain.band", verdict=verdict, band=band) if band else message("explain.no_band", verdict=verdict)
    yield message("explain.reason", reason=found.reason)
    standing = found.standing
    if standing is not None:
        values = {
            "base_year": found.target.base_year,
            "baseline_year": standing.baseline.year,
            "latest_year": standing.latest.year,
        }
        for flag in found.flags:
            yield message("explain.flag", flag=flag, note=message(f"flag.{flag}.note", **values))


def _turning_lines(standing: Standing, judge: Judge) -> Iterator[Message]:
    """Where the verdict of the latest actual would begin to be another, from the worst to the best."""
    for turn, verdict in turning_points(standing, judge):
        key = "explain.turn_up" if standing.target.sign > 0 else "explain.turn_down"
        yield message(
            key, turn=turn, unit=standing.target.unit, year=standing.latest.year, verdict=message(f"verdict.{verdict}")
        )
