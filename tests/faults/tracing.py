"""Programs that are broken at one system call: a run without a fault lists the calls, and strace breaks one of them."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from select import select
from types import TracebackType
from typing import NamedTuple, Self

from .bench import PYTHON, ROOT, Writer, default_signals

CALLS = "openat,write,ftruncate,flock,fsync,fchmod,fchown,rename,renameat,renameat2,link,linkat,unlink,unlinkat,close"
CALL = re.compile(r"\d+ +(\w+)\(")
MARK = re.compile(r"\(INJECTED\)|--- SIG|\+\+\+ killed")
STEPS = {"rename", "link", "linkat"}
"""The one step by which a file is there; linkat since Python 3.14."""


class Point(NamedTuple):
    """The ``nth`` call of a kind by a program, and the ``place``-th on the folder: where it can be broken."""

    call: str
    nth: int
    line: str
    place: int

    @property
    def on_temporary(self) -> bool:
        """Whether the call is about the temporary file."""
        return ".tmp" in self.line

    def __str__(self) -> str:
        return f"{self.call}-{self.nth}"


class Whole(NamedTuple):
    """A run in which nothing fails: what the file holds afterwards, and the calls on its folder, in order."""

    after: bytes
    points: list[Point]

    def point(self, call: str) -> Point:
        """The last call of a kind: ``write`` or ``fsync`` of the temporary file, ``one step``, ``folder``."""
        found = {
            "write": [point for point in self.points if point.call == "write" and point.on_temporary],
            "fsync": [point for point in self.points if point.call == "fsync" and point.on_temporary],
            "one step": [point for point in self.points if point.call in STEPS],
            "folder": [point for point in self.points if point.call == "fsync" and not point.on_temporary],
        }
        return found[call][-1]


class WarmPython:
    """A Python that has imported the program, and runs each command in a child, traced or not (see warm.py)."""

    def __init__(self) -> None:
        self.known: dict[Writer, Whole] = {}

    def __enter__(self) -> Self:
        self.streams = tempfile.TemporaryDirectory()
        self.server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("warm.py")), str(ROOT / "data")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=PYTHON,
            preexec_fn=default_signals,  # noqa: PLW1509  one thread
            start_new_session=True,
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.server.communicate()
        self.streams.cleanup()

    def run(
        self, command: Sequence[str], *tracing: str, log: Path | None = None, seconds: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command line of Python to its end, traced by strace with these options where there are any."""
        start = command.index(sys.executable)
        changed = dict(word.split("=", 1) for word in command[:start] if "=" in word)  # behind env
        files = [Path(self.streams.name) / name for name in ("stdout", "stderr")]
        number = int(self._ask(json.dumps([command[start + 1 :], changed, [str(file) for file in files], seconds])))
        if tracing:
            with subprocess.Popen(
                ["strace", "-f", "-y", "-p", str(number), "-o", str(log), *tracing], stderr=subprocess.PIPE
            ) as tracer:
                assert tracer.stderr is not None
                assert b"attached" in tracer.stderr.readline()
                code = int(self._ask(""))
        else:
            code = int(self._ask(""))
        return subprocess.CompletedProcess(command, code, *(file.read_text("utf-8") for file in files))

    def _ask(self, line: str) -> str:
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        print(line, file=self.server.stdin, flush=True)
        answered, _, _ = select([self.server.stdout], [], [], 60)
        if not answered:
            os.killpg(self.server.pid, signal.SIGKILL)
        assert answered, "it did not end within a minute"
        return self.server.stdout.readline()

    def whole(self, writer: Writer) -> Whole:
        """What a program does where nothing fails; found once."""
        if writer not in self.known:
            with tempfile.TemporaryDirectory() as name:
                folder, log = Path(name) / "traced", Path(name) / "log"
                path = writer.place(folder)
                assert self.run(writer.command(path), "-e", f"trace={CALLS}", log=log).returncode == 0
                self.known[writer] = Whole(path.read_bytes(), points_on(folder, log.read_text().splitlines()))
        return self.known[writer]

    def broken_at(self, point: Point, how: str, writer: Writer, path: Path) -> subprocess.CompletedProcess[str]:
        """Run a program whose call at one point is broken: ``error=EIO``, ``retval=10`` or ``signal=SIGKILL``."""
        with tempfile.NamedTemporaryFile("r") as log:
            inject = f"inject={point.call}:{how}:when={point.nth}"
            options = ("-e", f"trace={CALLS}", "-e", inject)
            done = self.run(writer.command(path), *options, log=Path(log.name))
            assert happened(point, writer.folder(path), log.read().splitlines()), f"did not happen: {how} at {point}"
        return done


def points_on(folder: Path, told: Sequence[str]) -> list[Point]:
    """Every call by which a program touched a folder, in order."""
    found: list[Point] = []
    counts: dict[str, int] = {}
    for line in told:
        if match := CALL.match(line):
            call = match[1]
            counts[call] = counts.get(call, 0) + 1
            if str(folder) in line:
                found.append(Point(call, counts[call], line, len(found)))
    return found


def happened(point: Point, folder: Path, told: Sequence[str]) -> bool:
    """Whether the broken call was this one, by its place among the calls on the folder.

    A signal that is held back arrives some calls later.
    """
    hit = next((number for number, line in enumerate(told) if MARK.search(line)), None)
    if hit is None:
        return False
    on_folder = [number for number, line in enumerate(told) if CALL.match(line) and str(folder) in line]
    if point.place >= len(on_folder) or f"{point.call}(" not in told[on_folder[point.place]]:
        return False
    return hit - (0 if "(INJECTED)" in told[hit] else 3) <= on_folder[point.place] <= hit
