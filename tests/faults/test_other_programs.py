"""What other programs do meanwhile, and what they leave behind: rows W16, W17 and W21 of README.md."""

import errno
import os
import subprocess
import time
from pathlib import Path

import pytest

from fuling_cli.errors import OutputFailed, WrongUsage
from fuling_cli.store.atomic_write import create_file, remove_stale_temp_files, replace_file
from fuling_cli.store.disk import Disk

from .bench import (
    OLD,
    WRITERS,
    Faulty,
    Writer,
    every_writer,
    refused,
    run,
    temporaries,
)

NEW = OLD + b'[[actual]]\nmetric = "new"\n'
RECORD = WRITERS[0]


# What only Windows does: W16


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_sharing_violation_of_a_moment_is_waited_for(winerror: int, tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_bytes(OLD)
    disk = Faulty("replace", refused(errno.EACCES, winerror), refused(errno.EACCES, winerror), None)
    replace_file(path, OLD, NEW, disk=disk)
    assert disk.calls == 3
    assert path.read_bytes() == NEW


def test_a_sharing_violation_without_end_is_given_up_within_two_seconds(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_bytes(OLD)
    disk, start = Faulty("replace", refused(errno.EACCES, 32)), time.monotonic()
    with pytest.raises(OutputFailed):
        replace_file(path, OLD, NEW, disk=disk)
    assert time.monotonic() - start < 2
    assert disk.calls > 2
    assert path.read_bytes() == OLD
    assert temporaries(tmp_path) == []


# W17: another program


@pytest.mark.parametrize("theirs", [OLD + b"# theirs\n", OLD[:-1], b"", None])
def test_an_edit_between_reading_and_writing_is_not_overwritten(theirs: bytes | None, tmp_path: Path) -> None:
    class Edited(Disk):
        def fsync(self, _descriptor: int) -> None:
            if theirs is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(theirs)

    path = tmp_path / "actuals.toml"
    path.write_bytes(OLD)
    with pytest.raises(OutputFailed, match="changed by another program meanwhile"):
        replace_file(path, OLD, NEW, disk=Edited())
    assert (path.read_bytes() if path.exists() else None) == theirs


def test_a_file_that_appears_at_the_last_moment_is_not_overwritten(tmp_path: Path) -> None:
    class Raced(Disk):
        def claim(self, temporary: Path, target: Path) -> None:
            target.write_bytes(OLD)
            super().claim(temporary, target)

    with pytest.raises(OutputFailed, match="changed by another program meanwhile"):
        replace_file(tmp_path / "a", None, NEW, disk=Raced())
    with pytest.raises(WrongUsage, match="exists"):
        create_file(tmp_path / "b", NEW, disk=Raced())
    assert {(tmp_path / name).read_bytes() for name in "ab"} == {OLD}
    assert temporaries(tmp_path) == []


# W21: what the dead leave


@every_writer
def test_orphans_are_removed_and_a_living_writer_is_left_alone(writer: Writer, tmp_path: Path) -> None:
    path = writer.place(tmp_path)
    with subprocess.Popen(["true"]) as dead:
        dead.wait()
    names = [f".{stem}.{pid}.00.tmp" for pid in (dead.pid, os.getpid()) for stem in (path.name, "fuling")]
    others = [f".{path.name}.tmp", f".{path.name}.x.00.tmp", f".other.{dead.pid}.00.tmp", f"{path.name}.{dead.pid}.tmp"]
    for name in [*names, *others]:
        (tmp_path / name).touch()
    assert run(writer.command(path)).returncode == 0
    assert temporaries(tmp_path) == sorted([*names[2:], *others])


def test_a_predecessor_of_the_same_number_is_dead(tmp_path: Path) -> None:
    (tmp_path / f".a.{os.getpid()}.00.tmp").touch()
    remove_stale_temp_files(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
