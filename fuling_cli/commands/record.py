"""`fuling record`: add one published figure to the ledger."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from shlex import join
from typing import Annotated, NamedTuple, NoReturn

import typer

from fuling_cli.commands.options import DryRun, Force, Metric, Status
from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import STATUSES, Actual, Ledger, current_series
from fuling_cli.core.parsing import day_from, day_in, figure_from, require_unicode, validate_text, year_from
from fuling_cli.core.plausibility import PlausibilityIssue, Severity, check_plausibility
from fuling_cli.core.steps import step_moment
from fuling_cli.core.target import HEADLINE
from fuling_cli.errors import OutputFailed, WrongUsage, require_one_of
from fuling_cli.language import Message, message
from fuling_cli.methods import assess
from fuling_cli.reports.entry import entry_words
from fuling_cli.reports.recorded import recorded_lines, status_lines
from fuling_cli.store.ledger_file import Entries, entries_to_toml
from fuling_cli.tables.cell_text import figure_text


class Given(NamedTuple):
    """What was typed, on the line or as answers; None for what was left out."""

    metric: str | None
    year: str | None
    value: str | None
    source: str | None
    url: str | None
    published: str | None
    status: str | None
    note: str | None


def command(
    context: typer.Context,
    metric: Metric = None,
    year: Annotated[str | None, typer.Argument(metavar="YEAR", help="option.year")] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="option.value")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="TEXT", help="option.source")] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="option.url")] = None,
    published: Annotated[str | None, typer.Option("--published", metavar="DATE", help="option.published")] = None,
    status: Status = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="option.note")] = None,
    revise: Annotated[bool, typer.Option("--revise", help="option.revise")] = False,
    dry_run: DryRun = False,
    force: Force = False,
) -> None:
    """Read what was typed, ask for the rest and about slips, append it, and say what it did to the verdicts."""
    session: Session = context.obj
    given = Given(metric, year, value, source, url, published, status, note)
    try:
        actual = _read_entry(session, _ask_for_missing(session, given, revise=revise), revise=revise)
        _check_revision(actual, session.ledger, revise=revise)
        target = session.metric(actual.metric)
        issues = check_plausibility(actual, target, session.ledger.of(actual.metric), session.today)
        notes = _confirm_oddities(session, issues, force=force)
        before = session.ledger
        if dry_run:
            session.terminal.say(message("record.dry_run", path=session.folder.own_ledger))
            entry = _stamp_entry(before, actual, revise=revise)
            session.terminal.write(entries_to_toml(Entries([entry])).lstrip().encode())
        else:
            entry = _append_entry(session, actual, revise=revise)
    except WrongUsage as error:
        raise WrongUsage(message("record.refused", why=error.message)) from None
    _report_entry(session, before, entry, notes, dry_run=dry_run)


def _read_entry(session: Session, given: Given, *, revise: bool) -> Actual:
    """The entry that was typed; raises WrongUsage for what cannot be read."""
    target = session.metric(given.metric or "")
    status = require_one_of(given.status or ("revised" if revise else "provisional"), STATUSES, "error.unknown_status")
    return Actual(
        metric=target.metric,
        year=year_from(given.year or ""),
        figure=figure_from(require_unicode(given.value or "", "VALUE"), target.unit),
        unit=target.unit,
        recorded=session.clock(),
        status=status,
        published=None if given.published is None else day_from(given.published, "--published"),
        source=None if given.source is None else validate_text(given.source, "--source"),
        url=None if given.url is None else validate_text(given.url, "--url"),
        note=None if given.note is None else validate_text(given.note, "--note"),
    )


def _append_entry(session: Session, actual: Actual, *, revise: bool) -> Actual:
    """Append the entry, and return it as it stands in the ledger."""
    try:
        ledger = session.append(lambda held: Entries([_stamp_entry(held, actual, revise=revise)]))
    except OutputFailed:
        session.terminal.say(message("record.retry", command=join(["fuling", *sys.argv[1:]])))
        raise
    return ledger.entries[-1]


def _stamp_entry(held: Ledger, actual: Actual, *, revise: bool) -> Actual:
    """The entry with its moment, once more held against the ledger: another writer may have been quicker."""
    _check_revision(actual, held, revise=revise)
    return actual._replace(recorded=step_moment(held, actual.recorded, [(actual.metric, actual.year)]))


def _check_revision(actual: Actual, ledger: Ledger, *, revise: bool) -> None:
    """A second figure for a year needs ``--revise``, and a revision needs a first one."""
    earlier = [entry for entry in ledger.of(actual.metric) if entry.year == actual.year]
    if earlier and not revise:
        raise WrongUsage(message("record.exists", entry=entry_words(earlier[-1])))
    if revise and not earlier:
        raise WrongUsage(message("record.nothing_to_revise", metric=actual.metric, year=actual.year))


def _confirm_oddities(session: Session, issues: Iterable[PlausibilityIssue], *, force: bool) -> list[Message]:
    """Refuse the impossible; ask about the unlikely, or refuse it where nobody can be asked.

    Returns what is left to be said: what is only worth a mention, and what ``force`` kept from being asked.
    """
    notes = []
    for issue in issues:
        if issue.severity is Severity.IMPOSSIBLE:
            raise WrongUsage(issue.message)
        if issue.severity is Severity.MENTION:
            notes.append(message("record.no_source") if issue.key == "source" else issue.message)
        elif force:
            notes.append(message("record.lifted", odd=issue.message))
        elif not session.terminal.can_ask:
            raise WrongUsage(message("record.use_force", odd=issue.message))
        elif not session.terminal.ask(message("record.ask", odd=issue.message)):
            _end_unrecorded(session)
    return notes


def _end_unrecorded(session: Session) -> NoReturn:
    """End without recording."""
    session.terminal.say(message("record.nothing"))
    raise typer.Exit(WrongUsage.exit_code)


def _report_entry(session: Session, before: Ledger, entry: Actual, notes: Iterable[Message], *, dry_run: bool) -> None:
    """Say what was recorded, what it changed, what there is to note, and how to take it back."""
    after = Ledger((*before.entries, entry), before.withdrawals)
    previous = current_series(before.of(entry.metric), session.today).get(entry.year - 1)
    targets = session.plan.targets_following({entry.metric}, session.today)
    old, new = (assess(session.plan, held, as_of=session.today, targets=targets) for held in (before, after))
    lines = [*recorded_lines(entry, previous), *status_lines(old, new), *notes]
    if [held for held in after.of(entry.metric) if held.year == entry.year][-1] != entry:
        lines.append(message("record.not_current", metric=entry.metric))
    if not dry_run:
        lines.append(message("record.undo"))
    for line in lines:
        session.terminal.say(line)


def _ask_for_missing(session: Session, given: Given, *, revise: bool) -> Given:
    """What was left out of metric, year and value asked for on a terminal, one question each; then source and day.

    Raises WrongUsage where nobody can be asked, or where the shell has taken ``>1700`` for a file to write.
    """
    left_out = [name for name, text in zip(("METRIC", "YEAR", "VALUE"), given, strict=False) if text is None]
    if not left_out:
        return given
    if left_out == ["VALUE"] and (file := _file_of_output()):
        raise WrongUsage(message("record.redirected", name=file, rest=file.lstrip("=")))
    if not session.terminal.can_ask:
        hint = message("usage.hint", command="fuling record")
        raise WrongUsage(message("usage.missing", name=left_out[0], hint=hint))
    names = list(dict.fromkeys(target.metric for target in session.plan.targets if target.group == HEADLINE))
    metric = given.metric or _ask_until_readable(session, message("record.ask_metric", metrics=names), session.metric)
    target = session.metric(metric)
    known = current_series(session.ledger.of(target.metric), session.today)

    def open_year(text: str) -> None:
        if (year := year_from(text)) in known and not revise:
            raise WrongUsage(message("record.exists", entry=entry_words(known[year])))

    following = max(known, default=session.today.year - 2) + 1
    usual = str(following) if following < session.today.year else ""
    year = given.year or _ask_until_readable(session, message("record.ask_year"), open_year, usual)
    held = [message("record.known", year=one, figure=figure_text(known[one].figure)) for one in list(known)[-2:]]
    question = message("record.ask_value", unit=target.unit, known=held or message("record.known_none"))
    value = given.value or _ask_until_readable(session, question, lambda text: figure_from(text, target.unit))
    source = given.source or _ask_until_readable(
        session, message("record.ask_source"), _accept_empty(validate_text, "--source")
    )
    day = day_in(source)
    question = message("record.ask_published")
    published = given.published or _ask_until_readable(
        session, question, _accept_empty(day_from, "--published"), str(day or "")
    )
    return given._replace(metric=metric, year=year, value=value, source=source or None, published=published or None)


def _ask_until_readable(session: Session, question: Message, read: Callable[[str], object], default: str = "") -> str:
    """What is answered, once it can be read; the question is put again where it cannot."""
    while (answer := session.terminal.ask_text(question, default)) is not None:
        try:
            read(require_unicode(answer, ""))
        except WrongUsage as error:
            session.terminal.say(error.message)
        else:
            return answer
    _end_unrecorded(session)


def _accept_empty(read: Callable[[str, str], object], option: str) -> Callable[[str], object]:
    """The same reader, to which an empty answer is one."""
    return lambda text: read(text, option) if text else None


def _file_of_output() -> str:
    """The name of the empty file in this folder that standard output is written to; empty where there is none."""
    try:
        output = os.fstat(1)
        return next(
            file.name
            for file in Path.cwd().iterdir()
            if file.is_file() and file.stat().st_size == 0 and os.path.samestat(file.stat(), output)
        )
    except (OSError, StopIteration):
        return ""
