"""Many programs and one ledger: rows C01 to C09 of README.md."""

import errno
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from fuling_cli.errors import OutputFailed
from fuling_cli.store.atomic_write import replace_file
from fuling_cli.store.lock import locked, try_lock
from fuling_cli.store.read_file import read_data_file

from .bench import (
    ANOTHER,
    AS_ANOTHER,
    LACKS_ANOTHER,
    OLD,
    PYTHON,
    WRITERS,
    entries,
    mounted,
    needs_mount,
    needs_strace,
    run,
    strace,
    temporaries,
)

RECORD = WRITERS[0]


def start(path: Path, verb: str, text: str, **env: str) -> subprocess.Popen[str]:
    """Start a writer that goes its own way."""
    command = [*RECORD.command(path, text)[:2], verb, str(path), text]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**PYTHON, **env})


def first_line(process: subprocess.Popen[str]) -> str:
    """What a program says first; waits for it."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str], with_signal: int = signal.SIGKILL) -> None:
    """End a program, also one that is stopped."""
    process.send_signal(with_signal)
    process.communicate()


# C01, C02, C03


def test_eight_writers_lose_nothing_and_readers_see_whole_ledgers_only(tmp_path: Path) -> None:
    path, seen = RECORD.place(tmp_path), [1]
    writers = [start(path, "many", f"w{number}-") for number in range(8)]
    while any(writer.poll() is None for writer in writers):
        seen.append(len(entries(path)))
    said = [writer.communicate() for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 8, said
    assert seen == sorted(seen)
    assert len(set(seen)) > 10
    wanted = {f"w{number}-{entry}" for number in range(8) for entry in range(25)}
    assert len(entries(path)) == 201
    assert set(entries(path)) == wanted | {"old"}
    assert temporaries(tmp_path) == []


def test_of_eight_who_record_the_same_one_wins(tmp_path: Path) -> None:
    path = RECORD.place(tmp_path)
    writers = [start(path, "race", "same") for _ in range(8)]
    for writer in writers:
        writer.communicate()
    assert sorted(writer.returncode for writer in writers) == [0, *[2] * 7]
    assert entries(path) == ["old", "same"]


# C04, C05


def test_a_killed_holder_frees_the_lock_at_once(tmp_path: Path) -> None:
    path = RECORD.place(tmp_path)
    holder = start(path, "hold", "")
    assert first_line(holder) == "held"
    end(holder)
    began = time.monotonic()
    with locked(path, timeout=0):
        assert time.monotonic() - began < 1


def test_a_stopped_holder_is_named_after_the_timeout_and_the_retry_works(tmp_path: Path) -> None:
    path = RECORD.place(tmp_path)
    holder = start(path, "hold", "")
    try:
        assert first_line(holder) == "held"
        holder.send_signal(signal.SIGSTOP)
        os.utime(tmp_path / ".actuals.toml.lock", (time.time() - 90, time.time() - 90))
        late = run(RECORD.command(path), env={"LOCK_TIMEOUT": "0.3"})
        assert late.returncode == 4
        assert str(holder.pid) in late.stderr
        assert re.search(r"'seconds': 9\d\b", late.stderr)
        assert path.read_bytes() == OLD
        holder.send_signal(signal.SIGCONT)
        end(holder, signal.SIGTERM)
        assert run(RECORD.command(path)).returncode == 0
    finally:
        holder.kill()


# C06, C07: a lock that does not work, and what is not a lock


@needs_strace
@pytest.mark.parametrize(("error", "when", "code"), [("ENOLCK", "1+", 4), ("ENOSYS", "1+", 4), ("EINTR", "1..3", 0)])
def test_without_locks_nothing_is_written(error: str, when: str, code: int, tmp_path: Path) -> None:
    path, log = RECORD.place(tmp_path), tmp_path / "log"
    inject = f"inject=flock:error={error}:when={when}"
    done = run([*strace("-e", "trace=flock", "-e", inject, log=log), *RECORD.command(path)])
    assert f"{error} " in log.read_text()
    assert done.returncode == code
    assert entries(path) == (["old"] if code else ["old", "new"])


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_lock_that_fails_is_an_error(number: int, tmp_path: Path) -> None:
    def failing(_descriptor: int) -> bool:
        raise OSError(number, os.strerror(number))

    with pytest.raises(OutputFailed), locked(tmp_path / "a", attempt=failing):
        pytest.fail("went on without a lock")


@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "pipe", "unreadable"])
def test_what_is_not_a_lock_is_refused_and_left_alone(kind: str, tmp_path: Path, open_path: Path) -> None:
    path, place, victim = RECORD.place(open_path), open_path / ".actuals.toml.lock", tmp_path / "victim"
    command = RECORD.command(path)
    victim.write_bytes(b"victim" if kind != "dangling" else b"")
    match kind:
        case "link":
            place.symlink_to(victim)
        case "dangling":
            victim.unlink()
            place.symlink_to(victim)
        case "folder":
            place.mkdir()
        case "pipe":
            os.mkfifo(place)
        case _:
            if not ANOTHER:
                pytest.skip(LACKS_ANOTHER)
            place.touch(0o600)
            command = [*AS_ANOTHER, *command]
    began = time.monotonic()
    done = run(command)
    assert time.monotonic() - began < 5
    assert done.returncode == 4
    assert ".actuals.toml.lock" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == OLD
    assert not victim.exists() if kind == "dangling" else victim.read_bytes() == b"victim"


def test_a_lock_with_a_second_name_locks_and_is_not_written(tmp_path: Path) -> None:
    path, victim = RECORD.place(tmp_path), tmp_path / "victim"
    victim.write_bytes(b"victim")
    (tmp_path / ".actuals.toml.lock").hardlink_to(victim)
    with locked(path):
        assert run(RECORD.command(path), env={"LOCK_TIMEOUT": "0"}).returncode == 4
    assert run(RECORD.command(path)).returncode == 0
    assert victim.read_bytes() == b"victim"


# C08: the lock file goes while it is held


@pytest.mark.parametrize("fate", ["removed", "replaced"])
def test_of_two_writers_with_two_locks_of_one_name_one_commits(fate: str, tmp_path: Path) -> None:
    path = RECORD.place(tmp_path)
    with locked(path) as lock:
        old = read_data_file(path)
        lock.path.unlink()
        if fate == "replaced":
            lock.path.touch()
        assert run(RECORD.command(path, "second")).returncode == 0
        with pytest.raises(OutputFailed):
            replace_file(path, old, OLD + b"# first\n", before_commit=lock.verify)
        with pytest.raises(OutputFailed, match="removed or replaced while it was held"):
            lock.verify()
    assert entries(path) == ["old", "second"]


def test_the_lost_lock_alone_stops_a_writer_whose_rival_has_written_nothing_yet(tmp_path: Path) -> None:
    path = RECORD.place(tmp_path)
    with locked(path) as lock:
        lock.path.unlink()
        with locked(path, timeout=0), pytest.raises(OutputFailed, match="removed or replaced while it was held"):
            replace_file(path, OLD, OLD + b"# first\n", before_commit=lock.verify)
    assert path.read_bytes() == OLD


def test_a_lock_whose_file_goes_before_it_is_taken_is_taken_again(tmp_path: Path) -> None:
    place = tmp_path / ".a.lock"
    attempts = []

    def attempt(descriptor: int) -> bool:
        attempts.append(descriptor)
        if len(attempts) == 1:
            place.unlink()
        return try_lock(descriptor)

    with locked(tmp_path / "a", attempt=attempt) as lock:
        lock.verify()
    assert len(attempts) == 2
    assert place.read_text().split() == [str(os.getpid())]


# C09: readers need no lock


@needs_mount
def test_a_reader_needs_neither_the_lock_nor_a_disk_that_can_be_written(tmp_path: Path) -> None:
    with mounted(["-t", "tmpfs", "tmpfs"], tmp_path / "disk") as disk:
        path = RECORD.place(disk)
        with locked(path):
            assert read_data_file(path) == OLD
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert read_data_file(path) == OLD
