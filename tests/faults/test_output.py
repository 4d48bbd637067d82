"""Strange surroundings, and outputs that are lost: rows I13, O08 and P05 of README.md, for every command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fuling_cli.commands import COMMANDS as NAMES

from .bench import COMMANDS, LEDGER, PYTHON, default_signals

TYPED = (
    "status --all",
    "status --format json",
    "status gpd",
    "explain gdp",
    "forecast gdp",
    "chart gdp",
    "record gdp 2025 1805亿元 --source 公报 --dry-run",
    "record gdp 2023 1626亿元 --source 公报",
    "record gdp 2023 1626亿元",
    "import new.csv --dry-run",
    "import new.csv",
    "import old.csv --encoding gb18030",
    "undo",
    "redo",
    "export actuals",
    "export -o out.csv",
    "history",
    "compare data",
    "targets",
    "check",
    "where",
    "schema",
    "schema targets.toml",
    "init plan",
    "nonsense",
    "--help",
    "--version",
)
ALL = """
import json, sys
from fuling_cli.cli import run
codes = {}
for typed in json.loads(sys.argv[1]):
    sys.argv = ["fuling", *typed.split()]
    codes[typed] = run(sys.argv[1:])
with open("codes.json", "w", encoding="ascii") as file:
    json.dump(codes, file)
"""
UTF_8 = {"LANG": "C.UTF-8", "HOME": "/"}
SURROUNDINGS = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "GBK": {"LANG": "zh_CN.GBK", "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"},
    "ASCII": {"PYTHONIOENCODING": "ascii", "FULING_LANG": "zh"},
    "nothing": {},
    "a home that is not there": {"HOME": "/nonexistent"},
    "no path either": {"PATH": ""},
    "a dumb terminal": {"TERM": "dumb", "COLUMNS": "1"},
    "a narrow terminal": {"TERM": "dumb", "COLUMNS": "20"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "the far east": {"TZ": "Pacific/Kiritimati"},
    "the far west": {"TZ": "Etc/GMT+12"},
    "a time zone that is none": {"TZ": ":/etc/passwd"},
    "a time zone that is nowhere": {"TZ": "Nowhere/Land"},
    "warnings": {"PYTHONWARNINGS": "error"},
    "encodings unnamed": {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"},
}


def all_typed(folder: Path, environment: dict[str, str]) -> tuple[dict[str, int], bytes]:
    """The exit code of every command, one after the other in one process, and what they said."""
    path = COMMANDS[0].place(folder / "data")
    COMMANDS[0].command(path)
    (folder / "new.csv").write_text("metric,year,value\ngdp,2021,1400\n", encoding="utf-8")
    (folder / "old.csv").write_text("指标,年份,值\ngdp,2020,1300\n", encoding="gb18030")
    done = subprocess.run(
        [sys.executable, "-c", ALL, json.dumps(TYPED)],
        capture_output=True,
        env={**PYTHON, **environment},
        cwd=folder,
        timeout=60,
        check=False,
    )
    assert (folder / "codes.json").exists(), done.stderr
    return json.loads((folder / "codes.json").read_text("ascii")), done.stderr


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The exit codes where all is as it should be."""
    codes, _ = all_typed(tmp_path_factory.mktemp("usual"), UTF_8)
    return codes


def test_every_command_is_typed_and_ends_as_it_should(usual: dict[str, int]) -> None:
    assert {typed.split()[0] for typed in TYPED} > set(NAMES)
    failing = {typed: code for typed, code in usual.items() if code}
    assert failing == {"status gpd": 2, "record gdp 2023 1626亿元": 2, "nonsense": 2}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_in_strange_surroundings_every_command_ends_as_it_does_at_home(
    name: str, usual: dict[str, int], tmp_path: Path
) -> None:
    codes, said = all_typed(tmp_path, SURROUNDINGS[name])
    assert codes == usual
    assert b"Traceback" not in said
    assert b"EncodingWarning" not in said
    ledger = (tmp_path / "data" / "actuals.toml").read_bytes()
    assert ledger.startswith(LEDGER)
    assert ledger.count(b"[[actual]]") == 5
    assert 'source = "公报"'.encode() in ledger


