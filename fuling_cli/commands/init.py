"""`fuling init`: start a plan of your own."""

import re
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from fuling_cli.commands.session import Session
from fuling_cli.core.parsing import require_unicode, year_from
from fuling_cli.errors import WrongUsage
from fuling_cli.language import message
from fuling_cli.store.atomic_write import create_file, make_folder
from fuling_cli.store.data_folder import ACTUALS, TARGETS
from fuling_cli.store.ledger_file import HEADER
from fuling_cli.store.new_plan import PlanAnswers, new_plan

EXAMPLE_YEARS = 2024, 2030
"""The base year and the deadline of the example."""


def command(
    context: typer.Context, folder: Annotated[str, typer.Argument(metavar="DIR", help="option.directory")]
) -> None:
    """Write a targets.toml with one target as an example, and an empty ledger, into a folder that has neither."""
    session: Session = context.obj
    directory = Path(folder)
    if (directory / TARGETS).exists():
        raise WrongUsage(message("init.exists", path=directory / TARGETS))
    plan = new_plan(_ask_for_plan(session) if session.terminal.can_ask else PlanAnswers())
    make_folder(directory)
    if not (directory / ACTUALS).exists():  # a ledger that waits for its plan is kept
        create_file(directory / ACTUALS, HEADER.encode())
    create_file(directory / TARGETS, plan.encode())
    session.terminal.say(message("init.done", targets=directory / TARGETS))
    session.terminal.say(message("init.next", command=f"fuling status{_as_option(folder)}"))


def _as_option(folder: str) -> str:
    """The option that names a folder, as a shell reads it; none is needed in the folder itself."""
    if Path(folder) == Path():
        return ""
    plain = re.fullmatch(r"[\w./-]+", folder)
    return f" --data-dir {folder if plain else quote(folder)}"


def _ask_for_plan(session: Session) -> PlanAnswers:
    """What the reader says of the plan: an empty line keeps what stands in the example."""

    def ask(key: str) -> str:
        return require_unicode(session.terminal.ask_text(message(f"init.ask.{key}")) or "", "init")

    title, area, base_year, by = (ask(key) for key in ("title", "area", "base_year", "by"))
    answers = PlanAnswers(title, area, *(year_from(typed) if typed else None for typed in (base_year, by)))
    if (answers.base_year or EXAMPLE_YEARS[0]) >= (answers.by or EXAMPLE_YEARS[1]):
        raise WrongUsage(message("init.years"))
    return answers
