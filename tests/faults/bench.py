"""The test bench: programs that write, the ways to break them, and what must hold afterwards."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from fuling_cli.store.disk import Disk

ROOT = Path(__file__).parents[2]
OLD = b'# kept as it is \xe2\x80\x94 every byte\r\n[[actual]]\nmetric = "old"\n'
PYTHON = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.environ["PATH"], "FULING_LANG": "en"}


@dataclass(frozen=True)
class Writer:
    """A program that writes one file: how it is called, and what the file holds before."""

    name: str
    before: bytes | None
    under_lock: bool = True

    def __str__(self) -> str:
        return self.name

    def command(self, path: Path, text: str = "new") -> list[str]:
        """The command line that writes ``text`` into the file at the path."""
        return [sys.executable, str(Path(__file__).with_name("writer.py")), self.name.split()[0], str(path), text]

    def place(self, folder: Path) -> Path:
        """The file that it writes, as it is before."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "actuals.toml"
        if self.before is not None:
            path.write_bytes(self.before)
        return path

    def folder(self, path: Path) -> Path:
        """The folder of the file, which everything that the program touches is below."""
        return path.parent


WRITERS = (
    Writer("append", OLD),
    Writer("append first", None),
    Writer("create", None, under_lock=False),
    Writer("overwrite", OLD, under_lock=False),
)


PLAN = """
[plan]
id = "test"
title = { en = "A plan", zh = "规划" }
area = { en = "An area", zh = "某地" }
base_year = 2022
by = 2027
announced = 2023-03-06
source = "a test"

[[target]]
id = "gdp"
name = { en = "Gross domestic product", zh = "地区生产总值" }
unit = "亿元"
value = 2100
"""
LEDGER = """# kept as it is, every byte\r
[[actual]]
metric = "gdp"
year = 2022
value = 1504.37
unit = "亿元"
source = "a yearbook"
recorded = 2026-01-01T00:00:00Z
""".encode()
WITHDRAWN = (
    LEDGER
    + b"""
[[withdrawal]]
metric = "gdp"
year = 2022
entry = 2026-01-01T00:00:00Z
recorded = 2026-01-02T00:00:00Z
"""
)
CSV = "metric,year,value,unit,source\ngdp,2023,1626.0,亿元,{source}\ngdp,2024,1700,亿元,{source}\n"


@dataclass(frozen=True)
class Command(Writer):
    """A command of the program, in a data folder of its own."""

    words: tuple[str, ...] = ()
    file: str = "actuals.toml"
    own: bool = False
    """On the plan that ships, so that the file is the user's own ledger, behind the one that ships."""

    def command(self, path: Path, text: str = "new") -> list[str]:
        """The command line; ``text`` is the source of what is recorded."""
        folder = self.folder(path)
        (folder / "new.csv").write_text(CSV.format(source=text), encoding="utf-8")
        words = [word.format(path=path, folder=folder, text=text) for word in self.words]
        if self.own:
            place = ["env", "-C", "/", f"XDG_DATA_HOME={folder}"]
            return [*place, sys.executable, "-m", "fuling_cli", *words]
        return [sys.executable, "-m", "fuling_cli", "--data-dir", str(folder), *words]

    def folder(self, path: Path) -> Path:
        """The data folder, or the one that it is in."""
        return path.parents[self.file.count("/")]

    def place(self, folder: Path) -> Path:
        """The file that it writes, beside a plan and a ledger."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "targets.toml").write_text(PLAN, encoding="utf-8")
        (folder / "actuals.toml").write_bytes(LEDGER)
        path = folder / self.file
        if self.own:
            path.parent.mkdir(exist_ok=True)
        if self.before is not None:
            path.write_bytes(self.before)
        elif path.exists():
            path.unlink()
        return path


COMMANDS = (
    Command("record", LEDGER, words=("record", "gdp", "2023", "1626亿元", "--source", "{text}")),
    Command("record first", None, words=("record", "gdp", "2023", "1626亿元", "--source", "{text}")),
    Command("import", LEDGER, words=("import", "{folder}/new.csv")),
    Command("undo", LEDGER, words=("undo", "--force")),
    Command("redo", WITHDRAWN, words=("redo",)),
    Command(
        "record own",
        LEDGER,
        words=("record", "gdp", "2019", "1200", "--source", "{text}"),
        file="fuling/actuals.toml",
        own=True,
    ),
    Command("undo own", LEDGER, words=("undo", "--force"), file="fuling/actuals.toml", own=True),
    Command("init", None, words=("init", "{folder}/plan"), file="plan/targets.toml"),
    Command("export", None, words=("export", "actuals", "-o", "{path}"), file="out.csv"),
    Command("export over", b"old", words=("export", "actuals", "--force", "-o", "{path}"), file="out.csv"),
)


def run(
    command: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, with the signals as a shell would give them."""
    return subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        env={**PYTHON, **(env or {})},
        cwd=cwd,
        timeout=60,
        check=False,
        restore_signals=True,
        preexec_fn=default_signals,
    )


