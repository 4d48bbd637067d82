"""What the program never does: call out, write elsewhere, run what it reads, show what it holds: rows S01 to S05."""

import ast
import os
import re
import sys
from pathlib import Path

import pytest

from fuling_cli.commands import COMMANDS as NAMES

from .bench import AS_ANOTHER, COMMANDS, ROOT, WITHDRAWN, needs_another, needs_strace, run, strace

LEDGER_FILES = ("actuals.toml", ".actuals.toml.lock", ".fuling.*.tmp")
TYPED: dict[str, tuple[str, tuple[str, ...]]] = {
    # each command: what is typed, and the files that it may open for writing, below the data folder
    "status": ("status --all", ()),
    "explain": ("explain gdp", ()),
    "forecast": ("forecast gdp", ()),
    "chart": ("chart gdp", ()),
    "record": ("record gdp 2023 1626 --source x", LEDGER_FILES),
    "import": ("import {folder}/new.csv", LEDGER_FILES),
    "undo": ("undo --force", LEDGER_FILES),
    "redo": ("redo", LEDGER_FILES),
    "export": ("export -o {folder}/out.csv", ("out.csv", ".fuling.*.tmp")),
    "export xlsx": ("export -o {folder}/out.xlsx", ("out.xlsx", ".fuling.*.tmp")),
    "history": ("history", ()),
    "compare": ("compare {folder}", ()),
    "targets": ("targets", ()),
    "check": ("check --strict", ()),
    "where": ("where", ()),
    "schema": ("schema targets.toml", ()),
    "init": (
        "init {folder}/plan",
        ("plan", *(f"plan/{name}" for kind in ("targets", "actuals") for name in (f"{kind}.toml", ".fuling.*.tmp"))),
    ),
}
CHANGING = "creat,truncate,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,mknod"


def traced(command: list[str], log: Path, **environment: str) -> list[str]:
    """The calls by which a program reached the network or the disk."""
    home = {"HOME": str(log.parent)}  # without one the interpreter itself asks for it at a socket of the system
    run([*strace("-e", f"trace=%network,open,openat,{CHANGING}", log=log), *command], env=home | environment)
    return log.read_text().splitlines()


def network(calls: list[str]) -> list[str]:
    """Those that reach the network, or another program on this machine."""
    disk = rf"\d+ +(open|openat|{CHANGING.replace(',', '|')})\(|\d+ +(\+\+\+|---)"
    return [call for call in calls if not re.match(disk, call)]


def changed(calls: list[str]) -> list[str]:
    """Every path that was opened for writing, made, moved or removed, but for the terminal and the devices."""
    paths: list[str] = []
    for call in calls:
        if re.match(r"\d+ +open(at)?\(", call) and not re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", call):
            continue
        if not re.match(r"\d+ +(\+\+\+|---)", call) and not re.search("= -1 E", call):
            paths += re.findall(r'"([^"]*)"', call)
    return [path for path in paths if not path.startswith("/dev/")]


def test_every_command_is_traced() -> None:
    assert {name.partition(" ")[0] for name in TYPED} == set(NAMES)


