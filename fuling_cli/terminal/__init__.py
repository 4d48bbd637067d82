"""The terminal: results on standard output, messages on standard error; the only room that imports Rich.

What draws is imported when there is something to draw: help and errors are written without it.
"""

import os
from codecs import lookup
from collections.abc import Callable, Iterable, Iterator, Mapping
from time import monotonic
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO, TypeVar

from fuling_cli.errors import Problem
from fuling_cli.language import Language, Message, message, translate_value, words
from fuling_cli.terminal.streams import (
    COLORS,
    encoding_of,
    is_encodable,
    is_tty,
    printable,
    wants_color,
    write_message,
    write_result,
)

if TYPE_CHECKING:
    from fuling_cli.tables.table import Table
    from fuling_cli.terminal.screen import Screen

__all__ = ["COLORS", "Terminal"]

T = TypeVar("T")

USUAL_WIDTH, USUAL_HEIGHT = 80, 24
LEAST_WIDTH = 60
"""Screens are laid out for this many columns at least; a narrower terminal breaks their lines."""
WIDEST_CHART = 240
PATIENCE = 1.0
"""Seconds of silence before a bar shows that work goes on."""
PLAIN_DRAWING = str.maketrans("─█░", "-#.")
MOST_ALIKE = 5
"""Problems of one kind that are told one by one."""
LONG = 1000
"""Rows beyond which a table is written plainly even on a terminal: Rich takes about 50 us a cell."""


