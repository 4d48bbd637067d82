"""`fuling import`: many figures from a table as it comes, all of them or none."""

from pathlib import Path
from typing import Annotated

import typer

from fuling_cli.commands.options import DryRun, Force, Status
from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import STATUSES, Actual, Ledger
from fuling_cli.core.parsing import day_from, validate_text
from fuling_cli.core.target import Target
from fuling_cli.errors import Problem, WrongCells, WrongUsage, require_one_of
from fuling_cli.importer.additions import Additions, Moment
from fuling_cli.importer.metrics import ANY_METRIC
from fuling_cli.importer.placed import Defaults, counted
from fuling_cli.importer.reading import Reading, read_sheet
from fuling_cli.importer.request import Request, where_from
from fuling_cli.importer.sheet import Refused, WrongCell
from fuling_cli.importer.source import sheet_of_bytes, sheet_of_file, standard_input
from fuling_cli.language import Message, message
from fuling_cli.methods import judge_targets
from fuling_cli.reports.imported import figures_table, taken_table, verdict_changes
from fuling_cli.store.ledger_file import Entries

STANDARD_INPUT = "-"
MOST_OF_A_KIND = 5
"""Problems of one kind that are told one by one."""
MOST_VERDICTS = 20


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="option.import_file")],
    metric: Annotated[str | None, typer.Option("--metric", metavar="METRIC", help="option.import_metric")] = None,
    where: Annotated[list[str] | None, typer.Option("--where", metavar="COLUMN=VALUE", help="option.where")] = None,
    value: Annotated[str | None, typer.Option("--value", metavar="COLUMN", help="option.import_value")] = None,
    year: Annotated[str | None, typer.Option("--year", metavar="COLUMN", help="option.import_year")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="option.import_unit")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="option.sheet")] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="option.encoding")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="TEXT", help="option.source")] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="option.url")] = None,
    published: Annotated[str | None, typer.Option("--published", metavar="DATE", help="option.published")] = None,
    status: Status = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="option.note")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="option.strict_import")] = False,
    revise: Annotated[bool, typer.Option("--revise", help="option.revise")] = False,
    dry_run: DryRun = False,
    force: Force = False,
) -> None:
    """Read every cell, refuse the whole table where one is bad, then append what is not recorded already."""
    session: Session = context.obj
    defaults = Defaults(
        recorded=session.clock(),
        status=None if status is None else require_one_of(status, STATUSES, "error.unknown_status"),
        published=None if published is None else day_from(published, "--published"),
        source=None if source is None else validate_text(source, "--source"),
        url=None if url is None else validate_text(url, "--url"),
        note=None if note is None else validate_text(note, "--note"),
    )
    request = Request(
        file=file,
        target=None if metric is None else _metric(session, metric),
        where=tuple(map(where_from, where or ())),
        value=value,
        year=year,
        unit=unit,
        others=_repeated_options(
            sheet=sheet, encoding=encoding, source=source, url=url, published=published, status=status, note=note
        ),
    )
    reading = _read_table(session, request, defaults, sheet, encoding)
    for told in reading.told:
        session.terminal.say(told)
    left_out = reading.left_out.messages()
    if strict and left_out:
        raise WrongUsage(message("import.strict", left=left_out))
    before = session.ledger
    added = _append_new(session, file, reading, revise=revise, force=force, dry_run=dry_run)
    _tell_effects(session, before, added, dry_run=dry_run)
    _tell_taken(session, reading, left_out)


def _metric(session: Session, name: str) -> Target:
    """The target of a metric's name; raises WrongUsage, with the names there are for the word that stands for any."""
    if name == ANY_METRIC:
        raise WrongUsage(message("import.any_metric", names=list(session.plan.metrics)))
    return session.metric(name)


def _append_new(
    session: Session, file: str, reading: Reading, *, revise: bool, force: bool, dry_run: bool
) -> Additions:
    """Hold the figures against the ledger, and append what is new; raises WrongCells where anything is wrong."""

    def additions(ledger: Ledger) -> Additions:
        added = Additions(ledger, session.plan, Moment(session.clock(), session.today), revise=revise, force=force)
        added.add_all(reading.placed)
        _refuse_wrong(file, [*reading.wrong, *added.wrong])
        return added

    before = session.ledger
    added = additions(before)

    def entries(ledger: Ledger) -> Entries:
        return Entries((added if ledger == before else additions(ledger)).actuals)

    if added.actuals and not dry_run:
        session.append(entries)
    return added


