"""Where the instructions of `fuling status` go: what it does, step by step, in a program that is ended after each."""

from collections.abc import Iterator

from benchmarks.ratio import Ratio
from benchmarks.startup import BASE, instructions, program

STEPS = {
    "the interpreter": "import gc; gc.set_threshold(100_000)",
    "importing Typer": "import typer",
    "importing pydantic-core, tomli, tomli-w": "import pydantic_core, tomli, tomli_w",
    "importing rich.cells": "import rich.cells",
    "importing fuling": """
import fuling_cli.app, fuling_cli.cli, fuling_cli.commands.status, fuling_cli.methods.cagr, fuling_cli.terminal.status
import fuling_cli.store.ledger_file, fuling_cli.store.plan_file, fuling_cli.terminal, fuling_cli.language.en
""",
    "building the models": """
from fuling_cli.store.fields import validator
from fuling_cli.store.plan_file import PlanFile, load_plan
validator(PlanFile)
""",
    "parsing and validating both files": """
import fuling_cli.store.toml_document as toml_source
from pathlib import Path
from fuling_cli.store.ledger_file import load_ledger
built = validator(PlanFile)
toml_source.validator = lambda shape: built
plan, ledger = load_plan(Path("data/targets.toml")), load_ledger(Path("data/actuals.toml"))
""",
    "judging": """
from datetime import date
from fuling_cli.methods import assess
found = assess(plan, ledger, as_of=date(2026, 11, 22), targets=[t for t in plan.targets if t.group == "headline"])
""",
    "drawing": """
import os, sys
from fuling_cli.terminal import Terminal
from fuling_cli.terminal.status import status_screen
terminal = Terminal(sys.stdout, sys.stderr, os.environ, "auto", "en")
terminal.show(status_screen(plan, found, date(2026, 11, 22), "en", terminal.room))
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
