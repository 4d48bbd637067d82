"""Links, modes, owners and read-only places: rows W13 to W15 of README.md."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from fuling_cli.store.atomic_write import replace_file

from .bench import (
    AS_ANOTHER,
    OLD,
    WRITERS,
    Writer,
    entries,
    every_writer,
    leaves_old,
    mounted,
    needs_another,
    needs_mount,
    needs_root,
    run,
    temporaries,
    works,
)

NEW = OLD + b'[[actual]]\nmetric = "new"\n'
RECORD = WRITERS[0]


# W13, W14: links, modes and owners


@pytest.mark.parametrize("to", ["far/ledger.toml", "{folder}/far/ledger.toml"], ids=["relative", "absolute"])
@pytest.mark.parametrize("old", [OLD, None], ids=["", "dangling"])
def test_a_symbolic_link_is_kept_and_its_target_written(to: str, old: bytes | None, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "ledger.toml", tmp_path / "actuals.toml"
    link.symlink_to(to.format(folder=tmp_path))
    if old is not None:
        target.write_bytes(old)
    replace_file(link, old, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert [entry.name for entry in target.parent.iterdir()] == ["ledger.toml"]


@pytest.mark.parametrize("to", ["actuals.toml", "other", "missing/ledger.toml"])
def test_a_link_that_leads_nowhere_is_refused(to: str, tmp_path: Path) -> None:
    link = tmp_path / "actuals.toml"
    link.symlink_to(to)
    (tmp_path / "other").symlink_to("actuals.toml")
    done = run(RECORD.command(link))
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["actuals.toml", "other"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o644])
@pytest.mark.parametrize("umask", ["077", "022", "000"])
def test_the_mode_is_kept_whatever_the_umask(mode: int, umask: str, tmp_path: Path) -> None:
    path = RECORD.place(tmp_path)
    path.chmod(mode)
    done = run(["bash", "-c", f'umask {umask}; exec "$@"', "bash", *RECORD.command(path)])
    assert done.returncode == 0
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert entries(path) == ["old", "new"]


def test_a_new_file_obeys_the_umask(tmp_path: Path) -> None:
    done = run(["bash", "-c", 'umask 027; exec "$@"', "bash", *RECORD.command(tmp_path / "actuals.toml")])
    assert done.returncode == 0
    assert stat.S_IMODE((tmp_path / "actuals.toml").stat().st_mode) == 0o640


@every_writer
def test_a_read_only_file_is_refused_even_to_root(writer: Writer, tmp_path: Path) -> None:
    path = writer.place(tmp_path)
    path.write_bytes(OLD)
    path.chmod(0o444)
    done = run(writer.command(path))
    assert done.returncode == (2 if writer.name == "create" else 4)
    assert path.read_bytes() == OLD
    assert temporaries(tmp_path) == []


@needs_root
def test_owner_and_group_are_kept_in_a_setgid_folder(tmp_path: Path) -> None:
    path = RECORD.place(tmp_path)
    os.chown(tmp_path, 0, 4321)
    tmp_path.chmod(0o2775)
    os.chown(path, 1234, 2345)
    path.chmod(0o640)
    assert run(RECORD.command(path)).returncode == 0
    found = path.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 2345, 0o640)
    first = tmp_path / "first.toml"
    assert run(RECORD.command(first)).returncode == 0
    assert first.stat().st_gid == 4321


@needs_another
@pytest.mark.parametrize(("gid", "mode", "code"), [(2345, 0o664, 0), (2345, 0o644, 4), (2346, 0o666, 4)])
def test_the_group_shares_a_ledger_and_nobody_else_can_take_it_over(
    gid: int, mode: int, code: int, open_path: Path
) -> None:
    path = RECORD.place(open_path)
    os.chown(path, 999, gid)
    path.chmod(mode)
    done = run([*AS_ANOTHER, *RECORD.command(path)])
    assert done.returncode == code, done.stderr
    found = path.stat()
    assert (found.st_gid, stat.S_IMODE(found.st_mode)) == (gid, mode)
    assert found.st_uid == (1234 if code == 0 else 999)
    assert entries(path) == (["old", "new"] if code == 0 else ["old"])


# W15: a folder that may not be written


@needs_mount
@every_writer
def test_a_read_only_disk_is_refused(writer: Writer, tmp_path: Path) -> None:
    with mounted(["-t", "tmpfs", "tmpfs"], tmp_path / "disk") as disk:
        path = writer.place(disk)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = run(writer.command(path))
        assert done.returncode == 4
        assert "Traceback" not in done.stderr
        leaves_old(path, writer)


@needs_root
@every_writer
def test_an_immutable_folder_is_refused(writer: Writer, tmp_path: Path) -> None:
    path = writer.place(tmp_path)
    if not works("chattr", "+i", str(tmp_path)):
        pytest.skip("needs chattr, and a file system that has immutable folders")
    try:
        assert run(writer.command(path)).returncode == 4
    finally:
        subprocess.run(["chattr", "-i", str(tmp_path)], check=True)
    leaves_old(path, writer)


@needs_another
@every_writer
def test_a_folder_of_somebody_else_is_refused(writer: Writer, open_path: Path) -> None:
    path = writer.place(open_path)
    open_path.chmod(0o755)
    assert run([*AS_ANOTHER, *writer.command(path)]).returncode == 4
    leaves_old(path, writer)