def _tell_taken(session: Session, reading: Reading, left_out: list[Message]) -> None:
    """Say how many figures were taken, and what was left out with its number."""
    metrics = len({one.actual.metric for one in reading.placed})
    took = message(
        "import.took",
        figures=counted("import.figures.one", "import.figures", len(reading.placed)),
        metrics=counted("import.metrics.one", "import.metrics", metrics),
    )
    session.terminal.say(message("import.took_left", took=took, left=left_out) if left_out else took)
    if names := reading.left_out.listed("rows"):
        session.terminal.say(message("import.not_followed", names=names))


def _repeated_options(**options: str | None) -> tuple[str, ...]:
    """The options that a command to copy repeats."""
    return tuple(word for name, given in options.items() if given for word in (f"--{name}", given))


def _read_table(
    session: Session, request: Request, defaults: Defaults, sheet: str | None, encoding: str | None
) -> Reading:
    """What the file, or standard input, holds; raises WrongCells for what cannot be read."""
    try:
        if request.file == STANDARD_INPUT:
            found = sheet_of_bytes(standard_input(), sheet, encoding)
        else:
            found = sheet_of_file(Path(request.file), sheet, encoding)
        for told in found.told:
            session.terminal.say(told)
        return read_sheet(
            found,
            session.plan,
            request,
            defaults,
            lambda rows, total: session.terminal.progress(rows, total, message("import.reading")),
        )
    except Refused as refused:
        raise WrongCells([_problem_in_file(request.file, refused.cell)]) from None


def _problem_in_file(file: str, cell: WrongCell) -> Problem:
    return Problem(file, cell.row, cell.column, cell.message)


def _refuse_wrong(file: str, wrong: list[WrongCell]) -> None:
    """Raise WrongCells with the wrong cells in their order: of each kind the first, and how many more there are."""
    if not wrong:
        return
    by_kind: dict[str, list[WrongCell]] = {}
    for cell in sorted(wrong, key=lambda cell: (cell.row, cell.column)):
        inner = cell.message.values.get("why", cell.message)
        by_kind.setdefault(getattr(inner, "key", cell.message.key), []).append(cell)
    told = [_problem_in_file(file, cell) for cells in by_kind.values() for cell in cells[:MOST_OF_A_KIND]]
    told.sort(key=lambda problem: (problem.line, problem.column))
    for cells in by_kind.values():
        if len(cells) > MOST_OF_A_KIND:
            more = cells[MOST_OF_A_KIND]
            told.append(Problem(file, more.row, more.column, message("import.more", count=len(cells) - MOST_OF_A_KIND)))
    raise WrongCells(told)


def _tell_effects(session: Session, before: Ledger, added: Additions, *, dry_run: bool) -> None:
    """Show what was taken, and what it did to the verdicts of the targets that it is of."""
    found = [(one.actual, str(one.standing)) for one in added.found]
    if dry_run:
        session.show(figures_table(found, message("import.figures_title")), None)
    path = session.folder.own_ledger
    new = len(added.actuals)
    title = message("import.dry_run" if dry_run else "import.done", count=new, known=len(found) - new, path=path)
    session.show(taken_table(found, title), None)
    for lifted in added.lifted[:MOST_OF_A_KIND]:
        session.terminal.say(message("import.lifted", odd=lifted))
    if added.without_source:
        session.terminal.say(counted("import.no_source.one", "import.no_source", added.without_source))
    if not new:
        return
    after = Ledger((*before.entries, *added.actuals), before.withdrawals)
    changes = _verdict_changes(session, before, after, added.actuals)
    for line in changes[:MOST_VERDICTS]:
        session.terminal.say(line)
    if len(changes) > MOST_VERDICTS:
        session.terminal.say(message("import.more", count=len(changes) - MOST_VERDICTS))
    if not dry_run:
        session.terminal.say(message("record.undo", path=path))


def _verdict_changes(session: Session, before: Ledger, after: Ledger, new: list[Actual]) -> list[Message]:
    """The verdicts of the targets that measure the new figures, before and after."""
    day = max(session.today, *(actual.publication for actual in new))
    targets = session.plan.targets_following({actual.metric for actual in new}, day)
    old, now = (
        [one.verdict for one in judge_targets(session.plan, ledger, targets, as_of=day)] for ledger in (before, after)
    )
    return verdict_changes(targets, old, now)
