"""The program's entry: the one place where expected errors become words and exit codes."""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from fuling_cli import __version__
from fuling_cli.errors import FulingError, InvalidData
from fuling_cli.language import Message, message

if TYPE_CHECKING:
    from fuling_cli.terminal import Terminal

USAGE, BUG, INTERRUPTED, BROKEN_PIPE, SIGNALLED = 2, 70, 130, 141, 128


class Terminated(BaseException):
    """SIGTERM or SIGHUP arrived; the exit code is 128 and its number, as shells have it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = SIGNALLED + number


def main() -> NoReturn:
    """Run the program on the command line it was given, and exit with the code that the specification names."""
    arguments = sys.argv[1:]
    if arguments == ["--version"] and sys.stdout:  # scripts ask often, so before anything is imported
        with suppress(OSError):  # which the long way tells
            sys.stdout.write(f"fuling {__version__}\n")
            sys.stdout.flush()
            sys.exit(0)
    gc.set_threshold(100_000)  # what imports make stays: looking through it for garbage again and again is in vain
    code = run(arguments)
    gc.freeze()  # and so it is at the end
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the program; returns its exit code."""
    from fuling_cli.app import PROGRAM, hoisted, language_from, program
    from fuling_cli.terminal import Terminal

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _terminate)
    language = language_from(arguments, os.environ, _system_language())
    terminal = Terminal(sys.stdout, sys.stderr, os.environ, "auto", language)
    try:
        code = program(language, os.environ).main(hoisted(arguments), prog_name=PROGRAM, standalone_mode=False) or 0
        terminal.close()
    except (Exception, KeyboardInterrupt, Terminated) as error:  # noqa: BLE001  the last net, which tells them apart
        code = _failed(error, terminal, debug="--debug" in arguments)
    if code == INTERRUPTED:
        _say_interrupted(terminal)
    elif code == BROKEN_PIPE:
        _abandon_output()
    return code


def _failed(error: BaseException, terminal: "Terminal", *, debug: bool) -> int:
    """Say what ended the run, where it has not been said; returns the exit code."""
    from typer import Abort
    from typer.exceptions import TyperException

    match error:
        case InvalidData():
            for problem in error.problems:
                terminal.say_problem(problem)
            return error.exit_code
        case FulingError():
            terminal.say_error(error.message)
            return error.exit_code
        case BrokenPipeError():
            return BROKEN_PIPE
        case KeyboardInterrupt() | Abort():
            return INTERRUPTED
        case Terminated():
            _say_interrupted(terminal)
            return error.exit_code
        case TyperException():
            terminal.say_error(usage_words(error))
            return USAGE
    if debug:
        traceback.print_exception(error)
    terminal.say_error(message("error.bug", kind=type(error).__name__, what=str(error)))
    return BUG


def _terminate(number: int, _frame: FrameType | None) -> None:
    raise Terminated(number)


def _say_interrupted(terminal: "Terminal") -> None:
    """That the run was stopped, and whether anything had been saved by then."""
    from fuling_cli.store.atomic_write import SAVED_FILES

    saved = [str(path) for path in SAVED_FILES]
    terminal.say_error(message("error.interrupted_saved", paths=saved) if saved else message("error.interrupted"))


def _abandon_output() -> None:
    """Nobody reads any more: what is still in the buffers goes nowhere, quietly."""
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def usage_words(error: Any) -> Message:
    """What the parser says of a command line, by the kind of its exception, with the name it concerns."""
    command = error.ctx.command_path if getattr(error, "ctx", None) else "fuling"
    hint = message("usage.hint", command=command)
    parameter = getattr(error, "param", None)
    name = (
        parameter.metavar or parameter.name
        if parameter is not None and parameter.param_type_name == "argument"
        else None
    )
    shown = name or (max(parameter.opts, key=len) if parameter is not None else "")
    match type(error).__name__:
        case "NoSuchOption":
            near = ", ".join(sorted(error.possibilities or ()))
            did = message("error.did_you_mean", word=near) if near else hint
            return message("usage.no_such_option", option=error.option_name, hint=did)
        case "MissingParameter":
            return message("usage.missing", name=shown, hint=hint)
        case "BadParameter":
            return message("usage.bad_parameter", name=shown, what=error.message, hint=hint)
        case "BadOptionUsage" if "not take" in error.message:  # the parser has no other sign of it
            return message("usage.no_value", option=error.option_name, hint=hint)
        case "BadOptionUsage":
            return message("usage.needs_value", option=error.option_name, hint=hint)
        case _:
            return message("usage.other", what=error.format_message(), hint=hint)


def _system_language() -> str:
    """The language of Windows itself, where no variable names one; empty elsewhere."""
    if sys.platform == "win32":
        import locale

        return locale.getlocale()[0] or ""
    return ""
