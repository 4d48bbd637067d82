"""A write that fails, at any point and in any way, leaves the old file or the new one: rows W01 to W22 of README.md."""

import errno
import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from fuling_cli.errors import OutputFailed, WrongUsage
from fuling_cli.store.atomic_write import SAVED_FILES, create_file, replace_file
from fuling_cli.store.disk import Disk

from .bench import (
    MKFS,
    OLD,
    PYTHON,
    WRITERS,
    Faulty,
    Writer,
    entries,
    every_writer,
    invariant,
    leaves_old,
    mounted,
    needs_images,
    needs_mount,
    needs_strace,
    refused,
    run,
    temporaries,
)
from .tracing import WarmPython

NEW = OLD + b'[[actual]]\nmetric = "new"\n'
RECORD = WRITERS[0]


# W01, W02: killed


@needs_strace
@every_writer
def test_killed_at_every_call_the_file_is_whole_and_the_next_write_succeeds(
    writer: Writer, warm: WarmPython, tmp_path: Path
) -> None:
    after, found = warm.whole(writer)
    assert len(found) >= 8
    for number, point in enumerate(found):
        folder = tmp_path / f"{number}"
        path = writer.place(folder)
        done = warm.broken_at(point, "signal=SIGKILL", writer, path)
        assert done.returncode == -signal.SIGKILL
        invariant(path, writer.before, after)
        if path.exists() and path.read_bytes() == after and writer.before is None:
            path.unlink()
        again = warm.run(writer.command(path))
        assert again.returncode == 0, f"after {point}: {again.stderr}"
        assert temporaries(folder) == []


def test_killed_at_random_moments_every_acknowledged_record_is_there(tmp_path: Path) -> None:
    path, chance, acknowledged = RECORD.place(tmp_path), random.Random(2027), list[str]()
    loop = [*RECORD.command(path)[:2], "loop", str(path)]
    for number in range(60):
        with subprocess.Popen([*loop, f"r{number}-"], stdout=subprocess.PIPE, text=True, env=PYTHON) as writer:
            assert writer.stdout is not None
            acknowledged.append(writer.stdout.readline().split()[-1])
            time.sleep(chance.random() * 0.01)
            writer.kill()
            acknowledged += [line.split()[-1] for line in writer.stdout if line.endswith("\n")]
    assert len(acknowledged) > 60
    assert set(acknowledged) <= set(entries(path))
    assert path.read_bytes().startswith(OLD)


# W03, W04: the power fails


@needs_images
@pytest.mark.parametrize(
    ("writer", "forgotten"),
    [
        *((writer, None) for writer in WRITERS),
        *((writer, "everything") for writer in WRITERS[:3]),
        *((writer, "file") for writer in WRITERS[1:3]),  # ext4 itself forgives this where a file is replaced
    ],
    ids=str,
)
def test_what_was_acknowledged_survives_a_power_cut(writer: Writer, forgotten: str | None, tmp_path: Path) -> None:
    image, snapshot = tmp_path / "image", tmp_path / "snapshot"
    subprocess.run(["truncate", "-s", "16M", str(image)], check=True)
    subprocess.run([str(MKFS), "-q", "-F", str(image)], check=True)
    with mounted(["-o", "loop,commit=300", str(image)], tmp_path / "disk") as disk:
        path = writer.place(disk)
        os.sync()
        done = run(writer.command(path), env={"FORGET": forgotten} if forgotten else {})
        assert done.returncode == 0
        shutil.copyfile(image, snapshot)
        whole = path.read_bytes()
    with mounted(["-o", "loop", str(snapshot)], tmp_path / "later") as disk:
        survived = (disk / path.name).exists() and (disk / path.name).read_bytes() == whole
        assert survived == (forgotten is None), f"forgotten: {forgotten}"


# W05, W06, W07: no room


@needs_mount
@every_writer
@pytest.mark.parametrize("limit", ["size=16k", "size=1m,nr_inodes=3"])
def test_a_full_disk_keeps_the_old_file(writer: Writer, limit: str, tmp_path: Path) -> None:
    with mounted(["-t", "tmpfs", "-o", limit, "tmpfs"], tmp_path / "disk") as disk:
        path = writer.place(disk)
        fill(disk)
        done = run(writer.command(path, "x" * 5000))
        assert done.returncode == 4
        assert path.name in done.stderr
        assert "no_space" in done.stderr
        empty(disk)
        leaves_old(path, writer)


