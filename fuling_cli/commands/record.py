"""`fuling record`: add one published figure to the ledger."""

import sys
from shlex import join
from typing import Annotated, cast

import typer

from fuling_cli.commands.options import DryRun, Force, Metric, Status
from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import STATUSES, Actual, Ledger
from fuling_cli.core.ledger import Status as StatusWord
from fuling_cli.core.parsing import day_from, figure_from, require_unicode, validate_text, year_from
from fuling_cli.core.plausibility import PlausibilityIssue, Severity, check_plausibility
from fuling_cli.core.steps import step_moment
from fuling_cli.errors import OutputFailed, WrongUsage, require_one_of
from fuling_cli.language import message
from fuling_cli.reports.entry import entry_words, full_value
from fuling_cli.store.ledger_file import Entries, entries_to_toml


def command(
    context: typer.Context,
    metric: Metric,
    year: Annotated[str, typer.Argument(metavar="YEAR", help="option.year")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="option.value")],
    source: Annotated[str | None, typer.Option("--source", metavar="TEXT", help="option.source")] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="option.url")] = None,
    published: Annotated[str | None, typer.Option("--published", metavar="DATE", help="option.published")] = None,
    status: Status = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="option.note")] = None,
    revise: Annotated[bool, typer.Option("--revise", help="option.revise")] = False,
    dry_run: DryRun = False,
    force: Force = False,
) -> None:
    """Read what was typed, ask where it looks like a slip, append it, and say what was recorded."""
    session: Session = context.obj
    target = session.metric(metric)
    actual = Actual(
        metric=target.metric,
        year=year_from(year),
        figure=figure_from(require_unicode(value, "VALUE"), target.unit),
        unit=target.unit,
        recorded=session.clock(),
        status=cast("StatusWord", require_one_of(status or _usual(revise), STATUSES, "error.unknown_status")),
        published=None if published is None else day_from(published, "--published"),
        source=None if source is None else validate_text(source, "--source"),
        url=None if url is None else validate_text(url, "--url"),
        note=None if note is None else validate_text(note, "--note"),
    )
    current = session.ledger
    _refuse(actual, current, revise=revise)
    odd = list(check_plausibility(actual, target, current.of(target.metric), session.today))
    _settle(session, odd, force=force)
    if dry_run:
        session.terminal.say(message("record.dry_run", path=session.folder.own_ledger))
        session.terminal.write(entries_to_toml(_entry(current, actual, revise=revise)).lstrip().encode())
        return
    try:
        ledger = session.append(lambda held: _entry(held, actual, revise=revise))
    except OutputFailed:
        session.terminal.say(message("record.retry", command=join(["fuling", *sys.argv[1:]])))
        raise
    recorded = ledger.entries[-1]
    session.terminal.say(message("record.done", entry=entry_words(recorded), full=full_value(recorded)))
    for issue in odd:
        if issue.severity is Severity.MENTION:
            session.terminal.say(issue.message)
    if _outlived(ledger, recorded):
        session.terminal.say(message("record.not_current", year=recorded.year))
    session.terminal.say(message("record.undo", path=session.folder.own_ledger))


def _usual(revise: bool) -> str:
    return "revised" if revise else "provisional"


def _entry(held: Ledger, actual: Actual, *, revise: bool) -> Entries:
    """The entry, stamped, once more held against the ledger: another writer may have been quicker."""
    _refuse(actual, held, revise=revise)
    moment = step_moment(held, actual.recorded, [(actual.metric, actual.year)])
    return Entries([actual._replace(recorded=moment)])


def _refuse(actual: Actual, ledger: Ledger, *, revise: bool) -> None:
    """A second figure for a year needs ``--revise``, and a revision needs a first one."""
    earlier = [entry for entry in ledger.of(actual.metric) if entry.year == actual.year]
    if earlier and not revise:
        raise WrongUsage(message("record.exists", entry=entry_words(earlier[-1])))
    if revise and not earlier:
        raise WrongUsage(message("record.nothing_to_revise", metric=actual.metric, year=actual.year))


def _settle(session: Session, odd: list[PlausibilityIssue], *, force: bool) -> None:
    """Refuse the impossible; ask about the unlikely, or refuse it where nobody can be asked."""
    for issue in odd:
        if issue.severity is Severity.IMPOSSIBLE:
            raise WrongUsage(issue.message)
        if (
            issue.severity is Severity.ASK
            and not force
            and not session.terminal.ask(message("record.ask", odd=issue.message))
        ):
            raise WrongUsage(message("record.use_force", odd=issue.message))


def _outlived(ledger: Ledger, recorded: Actual) -> bool:
    """Whether a vintage of the same year, published later, counts instead of the one just recorded."""
    same_year = [entry for entry in ledger.of(recorded.metric) if entry.year == recorded.year]
    return same_year[-1] != recorded
