"""The terminal: what stands on which stream, in which color, and what happens when a stream is lost."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fuling_cli.errors import Problem
from fuling_cli.language import Language, message
from fuling_cli.tables.table import Table
from fuling_cli.terminal.streams import wants_color
from tests.screens import drawn, drawn_chart, screen

ROOT = Path(__file__).parents[2]


# --- color --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "on_tty", "on_pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False, False),
        ({"CLICOLOR": "0"}, False, False),
        ({"CLICOLOR": "1"}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True, True),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False, False),
        ({"TTY_COMPATIBLE": "1"}, True, True),
        ({"TTY_COMPATIBLE": "0", "FORCE_COLOR": "1"}, False, False),
        ({"GITHUB_ACTIONS": "true"}, True, False),
    ],
)
def test_the_environment_decides_about_color(environment: dict[str, str], on_tty: bool, on_pipe: bool) -> None:  # noqa: FBT001
    assert wants_color("auto", environment, is_tty=True) is on_tty
    assert wants_color("auto", environment, is_tty=False) is on_pipe
    for is_tty in (True, False):
        assert wants_color("always", environment, is_tty=is_tty)
        assert not wants_color("never", environment, is_tty=is_tty)


@pytest.mark.parametrize(
    ("environment", "on_tty", "on_pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),  # nor bold
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False, False),
        ({"CLICOLOR": "0"}, False, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR_FORCE": "0"}, False, False),
        ({"TTY_COMPATIBLE": "1"}, True, True),
        ({"TTY_COMPATIBLE": "0", "FORCE_COLOR": "1"}, False, False),
        ({"GITHUB_ACTIONS": "true", "PY_COLORS": "1"}, True, False),
    ],
)
def test_what_is_drawn_has_escapes_only_where_there_is_color(
    table: Table,
    charted: Table,
    environment: dict[str, str],
    on_tty: bool,  # noqa: FBT001
    on_pipe: bool,  # noqa: FBT001
) -> None:
    for tty, wanted in ((True, on_tty), (False, on_pipe)):
        for draw, what in ((drawn, table), (drawn_chart, charted)):
            for color, colored in (("auto", wanted), ("always", True), ("never", False)):
                text = draw(what, tty=tty, color=color, environment=environment)
                assert ("\x1b[" in text) is colored


@pytest.mark.parametrize("environment", [{"FORCE_COLOR": "1"}, {"GITHUB_ACTIONS": "true"}, {"CLICOLOR_FORCE": "1"}])
def test_help_has_no_color_at_all(environment: dict[str, str]) -> None:
    for typed in ("--help", "status --help", "--color always --help"):
        done = subprocess.run(
            [sys.executable, "-m", "fuling_cli", *typed.split()],
            env=os.environ | environment,
            cwd=ROOT,
            check=False,
            capture_output=True,
        )
        assert b"\x1b" not in done.stdout + done.stderr


# --- progress -----------------------------------------------------------------------------------------------------


def worked(environment: dict[str, str], *, tty: bool = True, color: str = "auto") -> str:
    """What is said on stderr while three things take two seconds each."""
    made = screen(tty=tty, color=color, environment=environment)
    seconds = iter(range(0, 100, 2))
    assert list(made.terminal.progress("abc", 3, message("import.reading"), clock=lambda: next(seconds))) == [
        "a",
        "b",
        "c",
    ]
    assert made.out.text == ""
    return made.err.text


def test_long_work_on_a_terminal_shows_a_bar() -> None:
    assert "reading" in worked({})
    color = re.compile(r"\x1b\[(38;5;|3[0-7]|9[0-7])")  # Rich keeps the codes of the first screen a style was drawn on
    assert color.search(worked({}))
    assert not color.search(worked({"NO_COLOR": "1"}))


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TTY_INTERACTIVE": "0"}])
def test_no_bar_moves_where_none_can(environment: dict[str, str]) -> None:
    assert worked(environment) == worked({}, tty=False) == worked({}, color="never") == ""


# --- streams ------------------------------------------------------------------------------------------------------


def test_data_goes_to_stdout_and_talk_to_stderr() -> None:
    made = screen()
    made.terminal.write("data\n")
    made.terminal.write(b"\x00bytes")
    made.terminal.print(message("verdict.missed"))
    made.terminal.say(message("verdict.behind"))
    made.terminal.say_error(message("verdict.achieved"))
    made.terminal.say_problem(Problem("a/b.toml", 3, 7, message("verdict.missed")))
    made.terminal.say_problem(Problem("a/b.toml", 3, 7, message("verdict.missed"), serious=False))
    assert made.out.text == "data\n\x00bytesmissed\n"
    assert made.err.text == "behind\nfuling: achieved\na/b.toml:3:7: missed\na/b.toml:3:7: warning: missed\n"


def test_in_color_an_error_has_a_red_word() -> None:
    for color, label in (("always", "\x1b[31merror:\x1b[0m "), ("never", "fuling: "), ("auto", "fuling: ")):
        made = screen(color=color)
        made.terminal.say_error(message("verdict.achieved"))
        assert made.err.text == f"{label}achieved\n"


def test_of_one_kind_of_problem_five_are_told_and_the_rest_counted() -> None:
    made = screen()
    many = [Problem("a.toml", line, 1, message("verdict.missed")) for line in range(3, 15)]
    made.terminal.say_problems([*many, Problem("a.toml", 20, 1, message("verdict.behind"))])
    assert made.err.text.splitlines() == [
        *(f"a.toml:{line}:1: missed" for line in range(3, 8)),
        "a.toml:20:1: behind",
        "a.toml: 7 more like the one in line 3",
    ]
    made = screen()
    made.terminal.say_problems(many[:5])
    assert len(made.err.text.splitlines()) == 5


def test_data_is_not_touched_but_for_the_encoding() -> None:
    for encoding, text in (("utf-8", "●\x1b\r\n\n"), ("ascii", "\\u25cf\x1b\r\n\n")):
        made = screen(encoding=encoding)
        made.terminal.write("●\x1b\r\n\n")
        assert made.out.text == text


def test_what_was_typed_is_shown_and_never_obeyed() -> None:
    made = screen()
    made.terminal.say(message("entry.full", number="\x1b[31m[red]\n", noun=":smile:"))
    assert made.err.text == "\\x1b[31m[red]\\n :smile:\n"


@pytest.mark.parametrize(
    ("language", "typed", "yes"),
    [
        ("en", "y\n", True),
        ("en", " YES \n", True),
        ("en", "n\n", False),
        ("en", "\n", False),
        ("en", "", False),
        ("zh", "是\n", True),
    ],
)
def test_a_question_is_asked_on_a_terminal(language: Language, typed: str, yes: bool) -> None:  # noqa: FBT001
    made = screen(tty=True, language=language, typed=typed)
    assert made.terminal.ask(message("verdict.missed")) is yes
    assert made.err.text.endswith("[y/N] " if typed else "[y/N] \n")
    assert made.out.text == ""


def test_nobody_is_asked_off_a_terminal() -> None:
    made = screen(tty=False, typed="y\n")
    assert not made.terminal.ask(message("verdict.missed"))
    assert not made.terminal._replace(stdin=None).ask(message("verdict.missed"))
    assert made.err.text == ""
