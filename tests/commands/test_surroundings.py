"""Processes of their own: whatever the machine around them is like, the same bytes and the same exit codes."""

import re
import shutil
import subprocess
import sys

import pytest

from .program import LEDGER, ROOT, Fuling, Said, digests, timeless
from .terminals import at_terminal, needs_terminal

posix = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")


@pytest.mark.parametrize(
    "typed",
    [
        "status --all --format json",
        "export --all --layout long",
        "history --format json",
        "export --all --format xlsx --lang en",
    ],
)
def test_the_same_input_gives_the_same_bytes(fuling: Fuling, typed: str) -> None:
    surroundings: tuple[dict[str, str | None], ...] = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "FULING_LANG": "zh"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LANG": "C", "PYTHONUTF8": "0"},
    )
    one, two = (fuling.process(*typed.split(), env=changed) for changed in surroundings)
    assert (one.code, one.err) == (0, "")
    assert one.stdout == two.stdout == fuling(*typed.split()).stdout
    assert two.code == 0


@pytest.mark.parametrize(
    "typed",
    [
        "status --format json",
        "status --format csv",
        "export actuals",
        "schema targets.toml",
        "record gdp 2023 1250亿 --source 公报 --dry-run",
    ],
)
def test_what_programs_read_is_utf_8_whatever_the_locale_says(fuling: Fuling, typed: str) -> None:
    said = fuling.process(*typed.split(), LANG="zh_CN.GBK", PYTHONIOENCODING="gbk", FULING_LANG="en")
    assert timeless(said.out) == timeless(fuling(*typed.split(), FULING_LANG="en").out)
    assert re.search("[\u4e00-\u9fff]", said.out)


@pytest.mark.parametrize("stamp", ["²", "-1", "1.5", "99999999999", "32503680000", "9" * 30])
def test_a_stamp_that_is_no_moment_is_refused(fuling: Fuling, stamp: str) -> None:
    said = fuling("status", SOURCE_DATE_EPOCH=stamp)
    assert (said.code, said.out) == (2, "")
    assert "SOURCE_DATE_EPOCH" in said.err
    assert fuling("--help", SOURCE_DATE_EPOCH=stamp).code == 0
    assert fuling("status", SOURCE_DATE_EPOCH="32503679999").code == 0


def test_what_is_recorded_carries_the_real_clock(fuling: Fuling) -> None:
    assert fuling("record", "gdp", "2023", "1250", SOURCE_DATE_EPOCH="1750000000").code == 0
    assert "recorded = 2026-11-22T08:00:00Z" in fuling.actuals.read_text("utf-8").removeprefix(LEDGER)


@pytest.mark.skipif(sys.platform == "win32", reason="a command line is bytes only on POSIX")
def test_a_command_line_that_is_no_text_is_refused(fuling: Fuling) -> None:
    before = digests(fuling.home)
    for typed in ((b"status", b"\xff"), (b"record", b"gdp", b"2023", b"1250", b"--source", b"\xff\xfe"), (b"\xff",)):
        said = fuling.process(*typed)
        assert said.code == 2
        assert len(said.stderr.splitlines()) == 1
    assert digests(fuling.home) == before


def shell(fuling: Fuling, script: str) -> Said:
    """Run a shell script in which ``fuling`` is the program."""
    environment = fuling.environment({"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"})
    done = subprocess.run(
        ["sh", "-c", f'fuling() {{ "{sys.executable}" -m fuling_cli "$@"; }}\n{script}'],
        cwd=fuling.here,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@posix
def test_without_anyone_to_talk_to_the_work_is_done(fuling: Fuling) -> None:
    assert shell(fuling, "fuling record gdp 2023 1250 --source x 2>&- <&-").code == 0
    assert "gdp 2023" in fuling("undo", "--dry-run").err


@posix
def test_a_question_is_not_asked_where_nobody_can_answer(fuling: Fuling) -> None:
    before = digests(fuling.home)
    said = fuling.process("record", "gdp", "2023", "15000", "--source", "x", answer="y\n")
    assert (said.code, digests(fuling.home)) == (2, before)


@needs_terminal
@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2), ("\n", 2), ("\x04", 2)])
def test_on_a_terminal_a_jump_is_asked_about(fuling: Fuling, answer: str, code: int) -> None:
    done, said = at_terminal(fuling, "record", "gdp", "2023", "15000", "--source", "x", keys=answer)
    assert done.code == code, said
    assert "11.5" in said
    assert (fuling.actuals.read_text("utf-8") == LEDGER) == (code == 2)


def test_the_module_and_the_script_are_one(fuling: Fuling) -> None:
    assert fuling.process("status").stdout == fuling("status").stdout
