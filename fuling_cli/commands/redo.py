"""`fuling redo`: record once more what the last undo took."""

import typer

from fuling_cli.commands.options import DryRun
from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.steps import last_undone
from fuling_cli.errors import WrongUsage
from fuling_cli.language import message
from fuling_cli.reports.entry import step_words
from fuling_cli.store.ledger_file import Entries, entries_to_toml


def command(context: typer.Context, dry_run: DryRun = False) -> None:
    """Append the entries that the last undo withdrew, as they were, and show them."""
    session: Session = context.obj
    step = _last_undone(session.ledger).actuals
    if dry_run:
        session.terminal.say(message("redo.dry_run", entries=step_words(step)))
        session.terminal.write(entries_to_toml(Entries(step)).lstrip().encode())
        return
    session.append(_last_undone)
    session.terminal.say(message("redo.done", entries=step_words(step), path=session.folder.own_ledger))


def _last_undone(ledger: Ledger) -> Entries:
    """What the last undo took; raises WrongUsage where nothing was taken, or something was recorded since."""
    step = last_undone(ledger)
    if not step:
        raise WrongUsage(message("redo.nothing"))
    return Entries(step)
