"""`fuling where`: which files are used and why, and how many targets and figures they hold."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import typer

from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import Actual
from fuling_cli.errors import InvalidData
from fuling_cli.language import Message, message
from fuling_cli.store.data_folder import ACTUALS, TARGETS, shipped_folder, user_folder
from fuling_cli.store.ledger_file import load_ledger
from fuling_cli.store.plan_file import load_plan

MOST_NAMED = 5
"""Figures that are named of those that a copy of the plan lacks."""


def command(context: typer.Context) -> None:
    """Name the plan, its files and the reason; then what the plan that ships has besides a copy of it."""
    session: Session = context.obj
    folder = session.folder
    is_copy = _is_copy(session)
    why = message("where.copy", day=_day_of(folder.targets)) if is_copy else folder.why
    lines = [
        message("where.plan", what=_plan_contents(session)),
        message("where.targets", path=folder.targets.absolute()),
        *_ledger_messages(folder.shipped_ledger, folder.own_ledger),
        message("where.because", why=why),
        *(_missing_figures(session) if is_copy else ()),
    ]
    for line in lines:
        session.terminal.print(line)


def _plan_contents(session: Session) -> Message:
    """The plan's title, and how many targets and figures there are."""
    try:
        plan, ledger = session.plan_reading.plan, session.whole_ledger
    except InvalidData:
        return message("where.unreadable_plan")
    counts = {"title": plan.title, "targets": len(plan.targets), "figures": len(ledger.actuals)}
    if ledger.shipped is not None and ledger.own.actuals:
        return message("where.holds_own", **counts, own=len(ledger.own.actuals))
    return message("where.holds", **counts)


def _ledger_messages(shipped: Path | None, own: Path | None) -> Iterator[Message]:
    if shipped is not None:
        yield message("where.ledger", path=shipped.absolute())
    key = "where.ledger" if shipped is None else "where.own_ledger"
    if own is None:
        yield message(key, path=message("where.no_home"))
    else:
        yield message(key, path=own.absolute() if own.exists() else message("where.not_there", path=own.absolute()))


def _is_copy(session: Session) -> bool:
    """Whether the plan is the copy of the one that ships which an earlier version made in the user's data folder."""
    if session.folder.path != user_folder(session.environment):
        return False
    try:
        return session.plan_reading.plan.id == load_plan(shipped_folder() / TARGETS).id
    except InvalidData:
        return False


def _missing_figures(session: Session) -> Iterator[Message]:
    """What ships and is not in the copy, and how to have it."""
    shipped = load_ledger(shipped_folder() / ACTUALS)
    lacking = [
        actual
        for actual in shipped.actuals
        if _publication_key(actual) not in map(_publication_key, session.whole_ledger.entries)
    ]
    if lacking:
        named = [f"{actual.metric} {actual.year}" for actual in lacking[:MOST_NAMED]]
        figures = [*named, "…"] if len(lacking) > MOST_NAMED else named
        yield message("where.lacks", count=len(lacking), all=len(shipped.actuals), figures=figures)
        yield message("where.follow", path=session.folder.targets.absolute())


def _publication_key(actual: Actual) -> tuple[object, ...]:
    """What was published: two entries of the same are one figure, whenever each was recorded."""
    return actual.metric, actual.year, actual.figure, actual.unit, actual.published


def _day_of(file: Path) -> date:
    return date.fromtimestamp(file.stat().st_mtime)  # noqa: DTZ012  the local day is what is meant
