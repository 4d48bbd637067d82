"""Every command that writes, broken where it matters most: row W22, and W17 to W20 for the ledger itself."""

import hashlib
import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from fuling_cli.store.lock import locked

from .bench import (
    COMMANDS,
    LEDGER,
    PYTHON,
    Command,
    every_command,
    invariant,
    mounted,
    needs_mount,
    needs_strace,
    run,
    strace,
    temporaries,
    timeless,
)
from .test_write_path import fill
from .tracing import WarmPython

RECORD, IMPORT, UNDO = COMMANDS[0], COMMANDS[2], COMMANDS[3]


def leaves_old(path: Path, writer: Command) -> None:
    """Nothing happened: the old bytes, or no file, and no temporary file."""
    assert (path.read_bytes() if path.exists() else None) == writer.before
    assert not path.parent.exists() or temporaries(path.parent) == []


@needs_strace
@every_command
@pytest.mark.parametrize("where", ["fsync", "one step"])
def test_killed_it_leaves_a_whole_file_and_can_be_repeated(
    writer: Command, where: str, warm: WarmPython, tmp_path: Path
) -> None:
    whole, path = warm.whole(writer), writer.place(tmp_path)
    done = warm.broken_at(whole.point(where), "signal=SIGKILL", writer, path)
    assert done.returncode == -signal.SIGKILL
    invariant(path, writer.before, whole.after)
    if where == "fsync":
        assert warm.run(writer.command(path)).returncode == 0
        assert timeless(path.read_bytes()) == timeless(whole.after)
        assert temporaries(path.parent) == []


@needs_strace
def test_killed_before_it_is_remembered_a_first_ledger_is_used_all_the_same(warm: WarmPython, tmp_path: Path) -> None:
    first = COMMANDS[1]
    points = warm.whole(first).points
    noting = [point for point in points if point.call == "write" and ".lock" in point.line][-1]
    assert "kept" in noting.line
    path = first.place(tmp_path)
    done = warm.broken_at(noting, "signal=SIGKILL", first, path)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes().count(b"[[actual]]") == 1
    assert run(UNDO.command(path)).returncode == 0
    path.unlink()  # by now it is remembered, and missed
    assert run([*UNDO.command(path)[:5], "status"]).returncode == 3


@needs_strace
@every_command
@pytest.mark.parametrize(("where", "error"), [("write", "ENOSPC"), ("fsync", "EIO"), ("one step", "EXDEV")])
def test_refused_by_the_disk_it_says_so_and_keeps_the_old_file(
    writer: Command, where: str, error: str, warm: WarmPython, tmp_path: Path
) -> None:
    path = writer.place(tmp_path)
    done = warm.broken_at(warm.whole(writer).point(where), f"error={error}", writer, path)
    assert (done.returncode, done.stdout) == (4, "")
    *retry, said = done.stderr.splitlines()
    assert path.name in said
    assert "nothing was changed" in said
    assert [line.split(" fuling ")[0] for line in retry] == ["to try again:"] * writer.name.startswith("record")
    assert error != "ENOSPC" or "No space" in done.stderr
    leaves_old(path, writer)


@needs_strace
@every_command
@pytest.mark.parametrize(("where", "name"), [("fsync", "SIGTERM"), ("one step", "SIGINT")])
def test_interrupted_it_says_what_was_saved(
    writer: Command, where: str, name: str, warm: WarmPython, tmp_path: Path
) -> None:
    whole, path = warm.whole(writer), writer.place(tmp_path)
    done = warm.broken_at(whole.point(where), f"signal={name}", writer, path)
    assert done.returncode == 128 + getattr(signal, name)
    if where == "fsync":
        leaves_old(path, writer)
        assert str(path) not in done.stderr
    else:
        assert timeless(path.read_bytes()) == timeless(whole.after)
        assert str(path) in done.stderr
        assert temporaries(path.parent) == []


@needs_mount
@every_command
def test_on_a_full_disk_it_names_the_file_in_both_languages(writer: Command, warm: WarmPython, tmp_path: Path) -> None:
    with mounted(["-t", "tmpfs", "-o", "size=32k", "tmpfs"], tmp_path / "disk") as disk:
        path = writer.place(disk)
        command = writer.command(path)
        path.parent.mkdir(exist_ok=True)
        fill(disk)
        english, chinese = warm.run(command), warm.run(["env", "FULING_LANG=zh", *command])
        assert (english.returncode, chinese.returncode) == (4, 4)
        assert "No space" in english.stderr
        assert "空间不足" in chinese.stderr
        assert str(disk) in english.stderr
        leaves_old(path, writer)


