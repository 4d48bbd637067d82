"""`fuling status`: the scorecard."""

from typing import Annotated

import typer

from fuling_cli.commands.options import All, AsOf, Format, Method, Targets, Unit
from fuling_cli.commands.session import Session
from fuling_cli.reports.scorecard import scorecard


def command(
    context: typer.Context,
    targets: Targets = None,
    every: All = False,
    as_of: AsOf = None,
    method: Method = None,
    unit: Unit = None,
    check: Annotated[bool, typer.Option("--check", help="option.check")] = False,
    format_name: Format = None,
) -> int:
    """Show the scorecard; returns 1 where ``--check`` finds a target off track."""
    session: Session = context.obj
    day = session.as_of(as_of)
    assessments = session.assessments(session.targets(targets, everything=every, unit=unit), day, method)
    if format_name is None:
        from fuling_cli.terminal.status import status_screen

        terminal = session.terminal
        terminal.show(status_screen(session.plan, assessments, day, session.language, terminal.room))
    else:
        session.show(scorecard(session.plan, assessments, day), format_name)
    return int(check and any(assessment.verdict.on_track is False for assessment in assessments))