def fill(disk: Path) -> None:
    """Use up all blocks or all inodes, whichever there are fewer of."""
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(bytes(4096)):
            pass
    with suppress(OSError):
        for number in range(10):
            (disk / f"filler{number}").touch()
    left = os.statvfs(disk)
    assert 0 in (left.f_bavail, left.f_favail)


def empty(disk: Path) -> None:
    """Make room again."""
    for filler in disk.glob("filler*"):
        filler.unlink()


@every_writer
def test_a_file_size_limit_keeps_the_old_file(writer: Writer, tmp_path: Path) -> None:
    path = writer.place(tmp_path)
    done = run(["bash", "-c", 'ulimit -f 1; exec "$@"', "bash", *writer.command(path, "x" * 5000)])
    assert done.returncode == 4
    assert "too_large" in done.stderr
    leaves_old(path, writer)


# W08 to W11: the disk fails, refuses or lies


ERRORS = {
    "openat": ("EIO", "ENOSPC"),
    "write": ("EIO", "ENOSPC"),
    "fsync": ("EIO",),
    "fchmod": ("EIO",),
    "fchown": ("EIO", "EPERM"),
    "close": ("EIO",),
    "rename": ("EIO", "EXDEV", "EACCES", "EBUSY"),
    "link": ("EIO", "EXDEV", "EACCES", "EBUSY"),
    "linkat": ("EIO", "EXDEV", "EACCES", "EBUSY"),  # what os.link is since Python 3.14
}


@needs_strace
@every_writer
def test_an_error_at_every_call_before_the_one_step_is_done_keeps_the_old_file(
    writer: Writer, warm: WarmPython, tmp_path: Path
) -> None:
    broken = [
        (point, error)
        for point in warm.whole(writer).points
        if point.on_temporary
        for error in ERRORS.get(point.call, ())
    ]
    for point, error in broken:
        folder = tmp_path / f"{point}-{error}"
        path = writer.place(folder)
        done = warm.broken_at(point, f"error={error}", writer, path)
        if error == "EPERM":  # the owner is not kept, the group is: see the tests of W14
            assert done.returncode == 0
            continue
        assert (done.returncode, done.stdout) == (4, ""), f"{point} {error}"
        leaves_old(path, writer)
    assert {point.call for point, _ in broken} >= {"openat", "write", "fsync", "close"}
    assert len(broken) >= 10


@needs_strace
@every_writer
def test_a_disk_that_claims_to_have_written_is_found_out(writer: Writer, warm: WarmPython, tmp_path: Path) -> None:
    point = warm.whole(writer).point("write")
    for claimed in (0, 10, 1000):
        path = writer.place(tmp_path / f"{claimed}")
        done = warm.broken_at(point, f"retval={claimed}", writer, path)
        assert done.returncode == 4
        assert "damaged" in done.stderr
        leaves_old(path, writer)


