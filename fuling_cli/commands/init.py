"""`fuling init`: start a plan of your own."""

from importlib import resources
from pathlib import Path
from shlex import join
from typing import Annotated

import typer

from fuling_cli.commands.session import Session
from fuling_cli.errors import WrongUsage
from fuling_cli.language import message
from fuling_cli.store.atomic_write import create_file, make_folder
from fuling_cli.store.data_folder import ACTUALS, TARGETS
from fuling_cli.store.ledger_file import HEADER


def command(
    context: typer.Context, folder: Annotated[str, typer.Argument(metavar="DIR", help="option.directory")]
) -> None:
    """Write a targets.toml with one target as an example, and an empty ledger, into a folder that has neither."""
    session: Session = context.obj
    directory = Path(folder)
    if (directory / TARGETS).exists():
        raise WrongUsage(message("init.exists", path=directory / TARGETS))
    plan = resources.files("fuling_cli.store").joinpath("new_plan.toml").read_bytes()
    make_folder(directory)
    if not (directory / ACTUALS).exists():  # a ledger that waits for its plan is kept
        create_file(directory / ACTUALS, HEADER.encode())
    create_file(directory / TARGETS, plan)
    session.terminal.say(message("init.done", targets=directory / TARGETS))
    words = ["fuling", "status", *([] if directory.resolve() == Path.cwd() else ["--data-dir", folder])]
    session.terminal.say(message("init.next", command=join(words)))
