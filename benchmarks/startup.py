"""How many instructions a short command takes, counted by callgrind: the same in every run, on a machine busy or not.

The base is a Python program that imports the libraries of fuling and does nothing with them.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

from benchmarks.ratio import Ratio, Unmeasurable

DATA = Path(__file__).parents[1] / "data"
BASE = "import typer, rich.table, rich.console, tomllib, tomli_w; from pydantic import BaseModel"
NO_VARIABLES: Mapping[str, str] = MappingProxyType({})


class Command(NamedTuple):
    """A command by the name of its budget, what is typed, and the variables that a shell sets when it asks."""

    name: str
    typed: tuple[str, ...]
    variables: Mapping[str, str] = NO_VARIABLES

    @classmethod
    def completing(cls, line: str) -> "Command":
        """What bash runs when the tab key is pressed at the end of a line."""
        place = str(len(line.split()) - 1)
        asked = {"_FULING_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": place}
        return cls(f"{line}<tab>", (), asked)


COMMANDS = (
    Command("fuling --version", ("--version",)),
    Command("fuling --help", ("--help",)),
    Command("fuling status --help", ("status", "--help")),
    Command("fuling status", ("status",)),
    Command("fuling --color always status", ("--color", "always", "status")),  # drawn by Rich
    Command("fuling status --format json", ("status", "--format", "json")),
    Command("fuling explain", ("explain", "gdp")),
    Command("fuling record", ("record", "gdp", "2025", "1800", "--published", "2026-03-01", "--source", "made up")),
    Command.completing("fuling st"),
    Command.completing("fuling status g"),
)


def measured() -> Iterator[Ratio]:
    """Each command against the base; raises Unmeasurable without valgrind."""
    with ThreadPoolExecutor() as threads:  # instructions do not depend on what else runs
        counting = threads.submit(instructions, ["-c", BASE])
        counts = threads.map(lambda command: instructions([program(), *command.typed], command.variables), COMMANDS)
        base = counting.result()
        yield Ratio("importing the libraries", 1, _millions(base))
        for command, count in zip(COMMANDS, counts, strict=True):
            yield Ratio(command.name, count / base, _millions(count))


def instructions(arguments: Sequence[str], variables: Mapping[str, str] = NO_VARIABLES) -> int:
    """The instructions of one run of this Python, once it has been run before, so that its bytecode is there."""
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise Unmeasurable("valgrind is not installed")
    counted = [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, *arguments]
    said = ""
    for command in ([sys.executable, *arguments], counted):
        with surroundings() as (folder, environment):
            done = subprocess.run(
                command, cwd=folder, env={**environment, **variables}, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise Unmeasurable(f"{' '.join(arguments)} failed:\n{done.stderr}")
            said = done.stderr
    collected = re.search(r"Collected : (\d+)", said)
    if collected is None:
        raise Unmeasurable(f"valgrind said nothing of instructions:\n{said}")
    return int(collected[1])


@contextmanager
def surroundings() -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder that holds the plan that ships, so that it can be written to, and few variables."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(DATA, folder / "data")
        yield folder, {"HOME": name, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}


def program() -> str:
    """The script `fuling` beside this Python."""
    found = shutil.which("fuling", path=str(Path(sys.executable).parent))
    if found is None:
        raise Unmeasurable("fuling is not installed beside this Python: pip install -e .")
    return found


def _millions(count: int) -> str:
    return f"{count / 1e6:.0f} million instructions"