# W17 to W20: the ledger itself


@needs_strace
def test_an_edit_that_is_saved_while_a_record_waits_for_the_disk_survives(tmp_path: Path) -> None:
    path = RECORD.place(tmp_path)
    delay = ["-e", "trace=fsync", "-e", "inject=fsync:delay_enter=1s:when=1"]
    with subprocess.Popen([*strace(*delay), *RECORD.command(path)], stderr=subprocess.PIPE, env=PYTHON) as writer:
        while not temporaries(tmp_path) and writer.poll() is None:
            time.sleep(0.01)
        path.write_bytes(LEDGER + b"# theirs\n")
        assert writer.wait() == 4
    assert path.read_bytes() == LEDGER + b"# theirs\n"
    assert run(RECORD.command(path)).returncode == 0
    assert path.read_bytes().startswith(LEDGER + b"# theirs\n")


SPOILT = {
    "cut off": LEDGER + b"[[actual]]\nmetric = \n",
    "GBK": LEDGER + "# 重庆市涪陵区\n".encode("gbk"),
    "conflict": LEDGER + b"<<<<<<< HEAD\n# ours\n=======\n# theirs\n>>>>>>> branch\n",
    "empty": b"",
    "blank": b"\n",
    "zeros": bytes(4096),
    "zeros at the end": LEDGER + bytes(100),
}


@pytest.mark.parametrize(
    ("writer", "how"), [*((RECORD, how) for how in SPOILT), (IMPORT, "cut off"), (UNDO, "cut off")], ids=str
)
def test_a_spoilt_ledger_is_left_as_it_is(writer: Command, how: str, warm: WarmPython, tmp_path: Path) -> None:
    path = writer.place(tmp_path)
    path.write_bytes(SPOILT[how])
    done = warm.run(writer.command(path))
    assert done.returncode == 3
    assert f"{path}:" in done.stderr
    assert "Traceback" not in done.stderr
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(SPOILT[how]).digest()


BODY = LEDGER.decode()


KEPT = {
    "mixed line ends": BODY,
    "CRLF": BODY.replace("\r\n", "\n").replace("\n", "\r\n"),
    "no final newline": BODY.rstrip("\n"),
    "a comment at the end": BODY.rstrip("\n") + "  # the end",
    "BOM": "\ufeff" + BODY,
    "odd order": BODY.replace('unit = "亿元"\n', "").replace("metric", 'unit = "亿元"\nmetric'),
}


@pytest.mark.parametrize(
    ("writer", "how"), [*((RECORD, how) for how in KEPT), (IMPORT, "CRLF"), (UNDO, "no final newline")], ids=str
)
def test_new_bytes_begin_with_the_old_ones(writer: Command, how: str, warm: WarmPython, tmp_path: Path) -> None:
    path, kept = writer.place(tmp_path), KEPT[how].encode()
    path.write_bytes(kept)
    done = warm.run(writer.command(path))
    assert done.returncode == 0, done.stderr
    assert path.read_bytes().startswith(kept)
    assert len(path.read_bytes()) > len(kept)
    assert warm.run([*RECORD.command(path)[:5], "check"]).returncode == 0


# C02, C03, C09 as the commands have it


def test_of_eight_commands_that_record_the_same_year_one_wins_and_readers_see_it_whole(tmp_path: Path) -> None:
    path = RECORD.place(tmp_path)
    commands = [RECORD.command(path, f"w{number}") for number in range(8)]
    writers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=PYTHON) for command in commands]
    seen = []
    while any(writer.poll() is None for writer in writers):
        read = run([*commands[0][:5], "status", "--format", "json"])
        assert read.returncode == 0, read.stderr
        seen.append(json.loads(read.stdout)["targets"][0]["latest"]["year"])
    said = [writer.communicate()[1] for writer in writers]
    assert sorted(writer.returncode for writer in writers) == [0, *[2] * 7], said
    assert sum("--revise" in line for line in said) == 7
    assert seen == sorted(seen)
    assert path.read_bytes().count(b"[[actual]]") == 2


@needs_mount
def test_status_needs_neither_the_lock_nor_a_disk_that_can_be_written(tmp_path: Path) -> None:
    with mounted(["-t", "tmpfs", "tmpfs"], tmp_path / "disk") as disk:
        path = RECORD.place(disk)
        status = [*RECORD.command(path)[:5], "status"]
        with locked(path):
            free = run(status)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        read_only = run(status)
    assert (free.returncode, read_only.returncode) == (0, 0)
    assert free.stdout == read_only.stdout
    assert "1504.37" in free.stdout
