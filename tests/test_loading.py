"""Which libraries each command imports: most of what a short command does is importing, so it imports what it uses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.program import PLAN

LOADED = """
import atexit, sys
from fuling_cli.cli import main
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
main()
"""
WATCHED = {
    *("typer", "typer._adapters", "rich", "rich.console", "pydantic", "pydantic_core", "tomli", "tomli_w"),
    *("platformdirs", "simplejson", "jinja2", "matplotlib", "xlsxwriter", "openpyxl", "fuling_cli.core"),
}
"""``typer._adapters`` builds a pydantic model for each option; ``rich`` without its console only counts cells."""
READING = {"typer", "fuling_cli.core", "pydantic", "pydantic_core", "tomli"}
COMMANDS = {
    "--version": set(),
    "--help": {"typer"},
    "status --help": {"typer", "fuling_cli.core"},
    "where": {"typer", "fuling_cli.core"},
    "status": READING | {"rich"},
    "status --color always": READING | {"rich", "rich.console"},
    "status --format json": READING | {"simplejson"},
    "export": READING,
    "export --format markdown": READING,
    "check": READING,
    "record gdp 2025 1800": READING | {"tomli_w"},
    "record gdp 2025 1800 --dry-run": READING | {"tomli_w"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "targets.toml").write_text(PLAN, "utf-8")
    return tmp_path


@pytest.mark.parametrize("typed", COMMANDS)
def test_a_command_imports_what_it_uses(folder: Path, typed: str) -> None:
    assert _loaded(folder, *typed.split()) & WATCHED == COMMANDS[typed]


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("fuling ", {"typer"}),
        ("fuling st", {"typer"}),
        ("fuling --", {"typer"}),
        ("fuling status g", {"typer", "fuling_cli.core", "tomli"}),
    ],
)
def test_completing_reads_the_plan_for_its_targets_only(folder: Path, line: str, needed: set[str]) -> None:
    place = str(len(line.split(" ")) - 1)
    asked = {"_FULING_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": place}
    assert _loaded(folder, **asked) & WATCHED == needed


def _loaded(folder: Path, *typed: str, **variables: str) -> set[str]:
    """Every module that a command has imported at its end."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *typed],
        cwd=folder,
        env=os.environ | variables,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split())
