"""`fuling export`: a report as a file that other programs read."""

from typing import Annotated

import typer

from fuling_cli.commands.options import All, AsOf, Bom, Force, Format, Method, Output, Unit
from fuling_cli.commands.output import deliver, file_of, format_of
from fuling_cli.commands.session import Session, chosen
from fuling_cli.errors import WrongUsage
from fuling_cli.formats import FORMATS
from fuling_cli.language import message
from fuling_cli.reports.definitions import actuals, definitions
from fuling_cli.reports.document import document
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.reports.table import Table
from fuling_cli.reports.trajectory import trajectories, trajectory_table

REPORTS = ("status", "actuals", "targets", "trajectory")
AS_PUBLISHED = ("actuals", "targets")


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
    force: Force = False,
) -> None:
    """Write one report in one format, whole or not at all, to standard output or into a new file."""
    session: Session = context.obj
    chosen(report, REPORTS, "error.unknown_report")
    file = file_of(output)
    name = format_of(format_name, file)
    spare = () if file is None else (session.folder.targets, session.folder.actuals)
    whole = getattr(FORMATS.take(name), "PARTS", False) and not inline
    table = _table(session, report, every, as_of, method, unit, whole=whole)
    deliver(session, table, name, file, bom=bom, force=force, spare=spare, inline=inline)


def _table(
    session: Session,
    report: str,
    every: bool,
    as_of: str | None,
    method: str | None,
    unit: str | None,
    *,
    whole: bool,
) -> Table:
    """The report; ``whole`` with the parts that a document of several pages shows."""
    day = session.as_of(as_of)
    if unit is not None and report in AS_PUBLISHED:
        raise WrongUsage(message("export.as_published", report=report))
    if report == "actuals":
        return actuals(session.plan, session.ledger.actuals, day)
    if report == "targets":
        return definitions(session.plan, session.plan.targets)
    assessments = session.assessments(session.targets(None, everything=every, unit=unit), day, method)
    if report == "trajectory":
        years = trajectories(session.plan, assessments, day)
        return years._replace(parts=tuple(map(trajectory_table, assessments))) if whole else years
    if whole:
        return document(session.plan, assessments, session.ledger.actuals, day)
    return scorecard(session.plan, assessments, day)
