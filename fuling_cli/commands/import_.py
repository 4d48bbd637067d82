"""`fuling import`: many figures from a table, all of them or none."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from fuling_cli.commands.options import DryRun, Force
from fuling_cli.commands.session import Session
from fuling_cli.core.import_table import Placed, WrongCell, actuals_from
from fuling_cli.core.ledger import Actual, Ledger
from fuling_cli.core.plausibility import Severity, check_plausibility
from fuling_cli.core.steps import step_moment
from fuling_cli.errors import Problem, WrongCells
from fuling_cli.language import message
from fuling_cli.reports.entry import entry_words
from fuling_cli.store.ledger_file import Entries, entries_to_toml
from fuling_cli.store.spreadsheet import rows


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="option.import_file")],
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="option.encoding")] = None,
    revise: Annotated[bool, typer.Option("--revise", help="option.revise")] = False,
    dry_run: DryRun = False,
    force: Force = False,
) -> None:
    """Read every cell, refuse the whole table where one is bad, then append what is not recorded already."""
    session: Session = context.obj
    source = Path(file)
    table = rows(source, encoding)
    reading = actuals_from(table, session.plan, session.clock())
    cells = list(session.terminal.progress(reading, len(table) - 1, message("import.reading")))
    wrong = [cell for cell in cells if isinstance(cell, WrongCell)]
    placed = [cell for cell in cells if isinstance(cell, Placed)]

    def entries(ledger: Ledger) -> Entries:
        new = _New(session, ledger, force=force)
        bad = [*wrong, *(cell for one in placed for cell in new.take(one, revise=revise))]
        if bad:
            bad.sort(key=lambda cell: (cell.row, cell.column))
            raise WrongCells([Problem(str(source), cell.row, cell.column, cell.message) for cell in bad])
        return Entries(new.actuals)

    fresh = entries(session.ledger)
    skipped = len(placed) - len(fresh.actuals)
    if dry_run:
        session.terminal.write(entries_to_toml(fresh).lstrip().encode())
        session.terminal.say(message("import.dry_run", count=len(fresh.actuals), skipped=skipped))
        return
    if fresh.actuals:
        session.append(entries)
    path = session.folder.own_ledger
    session.terminal.say(message("import.done", count=len(fresh.actuals), skipped=skipped, path=path))


class _New:
    """What a table adds to a ledger: each figure that is not in it yet, with a moment of its own."""

    def __init__(self, session: Session, ledger: Ledger, *, force: bool) -> None:
        self.session = session
        self.metrics = session.plan.metrics
        self.force = force
        self.actuals: list[Actual] = []
        self.held = Counter(_content(actual) for actual in ledger.actuals)
        self.seen = set(self.held)
        self.current: dict[str, dict[int, Actual]] = {}
        self.moment = step_moment(ledger, session.clock(), {(entry.metric, entry.year) for entry in ledger.entries})
        for actual in ledger.actuals:
            self._keep(actual)

    def take(self, placed: Placed, *, revise: bool) -> Iterator[WrongCell]:
        """Add one figure, unless it is recorded already; yields what speaks against it."""
        actual = placed.actual
        if self._recorded(actual, dated=placed.dated):
            return
        years = self.current.get(actual.metric, {})
        if actual.year in years and not (revise or placed.dated):
            yield placed.wrong("value", message("record.exists", entry=entry_words(years[actual.year])))
        others = [other for year, other in years.items() if year != actual.year]
        for issue in check_plausibility(actual, self.metrics[actual.metric], others, self.session.today):
            if issue.severity is Severity.IMPOSSIBLE:
                yield placed.wrong(issue.key, issue.message)
            elif issue.severity is Severity.ASK and not self.force:
                yield placed.wrong(issue.key, message("record.use_force", odd=issue.message))
        if not placed.dated:
            actual = actual._replace(recorded=self.moment)
        self._keep(actual)
        self.actuals.append(actual)
        self.seen |= {_content(actual), actual}

    def _recorded(self, actual: Actual, *, dated: bool) -> bool:
        """Whether the figure is recorded; an export may tell the same one twice, when it was revised and restored."""
        content = _content(actual)
        if not dated:
            return content in self.seen
        self.held[content] -= 1
        return self.held[content] >= 0 or actual in self.seen

    def _keep(self, actual: Actual) -> None:
        """Take note of a vintage, where none of its year was published later."""
        years = self.current.setdefault(actual.metric, {})
        held = years.get(actual.year)
        if held is None or held.publication <= actual.publication:
            years[actual.year] = actual


def _content(actual: Actual) -> Actual:
    """The entry without the moment it was recorded: what makes two entries the same."""
    return actual._replace(recorded=datetime.min.replace(tzinfo=UTC))
