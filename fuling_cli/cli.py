"""The program's entry: the one place where expected errors become words and exit codes."""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from fuling_cli import __version__
from fuling_cli.errors import FulingError, InvalidData, MissingExtra
from fuling_cli.language import find_language, language_of, message

if TYPE_CHECKING:
    from fuling_cli.commands.session import Session
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
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looked for in every installed package otherwise
    gc.set_threshold(100_000)  # objects made by imports live until exit; collecting them is wasted work
    code = run(arguments)
    gc.freeze()  # and so it is at the end
    sys.exit(code)


def run(arguments: Sequence[str], clock: Callable[[], datetime] | None = None) -> int:
    """Run the program, by the system's clock or another; returns its exit code."""
    from fuling_cli.app import PROGRAM, program, split_global_options
    from fuling_cli.terminal import COLORS, Terminal

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _terminate)
    options, _ = split_global_options(arguments)
    language = find_language(options.lang, os.environ, _system_language())
    color = options.color if options.color in COLORS else "auto" if _console_reads_escapes() else "never"
    terminal = Terminal(sys.stdout, sys.stderr, os.environ, color, language, sys.stdin)

    def start_session() -> "Session":
        from fuling_cli.commands.session import Session, utc_now

        wish = os.environ.get("FULING_LANG")
        if wish and not language_of(wish):
            terminal.say(message("error.fuling_lang", word=wish))
        folder = None if options.data_dir is None else Path(options.data_dir)
        return Session(language, terminal, folder, os.environ, clock or utc_now)

    try:
        options.check()
        group = program(language, terminal, start_session)
        code = group.main(list(arguments), prog_name=PROGRAM, standalone_mode=False) or 0
        terminal.close()
    except (Exception, KeyboardInterrupt, Terminated) as error:  # noqa: BLE001  the last net, which tells them apart
        code = _report(error, terminal, debug=options.debug)
    if code == INTERRUPTED:
        _say_interrupted(terminal)
    elif code == BROKEN_PIPE:
        _discard_output()
    return code


def _report(error: BaseException, terminal: "Terminal", *, debug: bool) -> int:
    """Say what ended the run, where it has not been said; returns the exit code."""
    match error:
        case InvalidData():
            terminal.say_problems(error.problems)
            return error.exit_code
        case MissingExtra():
            command = install_command(error.extra)
            terminal.say_error(message("error.extra_command", extra=error.extra, command=command))
            return error.exit_code
        case FulingError():
            terminal.say_error(error.message)
            if error.command:
                terminal.say_command(error.command)
            return error.exit_code
        case BrokenPipeError():
            return BROKEN_PIPE
        case KeyboardInterrupt():
            return INTERRUPTED
        case Terminated():
            _say_interrupted(terminal)
            return error.exit_code
    if debug:
        traceback.print_exception(error)
    terminal.say_error(message("error.bug", kind=type(error).__name__, what=str(error)))
    return BUG


def install_command(extra: str) -> str:
    """What adds an optional part to this installation: by pip, pipx or uv, from where fuling itself came."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import unquote, urlsplit

    try:
        origin = json.loads(distribution("fuling").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:  # run from a checkout
        origin = {"url": Path(__file__).parents[1].as_uri(), "dir_info": {"editable": True}}
    url = urlsplit(origin.get("url", ""))
    place = f"{unquote(url.path) if url.scheme == 'file' else 'fuling'}[{extra}]"
    parts = Path(sys.prefix).parts
    if "pipx" in parts:
        return f'pipx install --force "{place}"'
    if "uv" in parts and "tools" in parts:
        return f'uv tool install --force "{place}"'
    editable = "-e " if origin.get("dir_info", {}).get("editable") else ""
    return f'pip install {editable}"{place}"'


def _terminate(number: int, _frame: FrameType | None) -> None:
    raise Terminated(number)


def _say_interrupted(terminal: "Terminal") -> None:
    """That the run was stopped, and whether anything had been saved by then."""
    from fuling_cli.store.atomic_write import SAVED_FILES

    saved = [str(path) for path in SAVED_FILES]
    terminal.say_error(message("error.interrupted_saved", paths=saved) if saved else message("error.interrupted"))


def _discard_output() -> None:
    """Redirect both streams to the null device, so that the interpreter does not fail flushing them at exit."""
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _system_language() -> str:
    """The language of Windows itself, where no variable names one; empty elsewhere."""
    if sys.platform == "win32":
        import locale

        return locale.getlocale()[0] or ""
    return ""


def _console_reads_escapes() -> bool:
    """Whether the console draws colours instead of the escape sequences for them: old ones of Windows do not."""
    if sys.platform == "win32":
        import ctypes

        kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
        output = kernel.GetStdHandle(-11)
        return bool(kernel.GetConsoleMode(output, ctypes.byref(mode)) and kernel.SetConsoleMode(output, mode.value | 4))
    return True