def default_signals() -> None:
    """Undo what a background job inherits: ignored interruptions."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def strace(*options: str, log: Path | str = "/dev/null") -> list[str]:
    """The words before a command that make its system calls fail as the options say."""
    return ["strace", "-f", "-y", "-qq", "--seccomp-bpf", "-o", str(log), *options]


def invariant(path: Path, before: bytes | None, after: bytes) -> None:
    """The file is whole old or whole new, parses, and begins with the old bytes."""
    now = path.read_bytes() if path.exists() else None
    assert now == before or (now is not None and timeless(now) == timeless(after))
    if now is not None and path.suffix == ".toml":
        tomllib.loads(now.decode())


def timeless(text: bytes) -> bytes:
    """The text without the moments in which it was written."""
    return re.sub(rb"\d{4}-\d\d-\d\d[T ][\d:.]+", b"THEN", text)


def temporaries(folder: Path) -> list[str]:
    """The temporary files in a folder."""
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".tmp"))


def entries(path: Path) -> list[str]:
    """The metrics that a ledger holds, in its order."""
    return [entry["metric"] for entry in tomllib.loads(path.read_text()).get("actual", [])]


@contextmanager
def mounted(what: Iterable[str], where: Path) -> Iterator[Path]:
    """A file system of our own for the length of a block."""
    where.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", *what, str(where)], check=True, capture_output=True)
    try:
        yield where
    finally:
        subprocess.run(["umount", "-l", str(where)], check=True)


def works(*command: str) -> bool:
    """Whether a tool exists and may be used here."""
    return (
        shutil.which(command[0]) is not None
        and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


def can_mount() -> bool:
    """Whether this process may mount; a container's root often may not."""
    return (
        hasattr(os, "geteuid") and os.geteuid() == 0 and works("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
    )


MKFS = shutil.which("mkfs.ext4", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]))


def can_mount_images() -> bool:
    """Whether this process may mount a disk that is a file: a container may have no loop devices."""
    if MKFS is None or not can_mount():
        return False
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "image"
        image.write_bytes(bytes(2**20))
        made = subprocess.run([MKFS, "-q", "-F", str(image)], capture_output=True, check=False).returncode == 0
        return made and works("unshare", "-m", "mount", "-o", "loop", str(image), "/mnt")


needs_images = pytest.mark.skipif(not can_mount_images(), reason="needs mkfs.ext4, root and loop devices")
needs_strace = pytest.mark.skipif(
    not works("strace", "-qq", "-o", "/dev/null", "true"), reason="needs strace and its rights"
)
needs_mount = pytest.mark.skipif(not can_mount(), reason="needs root and the right to mount")
needs_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")

AS_ANOTHER = ["setpriv", "--reuid=1234", "--regid=2345", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"]


def can_be_another() -> bool:
    """Whether this process may become somebody else who can run the program: not where a folder above it is closed."""
    runs = ["env", f"PYTHONPATH={ROOT}", sys.executable, "-B", "-c", "import fuling_cli.cli"]
    return hasattr(os, "geteuid") and os.geteuid() == 0 and works(*AS_ANOTHER, *runs)


ANOTHER = can_be_another()
LACKS_ANOTHER = "needs root, setpriv, and a clone and a Python that everybody may read"
needs_another = pytest.mark.skipif(not ANOTHER, reason=LACKS_ANOTHER)
every_command = pytest.mark.parametrize("writer", COMMANDS, ids=str)
every_writer = pytest.mark.parametrize("writer", WRITERS, ids=str)


def leaves_old(path: Path, writer: Writer) -> None:
    """Nothing happened: the old bytes, or no file, and no temporary file."""
    assert (path.read_bytes() if path.exists() else None) == writer.before
    assert temporaries(path.parent) == []


class Faulty(Disk):
    """A disk whose calls raise, give up or lie, as told: the same faults where nothing may be traced."""

    def __init__(self, call: str, *faults: OSError | int | None) -> None:
        self.call, self.faults, self.calls = call, list(faults), 0

    def _next(self, call: str) -> int | None:
        if call != self.call or not self.faults:
            return None
        self.calls += 1
        fault = self.faults.pop(0) if len(self.faults) > 1 else self.faults[0]
        if isinstance(fault, OSError):
            raise fault
        return fault

    def write(self, descriptor: int, block: memoryview) -> int:
        lie = self._next("write")
        return super().write(descriptor, block) if lie is None else lie

    def fsync(self, descriptor: int) -> None:
        self._next("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "fsync")
        super().fsync(descriptor)

    def replace(self, temporary: Path, target: Path) -> None:
        self._next("replace")
        super().replace(temporary, target)

    def claim(self, temporary: Path, target: Path) -> None:
        self._next("claim")
        super().claim(temporary, target)


def refused(number: int, winerror: int | None = None) -> OSError:
    """What the system raises."""
    error = OSError(number, os.strerror(number))
    if winerror is not None:
        error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
    return error