EACH = """
import contextlib, gc, io, json, os, sys
from fuling_cli import cli
aside = io.TextIOWrapper(io.BytesIO(), "utf-8")
with contextlib.redirect_stdout(aside), contextlib.redirect_stderr(aside):
    cli.run(["export", "--data-dir", "data"])  # imports what all of them need
gc.freeze()
codes = {}
for typed in json.loads(sys.argv[1]):
    with contextlib.suppress(OSError):
        os.write(2, bytes(1))
    pid = os.fork()
    if pid == 0:
        sys.argv = ["fuling", *typed.split()]
        cli.main()
    codes[typed] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
with open("codes.json", "w", encoding="ascii") as file:
    json.dump(codes, file)
"""
"""Every command in a child, up to the end of its interpreter; a zero byte before what each says."""
LOST = {
    # what follows the command in a shell: the exit code of a command that prints, and of one that only talks
    "> /dev/full": (4, 0),
    ">&-": (4, 0),
    "2> /dev/full": (0, 0),
    "2>&-": (0, 0),
    "<&-": (0, 0),
    "> /dev/full 2>&1": (4, 0),
    ">&- 2>&- <&-": (4, 0),
}
PRINTING = (
    *("status", "status --format json", "explain gdp", "where", "export", "export actuals", "history --format json"),
    *("--help", "--version", "record --help", "record gdp 2023 1626 --source x --dry-run", "import new.csv --dry-run"),
)
TALKING = ("record gdp 2023 1626 --source x",)


def shell(typed: str, after: str, folder: Path, before: str = "") -> subprocess.CompletedProcess[bytes]:
    """A command typed in a shell, with the streams led elsewhere; the exit code is that of the program."""
    path = COMMANDS[0].place(folder)
    return in_shell([*COMMANDS[0].command(path)[:5], *typed.split()], after, folder, before)


def in_shell(words: list[str], after: str, folder: Path, before: str = "") -> subprocess.CompletedProcess[bytes]:
    """The same with the words of any program."""
    return subprocess.run(
        ["bash", "-c", f'{before} "$@" {after}', "bash", *words],
        capture_output=True,
        env=PYTHON,
        cwd=folder,
        timeout=60,
        check=False,
        preexec_fn=default_signals,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("after", LOST)
def test_lost_output_is_no_success_and_lost_talk_no_failure(after: str, tmp_path: Path) -> None:
    COMMANDS[0].command(COMMANDS[0].place(tmp_path / "data"))
    (tmp_path / "new.csv").write_text("metric,year,value\ngdp,2021,1400\n", encoding="utf-8")
    done = in_shell([sys.executable, "-c", EACH, json.dumps([*PRINTING, *TALKING])], after, tmp_path)
    codes = json.loads((tmp_path / "codes.json").read_text("ascii"))
    printing, talking = LOST[after]
    assert codes == dict.fromkeys(PRINTING, printing) | dict.fromkeys(TALKING, talking), done.stderr
    assert b"Traceback" not in done.stderr + done.stdout
    if "2>" not in after:
        _, *said = done.stderr.split(b"\0")
        lines = {typed: len(words.splitlines()) for typed, words in zip(codes, said, strict=True)}
        assert max(lines.values()) <= 7
        assert not printing or {typed for typed in PRINTING if lines[typed] != 1 and "--dry-run" not in typed} == set()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_program_ends_as_its_output_did(tmp_path: Path) -> None:
    codes = {after: shell("status", after, tmp_path).returncode for after in LOST}
    assert codes == {after: printing for after, (printing, _) in LOST.items()}


UNTIL_NOBODY_READS = "import select; reader = select.poll(); reader.register(1, 0); reader.poll(10_000)"
"""Waits until the other end of the pipe on stdout is closed."""


@pytest.mark.parametrize("typed", ["status", "export actuals", "history --format json"])
def test_a_reader_that_stops_reading_ends_the_program_without_a_word(typed: str, tmp_path: Path) -> None:
    before = f"exec 3>code; {{ {sys.executable} -c '{UNTIL_NOBODY_READS}';"
    done = shell(typed, "; echo $? >&3; } | exec true; cat code", tmp_path / "gone", before)
    assert (done.stdout, done.stderr) == (b"141\n", b"")
    done = shell(typed, "| head -1", tmp_path / "head")
    assert (len(done.stdout.splitlines()), done.stderr) == (1, b"")


@pytest.mark.parametrize("typed", ["status", "record gdp 2023 1626 --source x"])
def test_without_a_terminal_to_hang_up_on_it_goes_on(typed: str, tmp_path: Path) -> None:
    done = shell(typed, "", tmp_path, "nohup")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
