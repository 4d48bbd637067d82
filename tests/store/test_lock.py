"""The lock of a ledger that a group shares."""

import os
import stat
import sys
from pathlib import Path

import pytest

from fuling_cli.store.lock import lock_file, locked
from tests.faults.bench import needs_another, run

GROUP = 2345
MEMBERS = [
    ["setpriv", f"--reuid={user}", f"--regid={user}", f"--groups={GROUP}", "--bounding-set=-all"]
    for user in (1234, 1235)
]
APPEND = [sys.executable, str(Path(__file__).parents[1] / "faults" / "writer.py"), "append"]


@needs_another
@pytest.mark.parametrize("umask", ["022", "077"])
def test_every_member_of_a_group_can_record(open_path: Path, umask: str) -> None:
    ledger = open_path / "actuals.toml"
    ledger.write_bytes(b"")
    for place, mode in ((ledger, 0o664), (open_path, 0o2775)):
        os.chown(place, 1234, GROUP)
        place.chmod(mode)
    for number, member in enumerate([*MEMBERS, *MEMBERS]):
        command = [*member, "--inh-caps=-all", *APPEND, str(ledger), f"m{number}"]
        done = run(["sh", "-c", f'umask {umask}; exec "$@"', "sh", *command])
        assert done.returncode == 0, done.stderr
        assert stat.S_IMODE(ledger.stat().st_mode) == 0o664
    assert ledger.read_text().count("[[actual]]") == 4


@needs_another
def test_a_lock_that_another_made_for_themselves_is_held_all_the_same(open_path: Path) -> None:
    ledger = open_path / "actuals.toml"
    ledger.write_bytes(b"")
    os.chown(ledger, -1, GROUP)
    ledger.chmod(0o664)
    lock_file(ledger).touch(0o644)
    member = [*MEMBERS[0], "--inh-caps=-all", *APPEND, str(ledger), "m"]
    with locked(ledger):
        assert run(member, env={"LOCK_TIMEOUT": "0"}).returncode == 4
    lock_file(ledger).chmod(0o644)
    assert run(member).returncode == 0


def test_a_lock_is_as_open_as_its_ledger_and_never_less_than_it_was(tmp_path: Path) -> None:
    ledger = tmp_path / "actuals.toml"
    ledger.touch()
    lock_file(ledger).touch(0o600)
    for mode, wanted in ((0o600, 0o600), (0o660, 0o660), (0o600, 0o660)):
        ledger.chmod(mode)
        with locked(ledger):
            assert stat.S_IMODE(lock_file(ledger).stat().st_mode) == wanted
