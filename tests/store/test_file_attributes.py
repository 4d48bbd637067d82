"""What a replaced file keeps: its access list, mode and group; and that nothing is changed that is right already."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fuling_cli.errors import OutputFailed
from fuling_cli.store.atomic_write import create_file, replace_file
from fuling_cli.store.file_attributes import attributes_of
from tests.faults.bench import needs_strace, run, strace

OLD, NEW = b"old", b"new"
REPLACE = f"""
from pathlib import Path
from fuling_cli.store.atomic_write import replace_file
replace_file(Path("ledger"), {OLD!r}, {NEW!r})
"""


def set_access_list(folder: Path, *words: str) -> None:
    """Call setfacl in a folder, or skip the test where there is none, or where the disk has no access lists."""
    if shutil.which("setfacl") is None:
        pytest.skip("needs setfacl")
    done = subprocess.run(["setfacl", *words], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no access lists here: {done.stderr.strip()}")


@pytest.mark.skipif(sys.platform != "linux", reason="access lists are read on Linux")
def test_an_access_list_is_carried_over_and_the_group_gets_no_more(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    path.write_bytes(OLD)
    set_access_list(tmp_path, "-m", "u:daemon:rw,g::---,m::rw", "ledger")
    before = attributes_of(path)
    assert before.access_list is not None
    replace_file(path, OLD, NEW)
    assert (path.read_bytes(), attributes_of(path)) == (NEW, before)


@pytest.mark.skipif(sys.platform != "linux", reason="access lists are read on Linux")
def test_what_the_folder_gives_to_new_files_is_not_given_to_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    path.write_bytes(OLD)
    path.chmod(0o640)
    before = attributes_of(path)
    set_access_list(tmp_path, "-d", "-m", "u:daemon:rw", ".")
    replace_file(path, OLD, NEW)
    assert (path.read_bytes(), attributes_of(path)) == (NEW, before)


@needs_strace
def test_nothing_is_changed_that_is_right_already(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_bytes(OLD)
    (tmp_path / "ledger").chmod(0o600)  # as the temporary file is
    calls = "fchown,fchmod,fsetxattr,fremovexattr"
    refusing = strace("-e", f"trace={calls}", "-e", f"inject={calls}:error=EPERM")
    done = run([*refusing, sys.executable, "-c", REPLACE], cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "ledger").read_bytes() == NEW


@pytest.mark.skipif(not hasattr(os, "link"), reason="needs hard links")
def test_a_file_with_a_second_name_is_refused_since_that_would_keep_the_old_content(tmp_path: Path) -> None:
    path, other = tmp_path / "ledger", tmp_path / "other"
    path.write_bytes(OLD)
    other.hardlink_to(path)
    with pytest.raises(OutputFailed, match="a hard link"):
        replace_file(path, OLD, NEW)
    with pytest.raises(OutputFailed, match="a hard link"):
        create_file(path, NEW, force=True)
    assert (path.read_bytes(), other.read_bytes(), len(list(tmp_path.iterdir()))) == (OLD, OLD, 2)