@needs_strace
@pytest.mark.parametrize("name", TYPED)
def test_a_command_calls_nobody_and_writes_only_what_it_names(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    path = COMMANDS[0].place(folder)
    if name == "redo":
        path.write_bytes(WITHDRAWN)
    typed, files = TYPED[name]
    command = [*COMMANDS[0].command(path)[:5], *typed.format(folder=folder).split()]
    calls = traced(command, tmp_path / "log")
    assert any("fuling_cli/commands" in call for call in calls)  # or nothing was traced
    assert network(calls) == []
    written = {Path(path) for path in changed(calls)}
    assert [path for path in written if not any(path.match(str(folder / file)) for file in files)] == []
    assert bool(written) == bool(files)


@needs_strace
def test_a_picture_calls_nobody_and_leaves_nothing_but_itself(tmp_path: Path) -> None:
    folder, passing = tmp_path / "data", tmp_path / "passing"
    passing.mkdir()
    path = COMMANDS[0].place(folder)
    command = [*COMMANDS[0].command(path)[:5], "chart", "gdp", "-o", str(folder / "gdp.png")]
    calls = traced(command, tmp_path / "log", TMPDIR=str(passing))
    assert any("charts/__pycache__/image." in call or "charts/image." in call for call in calls)
    assert network(calls) == []
    written = {Path(path) for path in changed(calls) if path.startswith("/") and not path.startswith(str(passing))}
    files = ("gdp.png", ".fuling.*.tmp")
    assert [path for path in written if not any(path.match(str(folder / file)) for file in files)] == []
    assert (folder / "gdp.png").exists()
    assert list(passing.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"data", "passing", "log"}


@needs_strace
def test_what_calls_or_writes_would_be_seen(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = f"import os, socket; socket.socket().close(); os.close(os.open({str(seen)!r}, os.O_WRONLY | os.O_CREAT))"
    calls = traced([sys.executable, "-c", script], tmp_path / "log")
    assert len(network(calls)) == 1
    assert changed(calls) == [str(seen)]


# S03: nothing that was read is run

FORBIDDEN_NAMES = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {
    "pickle",
    "marshal",
    "shelve",
    "subprocess",
    "yaml",
    "socket",
    "urllib",
    "http",
    "ctypes",
    "tempfile",
}
FORBIDDEN_PARTS = {"system", "popen", "mktemp", "spawnl", "spawnv", "execv", "execl"}


def suspicions(text: str) -> list[str]:
    """The names in a source that could run data, start programs or reach out."""
    found: list[str] = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(id=name) if name in FORBIDDEN_NAMES:
                found.append(name)
            case ast.Import(names=names):
                found += [one.name for one in names if one.name.split(".")[0] in FORBIDDEN_MODULES]
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in FORBIDDEN_MODULES:
                found.append(module)
            case ast.Attribute(attr=name) if name in FORBIDDEN_PARTS:
                found.append(name)
            case ast.keyword(arg="shell"):
                found.append("shell=")
            case _:
                pass
    return found


def test_nothing_in_the_package_runs_what_it_reads() -> None:
    sources = sorted((ROOT / "fuling_cli").rglob("*.py"))
    assert len(sources) > 50
    found = {path.name: names for path in sources if (names := suspicions(path.read_text("utf-8")))}
    assert found == {
        "cli.py": [
            "urllib.parse",
            "ctypes",
        ]  # takes an address apart; asks the console of Windows whether it reads escapes
    }


@pytest.mark.parametrize(
    "line",
    [
        *("import pickle", "from marshal import loads", "import urllib.request", "eval('1')", "exec('1')"),
        *("os.system('x')", "run('x', shell=True)", "tempfile.mktemp()", "f = compile"),
    ],
)
def test_what_would_run_it_is_found(line: str) -> None:
    assert suspicions(line) != []


# S04: somebody else's folder


@needs_another
@pytest.mark.parametrize(("owner", "warned"), [(4321, True), (1234, False), (0, False)])
def test_a_folder_of_somebody_else_is_used_with_a_warning(owner: int, warned: bool, open_path: Path) -> None:  # noqa: FBT001
    data = open_path / "above" / "data"
    path = COMMANDS[0].place(data)
    below = open_path / "above" / "below"
    below.mkdir()
    os.chown(data, owner, owner)
    for place in (below.parent, below, data):
        place.chmod(0o755)
    for language, careful in (("en", "warning"), ("zh", "警告")):
        environment = {"FULING_LANG": language, "HOME": str(open_path)}
        done = run([*AS_ANOTHER, *COMMANDS[0].command(path)[:3], "status"], env=environment, cwd=below)
        assert done.returncode == 0, done.stderr
        assert "1504.37" in done.stdout
        assert (careful in done.stderr and str(data) in done.stderr) == warned


# S05: a bug

BROKEN = """
import sys
from fuling_cli.cli import main
from fuling_cli.commands import where
from fuling_cli.errors import FulingError

def broken():
    password = "a secret " + "in a local"
    raise ZeroDivisionError("the test wants it")

where.command = broken
sys.argv = ["fuling", *sys.argv[1:]]
main()
"""


def test_a_bug_is_one_line_and_its_traceback_tells_no_values() -> None:
    usual, told = (run([sys.executable, "-c", BROKEN, "where", *words]) for words in ((), ("--debug",)))
    assert (usual.returncode, told.returncode) == (70, 70)
    assert (usual.stdout, told.stdout) == ("", "")
    assert len(usual.stderr.splitlines()) == 1
    assert "ZeroDivisionError" in usual.stderr
    assert "Traceback (most recent call last)" in told.stderr
    assert "in broken" in told.stderr
    assert "a secret in a local" not in told.stderr
    assert not re.search("[\N{BOX DRAWINGS LIGHT HORIZONTAL}-\N{BOX DRAWINGS DOUBLE HORIZONTAL}]", told.stderr)


def test_the_traceback_of_an_unexpected_error_stays_the_interpreter_s_own() -> None:
    script = "import sys; from fuling_cli.cli import run; run(['status']); print(sys.excepthook is sys.__excepthook__)"
    assert run([sys.executable, "-c", script]).stdout.splitlines()[-1] == "True"
