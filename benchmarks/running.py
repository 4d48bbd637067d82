"""One run of a program: how long it takes, and the most memory it holds."""

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter
from typing import NamedTuple

from benchmarks.ratio import Unmeasurable

PEERS = Path(__file__).with_name("peers")
FULING = (sys.executable, "-m", "fuling_cli")
TODAY = {"SOURCE_DATE_EPOCH": "1795334400", "FULING_LANG": "en"}


class Run(NamedTuple):
    """Seconds by the clock on the wall, and bytes at the most."""

    seconds: float
    memory: int


def run(command: Sequence[str], folder: Path, times: int = 3) -> Run:
    """The median time and the greatest memory of some runs, with a first one that does not count."""
    found = [_once(command, folder) for _ in range(times + 1)][1:]
    return Run(median(each.seconds for each in found), max(each.memory for each in found))


def peer(name: str) -> tuple[str, ...]:
    """The same job in another library; raises Unmeasurable where that is not installed."""
    if find_spec(name) is None:
        raise Unmeasurable(f"{name} is not installed: pip install -r requirements/benchmarks.txt")
    return (sys.executable, str(PEERS / f"with_{name}.py"), ".")


def environment() -> dict[str, str]:
    """The variables of every run: always the same day; with bytecode, without which a program takes twice as long."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | TODAY


def generated(what: str, count: int, folder: Path) -> Path:
    """A folder with what `generate` makes, in a process of its own, which lends its size to none that is measured."""
    made = [sys.executable, "-m", "benchmarks.generate", what, str(count), str(folder)]
    subprocess.run(made, cwd=Path(__file__).parents[1], check=True)
    return folder


def _once(command: Sequence[str], folder: Path) -> Run:
    started = perf_counter()
    with (
        TemporaryFile() as talk,
        subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=talk) as running,
    ):
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        talk.seek(0)
        said = talk.read().decode()
    if running.returncode:
        raise Unmeasurable(f"{' '.join(command[:6])} ended with {running.returncode}:\n{said}")
    return Run(perf_counter() - started, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
