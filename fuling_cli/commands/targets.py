"""`fuling targets`: the targets as they were announced."""

import typer

from fuling_cli.commands.options import Format, Targets
from fuling_cli.commands.session import Session
from fuling_cli.reports.definitions import definitions


def command(context: typer.Context, targets: Targets = None, format_name: Format = None) -> None:
    """Show the definitions of some targets, or of all."""
    session: Session = context.obj
    chosen = session.targets(targets, everything=True)
    terminal, room = session.terminal, session.terminal.room
    if format_name is None and room is not None:
        from fuling_cli.terminal.targets import targets_screen

        terminal.show(targets_screen(session.plan, chosen, session.language, room, terminal.cells))
    else:
        session.show(definitions(session.plan, chosen), format_name)
