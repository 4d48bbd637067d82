"""`fuling where`: which files are used, and why."""

import typer

from fuling_cli.commands.session import Session
from fuling_cli.language import message


def command(context: typer.Context) -> None:
    """Name the data folder, how it was found, and both files."""
    session: Session = context.obj
    found = session.folder
    session.terminal.print(message("where.folder", path=found.path.absolute(), why=found.why))
    session.terminal.print(message("where.targets", path=found.targets.absolute()))
    exists = "where.actuals" if found.actuals.exists() else "where.no_actuals"
    session.terminal.print(message(exists, path=found.actuals.absolute()))
