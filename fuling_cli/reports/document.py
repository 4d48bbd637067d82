"""The document: the overview with everything that it rests on, for readers who have nothing else."""

from collections.abc import Iterator, Sequence
from datetime import date

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.ledger import Actual
from fuling_cli.core.target import Plan
from fuling_cli.language import Message, message
from fuling_cli.reports.definitions import actuals
from fuling_cli.reports.explanation import formulas
from fuling_cli.reports.overview import overview
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.reports.trajectory import paths_note, trajectory_table
from fuling_cli.tables.section import Section
from fuling_cli.tables.table import Column, Kind, Table

_SOURCE_COLUMNS = {
    column.key: column
    for column in (
        Column("url", Kind.TEXT, under="source"),
        Column("note", Kind.TEXT, under="source"),
    )
}
"""The columns of the published figures that a document shows in another way."""


def document(plan: Plan, assessments: Sequence[Assessment], entries: Sequence[Actual], as_of: date) -> Table:
    """The overview, each target's years and working, all numbers, the figures that they rest on, and the method."""
    methods = sorted({found.method for found in assessments})
    return overview(plan, assessments, as_of)._replace(
        parts=(
            *map(_target_part, assessments),
            scorecard(plan, assessments, as_of)._replace(summary=None, notes=()),
            _source_table(plan, assessments, entries, as_of),
        ),
        sections=(Section(message("document.method"), tuple(_method_notes(plan, assessments, methods))),),
        colophon=message("document.colophon", as_of=as_of, methods=methods),
    )


def _target_part(found: Assessment) -> Table:
    """The years of one target, with the working of its verdict."""
    working = () if found.standing is None else tuple(formulas(found, found.standing))
    return trajectory_table(found)._replace(notes=working)


def _source_table(plan: Plan, assessments: Sequence[Assessment], entries: Sequence[Actual], as_of: date) -> Table:
    """The published figures of these targets, each with all that is known of its source."""
    metrics = {found.target.metric for found in assessments}
    table = actuals(plan, [entry for entry in entries if entry.metric in metrics], as_of)
    return table._replace(columns=tuple(_SOURCE_COLUMNS.get(column.key, column) for column in table.columns))


def _method_notes(plan: Plan, assessments: Sequence[Assessment], methods: Sequence[str]) -> Iterator[Message]:
    yield message("explain.announced", announced=plan.announced, source=plan.source)
    for name in methods:
        yield message("explain.method", name=name, rule=message(f"method.{name}"))
    yield paths_note(assessments)
    for name in methods:
        yield message(f"limits.{name}")
    yield message("limits.nominal")
