"""Where the time of `fuling status --format json` goes on a long ledger: what each step computes, in one process.

The steps are those of the command, in its order; what is left over is the command line and finding the files.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.ratio import Ratio
from benchmarks.running import environment, generated

SIZES = (10_000, 100_000)
RUNS = 3
STEPS = {
    "the interpreter": "import gc; gc.set_threshold(100_000)",
    "importing Typer": "import typer",
    "importing pydantic, tomli, simplejson": "import pydantic, tomli, simplejson",
    "importing fuling": """
import fuling_cli.app, fuling_cli.cli, fuling_cli.commands.status, fuling_cli.methods.cagr, fuling_cli.formats.json
import fuling_cli.store.ledger_file, fuling_cli.store.plan_file, fuling_cli.terminal, fuling_cli.language.en
""",
    "building the models": """
from fuling_cli.store.ledger_tables import ledger_adapter
from fuling_cli.store.plan_file import load_plan
from fuling_cli.store.plan_tables import plan_adapter
plan_adapter(), ledger_adapter()
""",
    "parsing targets.toml": """
from pathlib import Path
plan = load_plan(Path("targets.toml"))
""",
    "parsing actuals.toml": """
from fuling_cli.store.ledger_file import load_ledger
ledger = load_ledger(Path("actuals.toml"))
""",
    "judging": """
from datetime import date
from fuling_cli.methods import assess
found = assess(plan, ledger, as_of=date(2026, 11, 22), targets=plan.targets)
""",
    "arranging the table": """
from fuling_cli.reports.scorecard import scorecard
table = scorecard(plan, found, date(2026, 11, 22))
""",
    "writing JSON": """
from fuling_cli.formats.json import render
print(len(render(table, language="en").encode()), file=open(os.devnull, "w"))
""",
}
CLOCKED = "import os, time\nclock = []\n{}\nimport json; print(json.dumps(clock))"


def measured() -> Iterator[Ratio]:
    """Each step as a share of all steps, for each size."""
    with TemporaryDirectory() as place:
        for size in SIZES:
            folder = generated("ledger", size, Path(place) / str(size))
            runs = [_clock(folder) for _ in range(RUNS)]
            seconds = [median(times) for times in zip(*runs, strict=True)]
            for name, spent in zip(STEPS, seconds, strict=True):
                yield Ratio(f"{size:,} actuals: {name}", spent / sum(seconds), f"{spent * 1000:.0f} ms")
            yield Ratio(f"{size:,} actuals: all", 1, f"{sum(seconds) * 1000:.0f} ms")


def _clock(folder: Path) -> list[float]:
    """The seconds of computing that each step takes in a new process."""
    steps = "\n".join(f"{step}\nclock.append(time.process_time())" for step in STEPS.values())
    command = [sys.executable, "-c", CLOCKED.format(steps)]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=True)
    ends: list[float] = json.loads(done.stdout)
    return [end - start for start, end in zip([0.0, *ends], ends, strict=False)]
