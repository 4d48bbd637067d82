"""Files written whole, whatever they are called and whoever looks at them meanwhile."""

import errno
from pathlib import Path

import pytest

from fuling_cli.store.atomic_write import create_file, replace_file
from tests.faults.bench import Faulty, refused

SCANNED = [refused(errno.EACCES, winerror=32), refused(errno.EACCES, winerror=5), None]
"""A virus scanner has the new file open, twice; then it lets go."""


def test_the_first_write_waits_for_a_virus_scanner_like_any_other(tmp_path: Path) -> None:
    disk = Faulty("claim", *SCANNED)
    create_file(tmp_path / "new", b"new", disk=disk)
    assert ((tmp_path / "new").read_bytes(), disk.calls) == (b"new", 3)


@pytest.mark.parametrize("name", ["a" * 255, "涪" * 85, "a" * 227, "短.csv"])
def test_a_name_may_be_as_long_as_the_disk_allows(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    create_file(path, b"old")
    replace_file(path, b"old", b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
