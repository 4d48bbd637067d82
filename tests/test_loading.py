"""What is quick stays quick: help and the completion of a command import neither pydantic nor what draws."""

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
SLOW = {"pydantic", "rich.console", "jinja2", "matplotlib", "xlsxwriter", "openpyxl", "xlrd"}
"""Libraries that take a tenth of a second or more to import."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "targets.toml").write_text(PLAN, "utf-8")
    return tmp_path


@pytest.mark.parametrize("typed", ["--version", "--help", "status --help", "record -h"])
def test_help_imports_nothing_slow(folder: Path, typed: str) -> None:
    assert not _loaded(folder, *typed.split()) & SLOW


@pytest.mark.parametrize("line", ["fuling ", "fuling st", "fuling --lang zh st", "fuling --"])
def test_completing_a_command_imports_nothing_slow(folder: Path, line: str) -> None:
    place = str(len(line.split(" ")) - 1)
    asked = {"_FULING_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": place}
    assert not _loaded(folder, **asked) & SLOW


def test_what_is_piped_or_read_by_programs_is_not_drawn(folder: Path) -> None:
    for typed in ("status", "status --format json", "export", "check", "record gdp 2025 1800 --dry-run"):
        assert not _loaded(folder, *typed.split()) & (SLOW - {"pydantic"}), typed


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