class Terminal(NamedTuple):
    """The streams of one run, any of which may be closed (None), and how to draw on them."""

    stdout: TextIO | None
    stderr: TextIO | None
    environment: Mapping[str, str]
    color: str
    language: Language
    stdin: TextIO | None = None

    # --- results ------------------------------------------------------------------------------------------------

    def show(self, screen: "Screen") -> None:
        """Draw a screen: folded at the width of a terminal, one line a row anywhere else."""
        self.write(self._drawn(screen.sanitized(self._printable)))

    def show_table(self, table: "Table") -> None:
        """Draw a table under its headings, with what is said around it."""
        from fuling_cli.terminal.table_screen import table_screen

        self.show(table_screen(table, self.language, None if len(table.rows) > LONG else self.room))

    def show_chart(self, table: "Table") -> None:
        """Draw the chart of a table: fitted to the screen on a terminal, of one size anywhere else."""
        from rich.cells import cell_len

        from fuling_cli.charts.text import Paper, chart_lines
        from fuling_cli.terminal.screen import Screen, chart_line

        encoding = encoding_of(self.stdout)
        width, height = (self.width, self.height) if self.is_screen else (USUAL_WIDTH, USUAL_HEIGHT)
        braille = is_encodable("\N{BRAILLE PATTERN DOTS-1}", encoding)
        braille &= not (self.is_screen and self.environment.get("TERM") in ("dumb", "linux"))  # whose fonts lack it
        paper = Paper(min(width, max(5 * height, USUAL_WIDTH), WIDEST_CHART), height, cell_len, braille)
        drawn = chart_lines(table, lambda told: printable(translate_value(told, self.language), encoding), paper)
        self.write(self._drawn(Screen(tuple(map(chart_line, drawn)))))

    def print(self, text: Message) -> None:
        """One line of a result for people."""
        self.write(f"{printable(text.translate(self.language), encoding_of(self.stdout))}\n")

    def write(self, content: str | bytes) -> None:
        """Write a result to stdout, all of it; raises OutputFailed, or BrokenPipeError where the reader has gone."""
        write_result(self.stdout, content)

    def close(self) -> None:
        """Write what others left in the buffer of stdout; raises as `write` does."""
        if self.stdout is not None:
            self.write("")

    # --- messages -----------------------------------------------------------------------------------------------

    def say(self, text: Message) -> None:
        """One message on stderr; lost without complaint where stderr is closed."""
        self._message(text.translate(self.language))

    def say_error(self, text: Message) -> None:
        """What ended the run, on stderr: behind the name of the program, or in color behind a red word."""
        colored = wants_color(self.color, self.environment, is_tty=is_tty(self.stderr))
        label = words(self.language)["error.label"] if colored else "fuling:"
        self._message(f"{label} {text.translate(self.language)}", red=len(label) if colored else 0)

    def say_command(self, command: str) -> None:
        """A command to copy, on a line of its own that nothing breaks."""
        write_message(self.stderr, f"  {printable(command, encoding_of(self.stderr))}\n")

    def say_problem(self, problem: Problem) -> None:
        """One problem in a file, as file:line:column, on stderr."""
        text = problem.message if problem.serious else message("problem.warning", text=problem.message)
        self._message(f"{problem.path}:{problem.line}:{problem.column}: {text.translate(self.language)}")

    @property
    def can_ask(self) -> bool:
        """Whether somebody can be asked: stdin and stderr are a terminal."""
        return self.stdin is not None and is_tty(self.stdin) and is_tty(self.stderr)

    def ask(self, question: Message) -> bool:
        """Whether the reader says yes; False without a question where nobody can be asked."""
        if not self.can_ask:
            return False
        answer = self._answer(message("ask.prompt", question=question))
        return (answer or "").strip().casefold() in words(self.language)["ask.yes"].split()

    def ask_text(self, question: Message, default: str = "") -> str | None:
        """What the reader types, ``default`` for an empty line; None where the input has ended."""
        prompt = message("ask.default", question=question, default=default) if default else question
        answer = self._answer(message("ask.text", question=prompt))
        return None if answer is None else answer.strip() or default

    def _answer(self, prompt: Message) -> str | None:
        """The line that is typed behind a prompt; None at the end of input."""
        self._message(prompt.translate(self.language).rstrip(), end=" ")
        answer = self.stdin.readline() if self.stdin else ""
        if not answer.endswith("\n"):
            self._message("")
        return answer or None

    def progress(
        self, items: Iterable[T], total: int, what: Message, *, clock: Callable[[], float] = monotonic
    ) -> Iterator[T]:
        """The items, with a bar on stderr once they take longer than a second, if stderr is a terminal."""
        started = clock()
        waiting = iter(items)
        still = self.color == "never" or self.environment.get("TTY_INTERACTIVE") == "0"
        if still or self.environment.get("TERM") == "dumb" or not is_tty(self.stderr):
            yield from waiting
            return
        for done, item in enumerate(waiting, start=1):
            yield item
            if clock() - started > PATIENCE:
                yield from self._bar(waiting, max(total - done, 0), what)

    # --- the terminal -------------------------------------------------------------------------------------------

    @property
    def is_screen(self) -> bool:
        """True if results are printed for eyes, not into a file or another program."""
        return is_tty(self.stdout)

    @property
    def width(self) -> int:
        """The columns of the screen."""
        return self._extent(self.stdout, "columns", USUAL_WIDTH)

    @property
    def height(self) -> int:
        """The lines of the screen."""
        return self._extent(self.stdout, "lines", USUAL_HEIGHT)

    @property
    def room(self) -> int | None:
        """The columns that a screen is laid out for, the last of which stays free; None off a terminal."""
        return max(self.width, LEAST_WIDTH) - 1 if self.is_screen else None

    @property
    def is_utf8(self) -> bool:
        """True if standard output is UTF-8; other consoles may draw lines and blocks two cells wide."""
        return lookup(encoding_of(self.stdout)).name == "utf-8"

    def cells(self, text: str) -> int:
        """The columns that a text takes as standard output can show it."""
        from rich.cells import cell_len

        return cell_len(self._printable(text))

    def _printable(self, text: str) -> str:
        """A text that standard output can show."""
        return printable(text if self.is_utf8 else text.translate(PLAIN_DRAWING), encoding_of(self.stdout))

    def _extent(self, stream: TextIO | None, side: Literal["columns", "lines"], usual: int) -> int:
        given = self.environment.get(side.upper(), "")
        if given.isdecimal() and len(given) < 6 and int(given) > 0:
            return int(given)
        try:
            return (getattr(os.get_terminal_size(stream.fileno()), side) if stream else 0) or usual
        except (OSError, ValueError):
            return usual

    def _drawn(self, screen: "Screen") -> str:
        """The screen as text; a pipe without color gets it without Rich."""
        from rich.cells import cell_len

        from fuling_cli.terminal.layout import plain_lines

        colored = wants_color(self.color, self.environment, is_tty=self.is_screen)
        if screen.rows > LONG or not (self.is_screen or colored):
            return "".join(f"{line}\n" for line in plain_lines(screen, cell_len))
        from fuling_cli.terminal.drawing import draw_screen

        return draw_screen(screen, self.room, colored=colored, rule="─" if self.is_utf8 else "-")

    def say_problems(self, problems: Iterable[Problem]) -> None:
        """The problems that ended the run: five of each kind, and how many more there are."""
        kinds: dict[tuple[str, str], list[Problem]] = {}
        for problem in problems:
            kind = problem.message.values.get("why", problem.message)
            alike = kinds.setdefault((problem.path, getattr(kind, "key", str(kind))), [])
            alike.append(problem)
            if len(alike) <= MOST_ALIKE:
                self.say_problem(problem)
        for (path, _), alike in kinds.items():
            if len(alike) > MOST_ALIKE:
                more = message("problem.more", path=path, line=alike[0].line, count=len(alike) - MOST_ALIKE)
                self._message(more.translate(self.language))

    def _message(self, text: str, *, end: str = "\n", red: int = 0) -> None:
        """One message, folded at the width of the terminal that shows it; ``red`` characters of it in that color."""
        shown = printable(text, encoding_of(self.stderr))
        if is_tty(self.stderr) and len(shown) > LEAST_WIDTH // 2:
            from rich.cells import cell_len

            from fuling_cli.tables.wrapping import wrap

            width = self._extent(self.stderr, "columns", USUAL_WIDTH)
            shown = "\n".join(wrap(shown, max(width - 1, LEAST_WIDTH // 2), cell_len, hang=2))
        if red:
            shown = f"\x1b[31m{shown[:red]}\x1b[0m{shown[red:]}"
        write_message(self.stderr, shown + end)

    def _bar(self, items: Iterator[T], total: int, what: Message) -> Iterator[T]:
        from rich.console import Console
        from rich.progress import track

        colored = wants_color(self.color, self.environment, is_tty=True)
        console = Console(file=self.stderr, color_system="standard" if colored else None, _environ=self.environment)
        yield from track(items, what.translate(self.language), total, console=console, transient=True)
