"""`fuling export`: a report as a file that other programs read."""

from collections.abc import Sequence
from datetime import date
from types import ModuleType
from typing import Annotated

import typer

from fuling_cli.commands.options import All, AsOf, Bom, Force, Format, Method, Output, Unit
from fuling_cli.commands.output import UTF_8, file_of, format_of, write_report
from fuling_cli.commands.session import Session
from fuling_cli.core.assessment import Assessment
from fuling_cli.core.ledger import current_actuals
from fuling_cli.errors import WrongUsage, require_one_of
from fuling_cli.formats import FORMATS
from fuling_cli.formats.csv import ENCODINGS, LAYOUTS
from fuling_cli.language import message
from fuling_cli.reports.definitions import actuals, definitions
from fuling_cli.reports.document import document
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.reports.sdmx import sdmx
from fuling_cli.reports.trajectory import PATHS, trajectories, trajectory_table
from fuling_cli.tables.table import Table
from fuling_cli.tables.wide import wide

REPORTS = ("status", "actuals", "targets", "trajectory")
AS_PUBLISHED = ("actuals", "targets")
LONG = LAYOUTS[0]
LAID_OUT = {"wide": ("actuals", "trajectory"), "sdmx": ("actuals",)}
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
        str, typer.Option("--layout", metavar="NAME", help="option.layout", autocompletion=lambda: list(LAYOUTS))
    ] = LONG,
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
    file = file_of(output)
    name = format_of(format_name, file)
    _refuse(report, FORMATS.load(name), layout, unit)
    protected_files = () if file is None else session.folder.files
    whole = getattr(FORMATS.load(name), "PARTS", False) and not inline
    table = _table(session, report, layout, session.as_of(as_of), every=every, method=method, unit=unit, whole=whole)
    write_report(
        session,
        table,
        name,
        file,
        bom=bom,
        encoding=encoding,
        force=force,
        protected_files=protected_files,
        inline=inline,
    )


def _refuse(report: str, shelved: ModuleType, layout: str, unit: str | None) -> None:
    """Raise for a layout or a unit that goes with another format or report."""
    require_one_of(layout, LAYOUTS, "error.unknown_layout")
    if layout not in getattr(shelved, "LAYOUTS", (LONG,)):
        raise WrongUsage(message("export.csv_only", option="--layout", format=shelved.__name__.rpartition(".")[2]))
    if report not in LAID_OUT.get(layout, REPORTS):
        raise WrongUsage(message("export.no_layout", report=report, layout=layout, reports=list(LAID_OUT[layout])))
    if unit is not None and report in AS_PUBLISHED:
        raise WrongUsage(message("export.as_published", report=report))


def _table(
    session: Session,
    report: str,
    layout: str,
    day: date,
    *,
    every: bool,
    method: str | None,
    unit: str | None,
    whole: bool,
) -> Table:
    """The report in its layout; ``whole`` as the document of several parts that it can be."""
    if report in AS_PUBLISHED:
        return _published(session, report, layout, day)
    found = session.assessments(session.targets(None, everything=every, unit=unit), day, method)
    return _judged(session, report, layout, found, day, whole=whole)


def _published(session: Session, report: str, layout: str, day: date) -> Table:
    """The definitions or the figures; in a layout with one figure a year, the current vintage of each."""
    if report == "targets":
        return definitions(session.plan, session.plan.targets)
    entries = session.ledger.actuals if layout == LONG else current_actuals(session.ledger.actuals, day)
    if layout == "sdmx":
        return sdmx(session.plan, entries, day)
    table = actuals(session.plan, entries, day)
    return table if layout == LONG else wide(table, ("metric", "unit"), ("figure",))


def _judged(
    session: Session, report: str, layout: str, found: Sequence[Assessment], day: date, *, whole: bool
) -> Table:
    """The trajectories or the scorecard."""
    if report == "trajectory":
        table = trajectories(session.plan, found, day)
        if layout != LONG:
            return wide(table, ("id", "name", "unit"), ("actual", *PATHS, "goal"))
        return table._replace(parts=tuple(map(trajectory_table, found))) if whole else table
    if whole:
        return document(session.plan, found, session.ledger.actuals, day)
    return scorecard(session.plan, found, day)
