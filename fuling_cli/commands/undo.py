"""`fuling undo`: withdraw the last entry of the ledger; it stays in the file and no longer counts."""

import typer

from fuling_cli.commands.options import DryRun
from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import Actual, Ledger, Withdrawal
from fuling_cli.errors import WrongUsage
from fuling_cli.language import message
from fuling_cli.reports.entry import entry_words
from fuling_cli.store.ledger_file import Entries, append_entries, entries_to_toml, next_moment


def command(context: typer.Context, dry_run: DryRun = False) -> None:
    """Append the withdrawal of the last entry that counts, and show that entry."""
    session: Session = context.obj

    def withdrawal(ledger: Ledger) -> Entries:
        last = _last(ledger)
        moment = next_moment(ledger.moments(last.metric, last.year), session.clock())
        return Entries(withdrawals=[Withdrawal(last.metric, last.year, last.recorded, moment)])

    last = _last(session.ledger)
    if dry_run:
        session.terminal.say(message("undo.dry_run", entry=entry_words(last)))
        session.terminal.write(entries_to_toml(withdrawal(session.ledger)).lstrip().encode())
        return
    ledger = append_entries(session.writable_folder().actuals, withdrawal, session.ledger_reading)
    withdrawn = ledger.withdrawals[-1]
    taken = next(
        entry
        for entry in reversed(ledger.entries)
        if (entry.metric, entry.year, entry.recorded) == (withdrawn.metric, withdrawn.year, withdrawn.entry)
    )
    session.terminal.say(message("undo.done", entry=entry_words(taken), path=session.folder.actuals))


def _last(ledger: Ledger) -> Actual:
    if not ledger.actuals:
        raise WrongUsage(message("undo.nothing"))
    return ledger.actuals[-1]
