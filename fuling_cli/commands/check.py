"""`fuling check`: both files at once, every problem at its place; silent when all is well."""

from collections.abc import Iterator
from typing import Annotated

import typer

from fuling_cli.commands.session import Session
from fuling_cli.core.plausibility import Weight, oddities
from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import message
from fuling_cli.store.ledger_toml import read_ledger
from fuling_cli.store.toml_source import Source


def command(
    context: typer.Context, strict: Annotated[bool, typer.Option("--strict", help="option.strict")] = False
) -> None:
    """Raise InvalidData with every problem; what is only worth a look is said, and fails with ``--strict``."""
    session: Session = context.obj
    problems = list(_problems(session))
    if any(problem.serious or strict for problem in problems):
        raise InvalidData(problems)
    for problem in problems:
        session.terminal.say_problem(problem)


def _problems(session: Session) -> Iterator[Problem]:
    broken = False
    for load in (lambda: session.plan, lambda: session.ledger):
        try:
            load()
        except InvalidData as error:
            broken = True
            yield from error.problems
    if broken:
        return
    source = read_ledger(session.folder.actuals)
    if source is not None:
        yield from _entry_problems(session, source)


def _entry_problems(session: Session, source: Source) -> Iterator[Problem]:
    """What is odd about each entry that counts, held against the plan and the entries before it."""
    metrics, ledger = session.plan.metrics, session.ledger
    for place, entry in enumerate(ledger.entries):
        if place in ledger.withdrawn:
            continue
        target = metrics.get(entry.metric)
        if target is None:
            yield source.problem(("actual", place, "metric"), message("odd.metric", metric=entry.metric))
            continue
        others = [other for other in ledger.of(entry.metric) if other.year != entry.year]
        for oddity in oddities(entry, target, others, session.today):
            serious = oddity.weight is Weight.IMPOSSIBLE
            yield source.problem(("actual", place, oddity.key), oddity.message, serious=serious)
