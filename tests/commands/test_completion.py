"""Completion: what a shell is told when the tab key is pressed."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from fuling_cli.commands import COMMANDS
from fuling_cli.methods import METHODS

from .program import PLAN, ROOT, Fuling
from .terminals import typed


def completed(fuling: Fuling, line: str, shell: str = "bash") -> set[str]:
    """What completes a line that ends in the word to be completed."""
    said = fuling(
        _FULING_COMPLETE=f"complete_{shell}",
        COMP_WORDS=line,
        COMP_CWORD=str(len(line.split(" ")) - 1),
        _TYPER_COMPLETE_ARGS=line,
    )
    assert said.err == ""
    return {word.split("\t")[0].split(":")[0].strip('"') for word in said.out.splitlines() if word}


def test_commands_are_completed(fuling: Fuling) -> None:
    assert set(COMMANDS) <= completed(fuling, "fuling ")
    assert completed(fuling, "fuling st") == {"status"}


@pytest.mark.parametrize("command", ["status", "explain", "targets", "forecast", "chart"])
def test_ids_of_targets_are_completed(fuling: Fuling, command: str) -> None:
    assert completed(fuling, f"fuling {command} g") == {"gdp", "gdp-doubling"}


@pytest.mark.parametrize("command", ["record", "history"])
def test_metrics_are_completed(fuling: Fuling, command: str) -> None:
    assert completed(fuling, f"fuling {command} g") == {"gdp"}


@pytest.mark.parametrize("command", ["status", "record", "history"])
def test_names_are_completed_once_they_are_begun(fuling: Fuling, command: str) -> None:
    assert completed(fuling, f"fuling {command} 生产") == {"生产总值", "生产总值翻番"}
    assert completed(fuling, f"fuling {command} Tr") == {"Trade"}
    assert completed(fuling, f"fuling {command} Gross") == set()  # a shell would take it apart
    assert "生产总值" not in completed(fuling, f"fuling {command} ")


def test_methods_formats_statuses_and_reports_are_completed(fuling: Fuling) -> None:
    assert completed(fuling, "fuling status --method ") == set(METHODS.names)
    assert completed(fuling, "fuling status --method p") == {"path", "projection"}
    assert completed(fuling, "fuling status --format j") == {"json"}
    assert completed(fuling, "fuling record gdp 2023 1 --status e") == {"estimated"}
    assert completed(fuling, "fuling export t") == {"targets", "trajectory"}


@pytest.mark.parametrize("before", ["--data-dir other status", "status --data-dir=other", "status --data-dir other"])
def test_the_plan_that_was_typed_before_is_completed(fuling: Fuling, before: str) -> None:
    other = fuling.here / "other"
    other.mkdir()
    (other / "targets.toml").write_text(PLAN.replace('id = "gdp"', 'id = "grain"'), "utf-8")
    assert completed(fuling, f"fuling {before} g") == {"grain", "gdp-doubling"}
    assert completed(fuling, "fuling status g") == {"gdp", "gdp-doubling"}


def test_where_a_value_is_awaited_no_command_is_offered(fuling: Fuling) -> None:
    assert completed(fuling, "fuling --data-dir ") == set()
    assert completed(fuling, "fuling --data-dir data st") == {"status"}
    assert {"--data-dir", "--lang", "--version"} <= completed(fuling, "fuling --")


def test_options_are_completed(fuling: Fuling) -> None:
    assert completed(fuling, "fuling record --so") == {"--source"}


def test_without_a_plan_of_ones_own_the_one_that_ships_is_completed(bare: Fuling) -> None:
    assert completed(bare, "fuling status bu") == {"budget-revenue"}


def test_a_broken_plan_completes_nothing_quietly(fuling: Fuling) -> None:
    fuling.targets.write_bytes(b"[plan\n")
    assert completed(fuling, "fuling status g") == set()


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_complete_too(fuling: Fuling, shell: str) -> None:
    said = fuling(
        _FULING_COMPLETE=f"complete_{shell}",
        _TYPER_COMPLETE_ARGS="fuling status gdp-",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert "gdp-doubling" in said.out


STARTED = {"bash": ["bash", "-i"], "zsh": ["zsh", "-i"], "fish": ["fish", "--interactive"]}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell and its terminal")
@pytest.mark.parametrize("shell", STARTED)
def test_a_shell_completes_at_the_first_press_once_completion_is_installed(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"needs {shell}")
    shutil.copytree(ROOT / "data", tmp_path / "plan", ignore=shutil.ignore_patterns(".*"))
    (tmp_path / ".zshrc").write_text("PS1='> '\n", "utf-8")  # without one, zsh asks its own questions first
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {"PATH": path, "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "xterm"}
    assert f"{shell} completion installed" in typed(
        STARTED[shell], "fuling --install-completion\nexit\n", tmp_path, environment
    )
    said = typed(STARTED[shell], "fuling --data-dir plan explain budg\t\nexit\n", tmp_path, environment)
    assert "General public budget revenue (budget-revenue)" in said


def test_the_script_for_a_shell_is_printed(fuling: Fuling) -> None:
    said = fuling(_FULING_COMPLETE="source_bash")
    assert "_FULING_COMPLETE=complete_bash" in said.out
