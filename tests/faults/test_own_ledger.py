"""Many programs and the ledger of one's own behind the plan that ships: nothing is lost, no step is undone twice."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tomli

from tests.commands.program import ROOT

YEARS = range(1950, 1962)


def typed(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of somebody who has no plan of his own."""
    environment = {"HOME": str(home), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-m", "fuling_cli", *words],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def own_ledger(home: Path) -> dict[str, list[dict[str, object]]]:
    """The tables of the ledger of one's own."""
    (path,) = home.rglob("actuals.toml")
    return tomli.loads(path.read_text("utf-8"))


def test_writers_at_the_same_time_lose_nothing_and_never_undo_a_step_twice(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as threads:
        recorded = list(
            threads.map(
                lambda year: typed(tmp_path, "record", "gdp", str(year), "9", "--source", "x", "--force"), YEARS
            )
        )
    assert [done.stderr for done in recorded if done.returncode] == []
    assert sorted(entry["year"] for entry in own_ledger(tmp_path)["actual"]) == [*YEARS]  # type: ignore[type-var]
    with ThreadPoolExecutor(4) as threads:
        undone = list(threads.map(lambda _: typed(tmp_path, "undo"), range(4)))
    withdrawn = own_ledger(tmp_path)["withdrawal"]
    assert len(withdrawn) == sum(done.returncode == 0 for done in undone) >= 1
    assert len({str(entry["entry"]) + str(entry["year"]) for entry in withdrawn}) == len(withdrawn)
    assert all("fuling undo again" in done.stderr for done in undone if done.returncode)
