"""`fuling export`: a report as a file that other programs read."""

from pathlib import Path
from typing import Annotated

import typer

from fuling_cli.commands.options import All, AsOf, Force, Format, Method, Output, Unit
from fuling_cli.commands.session import Session, chosen
from fuling_cli.errors import WrongUsage
from fuling_cli.formats import FORMATS, with_suffix
from fuling_cli.language import message
from fuling_cli.reports.definitions import actuals, definitions
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.reports.table import Table
from fuling_cli.reports.trajectory import trajectories, trajectory_table
from fuling_cli.store.durable import create

REPORTS = ("status", "actuals", "targets", "trajectory")
AS_PUBLISHED = ("actuals", "targets")
USUAL_FORMAT = "csv"
MARKED = "utf-8-sig"


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
    bom: Annotated[bool | None, typer.Option("--bom/--no-bom", help="option.bom")] = None,
    force: Force = False,
) -> None:
    """Write one report in one format, whole or not at all, to standard output or into a new file."""
    session: Session = context.obj
    chosen(report, REPORTS, "error.unknown_report")
    to_file = output not in (None, "-")
    name = _format(format_name, output if to_file else None)
    shelved = FORMATS.take(name)
    table = _table(session, report, every, as_of, method, unit, whole=getattr(shelved, "PARTS", False))
    rendered = shelved.render(table, language=session.language)
    mark = bom if bom is not None else to_file and getattr(shelved, "FOR_SPREADSHEETS", False)
    content = rendered if isinstance(rendered, bytes) else rendered.encode(MARKED if mark else "utf-8")
    if output is None or not to_file:
        session.terminal.write(content)
        return
    if Path(output).resolve() in {path.resolve() for path in (session.folder.targets, session.folder.actuals)}:
        raise WrongUsage(message("export.own_file", path=output))
    create(Path(output), content, force=force)
    session.terminal.say(message("export.done", path=output))


def _format(name: str | None, output: str | None) -> str:
    """The format that was named, else that of the file's suffix, else CSV."""
    if name is not None:
        return chosen(name, FORMATS.names, "error.unknown_format")
    if output is None or not Path(output).suffix:
        return USUAL_FORMAT
    found = with_suffix(Path(output).suffix.lower())
    if found is None:
        raise WrongUsage(message("error.unknown_suffix", path=output, formats=list(FORMATS.names)))
    return found


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
        return trajectories(session.plan, assessments, day)
    table = scorecard(session.plan, assessments, day)
    if not whole:
        return table
    metrics = {found.target.metric for found in assessments}
    entries = [entry for entry in session.ledger.actuals if entry.metric in metrics]
    return table._replace(parts=(*map(trajectory_table, assessments), actuals(session.plan, entries, day)))