@needs_strace
@every_writer
@pytest.mark.parametrize(("error", "code"), [("EINVAL", 0), ("EOPNOTSUPP", 0), ("EIO", 4)])
def test_a_folder_that_cannot_be_synced_is_accepted_and_one_that_fails_is_not(
    writer: Writer, error: str, code: int, warm: WarmPython, tmp_path: Path
) -> None:
    whole, path = warm.whole(writer), writer.place(tmp_path / "broken")
    done = warm.broken_at(whole.point("folder"), f"error={error}", writer, path)
    assert done.returncode == code
    assert path.read_bytes() == whole.after
    assert ("recorded" in done.stdout) == (code == 0)
    assert ("unconfirmed" in done.stderr) == (code == 4)


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "claim"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EXDEV, errno.EACCES, errno.EBUSY])
def test_an_error_of_any_call_keeps_the_old_file(call: str, number: int, tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    old = None if call == "claim" else OLD
    if old is not None:
        path.write_bytes(old)
    disk = Faulty(call, refused(number))
    with pytest.raises(OutputFailed):
        replace_file(path, old, NEW, disk=disk)
    assert disk.calls == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ([] if old is None else [path.name])
    assert old is None or path.read_bytes() == old


@pytest.mark.parametrize("claimed", [0, 10, 1000])
def test_a_lying_disk_is_found_out(claimed: int, tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_bytes(OLD)
    with pytest.raises(OutputFailed, match="gave back other bytes"):
        replace_file(path, OLD, NEW, disk=Faulty("write", claimed))
    assert path.read_bytes() == OLD


def test_short_writes_are_continued(tmp_path: Path) -> None:
    class Slow(Disk):
        calls = 0

        def write(self, descriptor: int, block: memoryview) -> int:
            self.calls += 1
            return super().write(descriptor, block[:7])

    disk = Slow()
    create_file(tmp_path / "new", NEW, disk=disk)
    assert (tmp_path / "new").read_bytes() == NEW
    assert disk.calls == -(-len(NEW) // 7)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_folder_that_cannot_be_synced_is_accepted(number: int, tmp_path: Path) -> None:
    disk = Faulty("folder", refused(number))
    create_file(tmp_path / "new", NEW, disk=disk)
    assert disk.calls == 1
    assert (tmp_path / "new").read_bytes() == NEW


def test_a_folder_whose_sync_fails_is_said_to_be_unconfirmed(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed, match="did not confirm it"):
        create_file(tmp_path / "new", NEW, disk=Faulty("folder", refused(errno.EIO)))
    assert (tmp_path / "new").read_bytes() == NEW


def test_where_there_are_no_hard_links_a_new_file_is_still_made_and_an_old_one_kept(tmp_path: Path) -> None:
    class Fat(Faulty):
        def claim(self, temporary: Path, target: Path) -> None:
            if target.name == "raced":
                target.write_bytes(OLD)
            super().claim(temporary, target)

    create_file(tmp_path / "new", NEW, disk=Fat("claim", refused(errno.EPERM)))
    assert (tmp_path / "new").read_bytes() == NEW
    with pytest.raises(WrongUsage):
        create_file(tmp_path / "raced", NEW, disk=Fat("claim", refused(errno.EPERM)))
    assert (tmp_path / "raced").read_bytes() == OLD
    assert temporaries(tmp_path) == []


# An interruption (W12)


@needs_strace
@pytest.mark.parametrize(
    ("writer", "name"),
    [*((RECORD, name) for name in ("SIGINT", "SIGTERM", "SIGHUP")), *((writer, "SIGINT") for writer in WRITERS[1:])],
    ids=str,
)
@pytest.mark.parametrize("call", ["fsync", "one step"])
def test_an_interrupted_writer_says_what_was_saved(
    writer: Writer, name: str, call: str, warm: WarmPython, tmp_path: Path
) -> None:
    whole, path = warm.whole(writer), writer.place(tmp_path / "broken")
    done = warm.broken_at(whole.point(call), f"signal={name}", writer, path)
    assert done.returncode == 128 + getattr(signal, name)
    assert path.exists() or call == "fsync"
    assert (path.read_bytes() if path.exists() else None) == (writer.before if call == "fsync" else whole.after)
    assert ("nothing was changed" in done.stderr) == (call == "fsync")
    assert (str(path) in done.stderr) == (call != "fsync")
    assert temporaries(path.parent) == []


def test_a_signal_waits_for_the_one_step_and_the_file_counts_as_saved(tmp_path: Path) -> None:
    class Interrupted(Disk):
        def claim(self, temporary: Path, target: Path) -> None:
            signal.raise_signal(signal.SIGINT)
            super().claim(temporary, target)

    path = tmp_path / "new"
    with pytest.raises(KeyboardInterrupt):
        create_file(path, NEW, disk=Interrupted())
    assert SAVED_FILES[-1] == path
    assert [entry.name for entry in tmp_path.iterdir()] == ["new"]


def test_an_interruption_before_the_one_step_leaves_nothing(tmp_path: Path) -> None:
    class Interrupted(Disk):
        def fsync(self, _descriptor: int) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_file(tmp_path / "new", NEW, disk=Interrupted())
    assert list(tmp_path.iterdir()) == []
    assert tmp_path / "new" not in SAVED_FILES
