"""`fuling undo`: withdraw what the last command recorded; it stays in the file and no longer counts."""

import typer

from fuling_cli.commands.options import DryRun, Force
from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import Actual, Ledger
from fuling_cli.core.steps import last_step, step_moment, withdrawals_of
from fuling_cli.errors import WrongUsage
from fuling_cli.language import Message, message
from fuling_cli.reports.entry import step_words
from fuling_cli.store.ledger_file import Entries, entries_to_toml


def command(context: typer.Context, dry_run: DryRun = False, force: Force = False) -> None:
    """Append a withdrawal of each entry of the last step, and show those entries."""
    session: Session = context.obj
    step = last_step(session.ledger)
    if not step:
        raise WrongUsage(_nothing_to_undo(session.ledger))
    if dry_run:
        session.terminal.say(message("undo.dry_run", entries=step_words(step)))
        session.terminal.write(entries_to_toml(_withdrawals_of_step(session, session.ledger, step)).lstrip().encode())
        return
    day = step[0].recorded.astimezone().date()
    if not force and day != session.clock().astimezone().date():
        _confirm_old_entries(session, step)
    session.append(lambda held: _withdrawals_of_step(session, held, step))
    session.terminal.say(message("undo.done", entries=step_words(step), path=session.folder.own_ledger))


def _confirm_old_entries(session: Session, step: tuple[Actual, ...]) -> None:
    """Ask before something is withdrawn that was not recorded today; refuse where nobody can be asked."""
    old = message("undo.not_today", entries=step_words(step), day=step[0].recorded.astimezone().date())
    if not session.terminal.ask(message("undo.ask", old=old)):
        raise WrongUsage(message("undo.use_force", old=old))


def _withdrawals_of_step(session: Session, held: Ledger, step: tuple[Actual, ...]) -> Entries:
    """The withdrawals of the step, unless another command was quicker."""
    if last_step(held) != step:
        raise WrongUsage(message("undo.changed_meanwhile"))
    moment = step_moment(held, session.clock(), [(entry.metric, entry.year) for entry in step])
    return Entries(withdrawals=withdrawals_of(step, moment))


def _nothing_to_undo(ledger: Ledger) -> Message:
    return message("undo.nothing" if ledger.shipped is None else "undo.nothing_own")
