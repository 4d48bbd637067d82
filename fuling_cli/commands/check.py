"""`fuling check`: both files at once, every problem at its place; silent when all is well."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from fuling_cli.commands.options import Format
from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import current_series
from fuling_cli.core.plausibility import Severity, check_plausibility
from fuling_cli.core.units import unit_factor
from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import Message, message
from fuling_cli.reports.problems import problems_table
from fuling_cli.store.data_folder import stray_copies
from fuling_cli.store.toml_document import TomlPositions


def command(
    context: typer.Context,
    strict: Annotated[bool, typer.Option("--strict", help="option.strict")] = False,
    format_name: Format = None,
) -> int:
    """Say every problem in line order; returns the exit code of invalid data where one is serious, or ``strict``."""
    session: Session = context.obj
    problems = _problems_by_file(session)
    if format_name is not None:
        session.show(problems_table(problems), format_name)
    else:
        for problem in problems:
            session.terminal.say_problem(problem)
        if session.terminal.is_screen:
            session.terminal.say(_checked_summary(session, len(problems)))
    return InvalidData.exit_code if any(problem.serious or strict for problem in problems) else 0


def _problems_by_file(session: Session) -> list[Problem]:
    """What is wrong with each file, in the order of its lines."""
    try:
        folder = session.folder
    except InvalidData as error:
        return list(error.problems)
    found: list[Problem] = []
    broken = False
    for problems_of in (_plan_problems, _ledger_problems):
        try:
            found += problems_of(session)
        except InvalidData as error:
            broken = True
            found += error.problems
    found += (Problem(str(copy), 1, 1, message("odd.copy"), serious=False) for copy in stray_copies(folder))
    if not broken:
        found += _entry_problems(session)
    places = {str(file): place for place, file in enumerate(folder.files)}
    return sorted(found, key=lambda one: (places.get(one.path, len(places)), one.line, one.column))


def _plan_problems(session: Session) -> Iterator[Problem]:
    """The warnings about the plan, and one where it has no target."""
    yield from session.plan_reading.warnings
    if not session.plan_reading.plan.targets:
        path = session.folder.targets
        yield Problem(str(path), 1, 1, message("check.no_targets", path=path), serious=False)


def _ledger_problems(session: Session) -> tuple[Problem, ...]:
    """The warnings about the ledgers."""
    return (*session.shipped_reading.warnings, *session.own_reading.warnings)


def _checked_summary(session: Session, problems: int) -> Message:
    """What was looked at, for those who wait for an answer."""
    files = sum(file.exists() for file in session.folder.files)
    try:
        targets, figures = len(session.plan_reading.plan.targets), len(session.whole_ledger.actuals)
    except InvalidData:
        return message("check.unreadable", files=files, problems=problems)
    key = "check.problems" if problems else "check.no_problems"
    return message(key, files=files, targets=targets, figures=figures, problems=problems)


def _entry_problems(session: Session) -> Iterator[Problem]:
    """What is odd about each own entry that counts, held against the plan and the metric's other entries."""
    raw, ledger, _ = session.own_reading
    path = session.folder.own_ledger
    if raw is None or path is None:
        return
    positions = TomlPositions(path, raw.decode("utf-8-sig"))
    metrics = session.plan_reading.plan.metrics
    current = {metric: current_series(held, date.max) for metric, held in session.whole_ledger.by_metric.items()}
    withdrawn = ledger.withdrawn
    units: dict[str, str] = {}
    for place, entry in enumerate(ledger.entries):
        if place in withdrawn:
            continue
        target = metrics.get(entry.metric)
        if target is None:
            yield positions.problem(("actual", place, "metric"), message("odd.metric", metric=entry.metric))
            continue
        before = units.setdefault(entry.metric, entry.unit)
        if entry.unit != before and unit_factor(entry.unit, target.unit) is not None:  # or it is told below
            changed = message("odd.unit_change", metric=entry.metric, before=before, unit=entry.unit)
            yield positions.problem(("actual", place, "unit"), changed, serious=False)
        others = [other for year, other in current.get(entry.metric, {}).items() if year != entry.year]
        for issue in check_plausibility(entry, target, others, session.today):
            serious = issue.severity is Severity.IMPOSSIBLE
            yield positions.problem(("actual", place, issue.key), issue.message, serious=serious)
