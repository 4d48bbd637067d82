"""A data file may be anything: it is refused at once, in few bytes of memory: row I08 of README.md."""

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from fuling_cli.errors import InvalidData
from fuling_cli.store.source import LIMIT, read

from .bench import AS_ANOTHER, COMMANDS, needs_root, run

KINDS = ["zeros without end", "pipe", "folder", "socket", "circle", "too large", "long line", "long key", "deep"]


def make(kind: str, path: Path) -> None:
    """Put something in the place of a data file."""
    path.unlink(missing_ok=True)
    match kind:
        case "zeros without end":
            path.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "socket":
            os.mknod(path, stat.S_IFSOCK | 0o644)
        case "circle":
            path.symlink_to(path.name)
        case "too large":
            path.touch()
            os.truncate(path, 50_000_000)
        case "long line":
            path.write_bytes(b"#" + b"x" * 10_000_000)
        case "long key":
            path.write_bytes(b"a." * 50_000 + b"a = 1\n")
        case _:
            path.write_bytes(b"a = " + b"[" * 100_000)


LIMITED = """
import resource, runpy
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))  # addresses, of which half is ever memory
runpy.run_module("fuling_cli", run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these")
@pytest.mark.parametrize("name", ["targets.toml", "actuals.toml"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_refused_at_once(kind: str, name: str, tmp_path: Path) -> None:
    COMMANDS[0].place(tmp_path)
    make(kind, tmp_path / name)
    began = time.monotonic()
    done = run([sys.executable, "-c", LIMITED, "status"], env={"FULING_DATA_DIR": str(tmp_path)})
    assert time.monotonic() - began < 5
    assert done.returncode == 3, done.stderr
    assert f"{tmp_path / name}:1:" in done.stderr
    assert "Traceback" not in done.stderr


@needs_root
def test_what_may_not_be_read_is_refused(open_path: Path) -> None:
    path = COMMANDS[0].place(open_path)
    path.chmod(0)
    done = run([*AS_ANOTHER, *COMMANDS[0].command(path)[:5], "status"])
    assert done.returncode == 3
    assert "permission denied" in done.stderr


def test_the_limit_is_exact_and_nothing_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert read(path) is None
    path.write_bytes(b"12345")
    assert read(path, 5) == b"12345"
    with pytest.raises(InvalidData):
        read(path, 4)
    assert LIMIT < 50_000_000
