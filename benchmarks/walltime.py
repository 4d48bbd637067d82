"""How long the short commands take, by hyperfine: what a person waits, on this machine, while nothing else runs."""

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.ratio import Ratio, Unmeasurable
from benchmarks.startup import BASE, COMMANDS, NO_VARIABLES, program, surroundings


def measured() -> Iterator[Ratio]:
    """Each command that writes nothing against importing the libraries; raises Unmeasurable without hyperfine."""
    base = _median(["-c", BASE])
    yield Ratio("importing the libraries", 1, _told(base))
    for command in COMMANDS:
        if "record" not in command.typed:  # which could be run once only
            time = _median([program(), *command.typed], command.variables)
            yield Ratio(command.name, time / base, _told(time))


def _median(arguments: Sequence[str], variables: Mapping[str, str] = NO_VARIABLES) -> float:
    """Seconds that one run of this Python takes."""
    hyperfine = shutil.which("hyperfine")
    if hyperfine is None:
        raise Unmeasurable("hyperfine is not installed")
    with surroundings() as (folder, environment):
        export = Path(folder) / "times.json"
        times = [hyperfine, "-N", "--warmup", "3", "--runs", "20", "--export-json", str(export)]
        command = shlex.join([sys.executable, *arguments])
        subprocess.run([*times, command], cwd=folder, env={**environment, **variables}, capture_output=True, check=True)
        median: float = json.loads(export.read_text("utf-8"))["results"][0]["median"]
    return median


def _told(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
