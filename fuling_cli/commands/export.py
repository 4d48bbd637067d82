"""`fuling export`: a report as a file that other programs read."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from fuling_cli.commands.options import All, AsOf, Bom, Force, Format, Method, Output, Unit
from fuling_cli.commands.output import UTF_8, destination, write_report
from fuling_cli.commands.session import Session
from fuling_cli.core.assessment import Assessment
from fuling_cli.core.ledger import current_actuals
from fuling_cli.errors import WrongUsage, require_one_of
from fuling_cli.formats import FORMATS, is_for_readers
from fuling_cli.formats.csv import ENCODINGS, LAYOUTS
from fuling_cli.language import message
from fuling_cli.reports.definitions import actuals, definitions
from fuling_cli.reports.document import document
from fuling_cli.reports.overview import overview
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.reports.sdmx import sdmx
from fuling_cli.reports.trajectory import PATHS, trajectories, trajectory_table
from fuling_cli.tables.table import Table
from fuling_cli.tables.wide import wide

REPORTS = ("status", "actuals", "targets", "trajectory")
AS_PUBLISHED = ("actuals", "targets")
READABLE, LONG = "table", "long"
LAID_OUT = {READABLE: ("status", "trajectory"), "wide": ("actuals", "trajectory"), "sdmx": ("actuals",)}
"""The layouts that not every report has, and the reports that have them."""


def command(
    context: typer.Context,
    report: Annotated[
        str, typer.Argument(metavar="[REPORT]", help="option.report", autocompletion=lambda: list(REPORTS))
    ] = "status",
    output: Output = None,
    format_name: Format = None,
    every: All = False,
    as_of: AsOf = None,
    method: Method = None,
    unit: Unit = None,
    inline: Annotated[bool, typer.Option("--inline", help="option.inline")] = False,
    bom: Bom = None,
    layout: Annotated[
        str | None,
        typer.Option("--layout", metavar="NAME", help="option.layout", autocompletion=lambda: list(LAYOUTS)),
    ] = None,
    encoding: Annotated[
        str,
        typer.Option(
            "--encoding", metavar="NAME", help="option.export_encoding", autocompletion=lambda: list(ENCODINGS)
        ),
    ] = UTF_8,
    force: Force = False,
) -> None:
    """Write one report in one format, whole or not at all, to standard output or into a new file."""
    session: Session = context.obj
    require_one_of(report, REPORTS, "error.unknown_report")
    name, file = destination(output, format_name, lambda: f"{session.plan.id}-{report}")
    layout = _chosen_layout(report, name, layout)
    if unit is not None and report in AS_PUBLISHED:
        raise WrongUsage(message("export.as_published", report=report))
    protected = () if file is None else session.folder.files
    day = session.as_of(as_of)
    if report in AS_PUBLISHED:
        table = _published_table(session, report, layout, day)
    else:
        found = session.assessments(session.targets(None, everything=every, unit=unit, as_of=day), day, method)
        table = _judged_table(session, report, layout, found, day, whole=is_for_readers(name))
    form = "render_inline" if inline else "render_readable" if layout == READABLE else "render"
    write_report(
        session, table, name, file, bom=bom, encoding=encoding, force=force, protected_files=protected, form=form
    )


def _chosen_layout(report: str, format_name: str, layout: str | None) -> str:
    """The layout that was typed, else the usual one; raises WrongUsage where the format or report does not have it."""
    known = getattr(FORMATS.load(format_name), "LAYOUTS", ())
    if layout is None:
        return READABLE if known and report in LAID_OUT[READABLE] else LONG
    require_one_of(layout, LAYOUTS, "error.unknown_layout")
    if not known and layout != LONG:
        raise WrongUsage(message("export.csv_only", option="--layout", format=format_name))
    if report not in LAID_OUT.get(layout, REPORTS):
        raise WrongUsage(message("export.no_layout", report=report, layout=layout, reports=list(LAID_OUT[layout])))
    return layout


def _published_table(session: Session, report: str, layout: str, day: date) -> Table:
    """The definitions or the figures; in a layout with one figure a year, the current vintage of each."""
    if report == "targets":
        return definitions(session.plan, session.plan.targets)
    entries = session.ledger.actuals if layout == LONG else current_actuals(session.ledger.actuals, day)
    if layout == "sdmx":
        return sdmx(session.plan, entries, day)
    table = actuals(session.plan, entries, day)
    return table if layout == LONG else wide(table, ("metric", "unit"), ("figure",))


def _judged_table(
    session: Session, report: str, layout: str, found: Sequence[Assessment], day: date, *, whole: bool
) -> Table:
    """The trajectories or the scorecard; ``whole`` as the document of several parts that it can be."""
    if report == "trajectory":
        table = trajectories(session.plan, found, day)
        if layout == "wide":
            return wide(table, ("id", "name", "unit"), ("actual", *PATHS, "goal"))
        return table._replace(parts=tuple(map(trajectory_table, found))) if whole else table
    if whole:
        return document(session.plan, found, session.ledger.actuals, day)
    if layout == READABLE:
        return overview(session.plan, found, day)
    return scorecard(session.plan, found, day, own_figures=len(session.ledger.own.actuals))
