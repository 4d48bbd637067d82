"""`fuling compare`: several plans side by side."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple, TypeAlias, TypeVar

import typer

from fuling_cli.commands.options import All, AsOf, Bom, Force, Format, Method, Output
from fuling_cli.commands.output import destination, write_report
from fuling_cli.commands.session import Session, known_method
from fuling_cli.core.target import HEADLINE
from fuling_cli.errors import FulingError, InvalidData, OutputFailed, Problem
from fuling_cli.language import message
from fuling_cli.methods import judge_targets
from fuling_cli.reports.comparison import Compared, comparison
from fuling_cli.tables.table import Table

T = TypeVar("T")

MANY = 100
"""Folders from which on it pays to start a process for each core."""
AT_ONCE = 16


Outcome: TypeAlias = tuple[Compared, tuple[Problem, ...]]
"""What a folder holds, and the problems in it."""


class Rules(NamedTuple):
    """How every plan is judged."""

    as_of: date
    method: str | None
    everything: bool


def command(
    context: typer.Context,
    folders: Annotated[list[str], typer.Argument(metavar="DIR...", help="option.folders")],
    every: All = False,
    as_of: AsOf = None,
    method: Method = None,
    output: Output = None,
    format_name: Format = None,
    bom: Bom = None,
    force: Force = False,
) -> int:
    """Judge the plan in each folder and show them, the worst first; returns 3 where one cannot be read."""
    session: Session = context.obj
    name, file = destination(output, format_name, lambda: "compare")
    rules = Rules(session.as_of(as_of), known_method(method), every)
    found: list[Compared] = []
    unreadable = False
    for plan, problems in session.terminal.progress(
        judge_plans(folders, rules), len(folders), message("compare.progress")
    ):
        found.append(plan)
        unreadable |= bool(problems)
        for problem in problems:
            session.terminal.say_problem(problem)
    table = comparison(found, rules.as_of)
    if output is None and format_name is None:
        show_comparison(session, found, table, rules.as_of)
    else:
        protected_files = [] if file is None else [place for folder in folders for place in data_files(Path(folder))]
        write_report(session, table, name, file, bom=bom, force=force, protected_files=protected_files)
    return InvalidData.exit_code if unreadable else 0


def show_comparison(session: Session, found: Sequence[Compared], table: Table, as_of: date) -> None:
    """Show the plans: on a terminal as a screen, elsewhere as a table of one line a plan."""
    if session.terminal.is_screen:
        from fuling_cli.terminal.comparison import comparison_screen

        session.terminal.show(comparison_screen(found, as_of, session.language))
    else:
        session.terminal.show_table(table)


def judge_plans(folders: Sequence[str], rules: Rules) -> Iterator[Outcome]:
    """Each folder's plan and the problems in it, in the order given; with every core where there are many folders."""
    judge = partial(in_folder, rules=rules)
    few = len(folders) if len(folders) < MANY else 1  # one first: what it imports, workers that are forked have already
    yield from map(judge, folders[:few])
    if folders[few:]:
        yield from by_every_core(judge, folders[few:])


def by_every_core(judge: Callable[[str], T], folders: Sequence[str]) -> Iterator[T]:
    """The same by a process for each core; by this one alone where the system starts no others."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        workers = ProcessPoolExecutor(initializer=signal.signal, initargs=(signal.SIGTERM, signal.SIG_DFL))
        with sigint_ignored():
            outcomes = workers.map(judge, folders, chunksize=AT_ONCE)
    except (ImportError, NotImplementedError, OSError):  # no semaphores, or no more processes
        yield from map(judge, folders)
        return
    try:
        yield from outcomes
    except BrokenProcessPool:
        raise OutputFailed(message("compare.worker_lost")) from None
    finally:
        workers.shutdown(wait=False, cancel_futures=True)


@contextmanager
def sigint_ignored() -> Iterator[None]:
    """Ignore SIGINT for a moment: processes that are started meanwhile ignore it from their first step on."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def in_folder(folder: str, rules: Rules) -> Outcome:
    """The plan in a folder with its verdicts counted, or the problems for which it cannot be judged."""
    from fuling_cli.store.ledger_file import load_ledger
    from fuling_cli.store.plan_file import load_plan

    targets, actuals = data_files(Path(folder))
    try:
        plan, ledger = load_plan(targets), load_ledger(actuals)
    except InvalidData as error:
        return Compared(folder, problem=error.problems[0].message), error.problems
    except FulingError as error:
        return Compared(folder, problem=error.message), (Problem(str(targets), 1, 1, error.message),)
    wanted = [target for target in plan.targets_as_of(rules.as_of) if rules.everything or target.group == HEADLINE]
    outcomes = list(judge_targets(plan, ledger, wanted, as_of=rules.as_of, method=rules.method))
    counted, overdue = Counter(one.verdict for one in outcomes), sum(one.overdue for one in outcomes)
    return Compared(folder, plan.id, plan.title, plan.area, dict(counted), overdue), ()


def data_files(folder: Path) -> tuple[Path, Path]:
    """The two files of a data folder, or of the ``data`` in it."""
    inner = folder / "data"
    place = inner if not (folder / "targets.toml").exists() and (inner / "targets.toml").exists() else folder
    return place / "targets.toml", place / "actuals.toml"
