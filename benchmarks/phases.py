"""Where the instructions of `fuling status` go: what it does, step by step, in a program that is ended after each."""

from collections.abc import Iterator

from benchmarks.ratio import Ratio
from benchmarks.startup import BASE, instructions, program

STEPS = {
    "the interpreter": "import gc; gc.set_threshold(100_000)",
    "importing Typer": "import typer",
    "importing pydantic, tomli, tomli-w": "import pydantic, tomli, tomli_w",
    "importing rich.cells": "import rich.cells",
    "importing fuling": """
import fuling_cli.app, fuling_cli.cli, fuling_cli.commands.status, fuling_cli.methods.cagr, fuling_cli.tables.layout
import fuling_cli.store.ledger_file, fuling_cli.store.plan_file, fuling_cli.terminal, fuling_cli.language.en
""",
    "building the models": """
from fuling_cli.store.ledger_tables import ledger_adapter
from fuling_cli.store.plan_file import load_plan
from fuling_cli.store.plan_tables import plan_adapter
plan_adapter(), ledger_adapter()
""",
    "parsing and validating both files": """
from pathlib import Path
from fuling_cli.store.ledger_file import load_ledger
plan, ledger = load_plan(Path("data/targets.toml")), load_ledger(Path("data/actuals.toml"))
""",
    "judging": """
from datetime import date
from fuling_cli.methods import assess
found = assess(plan, ledger, as_of=date(2026, 11, 22), targets=[t for t in plan.targets if t.group == "headline"])
""",
    "drawing": """
import os, sys
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.terminal import Terminal
table = scorecard(plan, found, date(2026, 11, 22), sketched=True)
Terminal(sys.stdout, sys.stderr, os.environ, "auto", "en").show(table)
""",
}


def measured() -> Iterator[Ratio]:
    """Each step against importing the libraries, then all that is left of the command; needs valgrind."""
    base = instructions(["-c", BASE])
    done, before = "", 0
    for name, step in STEPS.items():
        done += f"{step}\n"
        count = instructions(["-c", f"{done}import os; os._exit(0)"])
        yield _part(name, count - before, base)
        before = count
    whole = instructions([program(), "status"])
    yield _part("the command line, finding the files, the end", whole - before, base)
    yield _part("fuling status", whole, base)


def _part(name: str, count: int, base: int) -> Ratio:
    return Ratio(name, count / base, f"{count / 1e6:.0f} million instructions")
