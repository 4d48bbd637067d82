"""The benchmarks without measuring: budgets belong to measurements, and made-up ledgers are what fuling writes."""

import subprocess
import sys
from pathlib import Path

from benchmarks.generate import entries, ledger_toml
from benchmarks.ratio import BUDGETS, Ratio, held, table
from benchmarks.startup import COMMANDS
from fuling_cli.store.ledger_file import Entries, entries_to_toml, parse_ledger
from tests.commands.program import ROOT


def test_every_budget_of_a_command_is_held_against_it() -> None:
    assert set(BUDGETS["startup"]) <= {command.name for command in COMMANDS}


def test_a_budget_is_met_missed_or_absent() -> None:
    ratios = [Ratio("one", 0.5, "50 s"), Ratio("another one", 2, "200 s"), Ratio("base", 1, "")]
    assert [held(ratio, {"one": 0.5, "another one": 1.5}) for ratio in ratios] == [True, False, True]
    assert [held(Ratio("one", value, ""), {"one": 0.5}) for value in (0.504, 0.506)] == [True, False]
    assert table(ratios, {"one": 0.5, "another one": 1.5}).splitlines() == [
        "measurement  ratio  budget",
        "one           0.50    0.50  met     50 s",
        "another one   2.00    1.50  MISSED  200 s",
        "base          1.00       -  -",
    ]


def test_a_part_that_does_not_exist_is_refused_with_those_that_do() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "startop"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no part is called startop: startup, walltime" in done.stderr


def test_a_ledger_that_was_made_up_is_what_fuling_writes_and_the_same_every_time() -> None:
    rows = list(entries(["metric-0", "metric-1"], range(2019, 2026)))
    text = ledger_toml(rows)
    ledger = parse_ledger(Path("actuals.toml"), text.encode()).ledger
    assert entries_to_toml(Entries(ledger.entries)) == text
    assert [(actual.metric, actual.year, str(actual.figure.value)) for actual in ledger.entries] == [
        (row.metric, row.year, row.value) for row in rows
    ]
    assert rows == list(entries(["metric-0", "metric-1"], range(2019, 2026)))
    assert len(rows) == 2 * (7 * 3 - 1)  # of the last year there is no verified figure yet
