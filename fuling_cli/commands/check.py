"""`fuling check`: both files at once, every problem at its place; silent when all is well."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Annotated

import typer

from fuling_cli.commands.options import Format
from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import current_series
from fuling_cli.core.plausibility import Severity, check_plausibility
from fuling_cli.core.units import unit_factor
from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import message
from fuling_cli.reports.problems import problems_table
from fuling_cli.store.data_folder import stray_copies
from fuling_cli.store.toml_document import Places


def command(
    context: typer.Context,
    strict: Annotated[bool, typer.Option("--strict", help="option.strict")] = False,
    format_name: Format = None,
) -> int:
    """Say every problem; returns the exit code of invalid data where one is serious, or ``strict``."""
    session: Session = context.obj
    problems = list(_problems(session))
    if format_name is not None:
        session.show(problems_table(problems), format_name)
    else:
        for problem in problems:
            session.terminal.say_problem(problem)
        if session.terminal.is_screen:
            _say_checked(session, len(problems))
    return InvalidData.exit_code if any(problem.serious or strict for problem in problems) else 0


def _say_checked(session: Session, problems: int) -> None:
    """Say what was looked at; a plan or ledger that cannot be read has been told as a problem."""
    with suppress(InvalidData):
        targets, figures = len(session.plan.targets), len(session.ledger.actuals)
        found = message("check.title", count=problems) if problems else message("check.none")
        session.terminal.say(message("check.done", targets=targets, figures=figures, found=found))


def _problems(session: Session) -> Iterator[Problem]:
    """What is wrong with either file; what is odd about the entries is asked only when both can be read."""
    try:
        folder = session.folder
    except InvalidData as error:
        yield from error.problems
        return
    broken = False
    for load in (lambda: session.plan, lambda: session.ledger):
        try:
            load()
        except InvalidData as error:
            broken = True
            yield from error.problems
    for copy in stray_copies(folder):
        yield Problem(str(copy), 1, 1, message("odd.copy"), serious=False)
    if not broken and session.reading.raw is not None:
        yield from _entry_problems(session, Places(folder.actuals, session.reading.raw.decode("utf-8-sig")))


def _entry_problems(session: Session, places: Places) -> Iterator[Problem]:
    """What is odd about each entry that counts, held against the plan and the metric's other entries."""
    metrics, ledger = session.plan.metrics, session.ledger
    current = {metric: current_series(held, date.max) for metric, held in ledger.by_metric.items()}
    withdrawn = ledger.withdrawn
    units: dict[str, str] = {}
    for place, entry in enumerate(ledger.entries):
        if place in withdrawn:
            continue
        target = metrics.get(entry.metric)
        if target is None:
            yield places.problem(("actual", place, "metric"), message("odd.metric", metric=entry.metric))
            continue
        before = units.setdefault(entry.metric, entry.unit)
        if entry.unit != before and unit_factor(entry.unit, target.unit) is not None:  # or it is told below
            changed = message("odd.unit_change", metric=entry.metric, before=before, unit=entry.unit)
            yield places.problem(("actual", place, "unit"), changed, serious=False)
        others = [other for year, other in current[entry.metric].items() if year != entry.year]
        for issue in check_plausibility(entry, target, others, session.today):
            serious = issue.severity is Severity.IMPOSSIBLE
            yield places.problem(("actual", place, issue.key), issue.message, serious=serious)
