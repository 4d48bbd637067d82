"""The terminal: what is drawn and said. Data goes to stdout, talk to stderr; the only file that imports Rich.

What draws is imported when there is something to draw: help and errors are written without it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import StringIO
from time import monotonic
from typing import TYPE_CHECKING, Literal, TextIO, TypeVar

from fuling_cli.errors import OutputFailed, Problem
from fuling_cli.language import Language, Message, message, spoken, words
from fuling_cli.tables.safe_text import escaped, visible
from fuling_cli.tables.sketch import HEIGHTS

if TYPE_CHECKING:
    from rich.table import Table as RichTable
    from rich.text import Text

    from fuling_cli.core.verdict import Verdict
    from fuling_cli.reports.explanation import Explanation
    from fuling_cli.tables.cell_text import ShownTable
    from fuling_cli.tables.layout import Block, Grid, Measure
    from fuling_cli.tables.table import Table

T = TypeVar("T")

COLORS = ("auto", "always", "never")
USUAL_WIDTH, USUAL_HEIGHT = 80, 24
WIDEST_CHART = 240
PATIENCE = 1.0
"""Seconds of silence before a bar shows that work goes on."""
LONG = 1000
"""Rows beyond which a table is written plainly even on a terminal: Rich takes about 50 us a cell."""

BLUE, VERMILION = "#0072B2", "#D55E00"  # Okabe and Ito: told apart with every kind of colour vision, on black and white
GREEN = "#009E73"
_ROLES = {"title": "bold", "actual": "bold", "goal": "bold", "planned": BLUE, "needed": VERMILION, "pace": GREEN}
_STYLES = {True: f"bold {BLUE}", False: f"bold {VERMILION}", None: ""}
_STAND_INS = {"●": "*", "√": "+", "×": "x", "▲": "^", "▼": "v", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."}
_STAND_INS |= dict(zip(HEIGHTS, "_.:=+*%#", strict=True))
_REASONS = {errno.ENOSPC: "reason.no_space", errno.EFBIG: "reason.too_large", errno.EIO: "reason.device"}


@dataclass(frozen=True)
class Terminal:
    """The streams of one run, any of which may be closed (None), and how to draw on them."""

    stdout: TextIO | None
    stderr: TextIO | None
    environment: Mapping[str, str]
    color: str
    language: Language
    stdin: TextIO | None = None

    def show(self, table: Table) -> None:
        """Draw a table: fitted to the screen on a terminal, one line a row anywhere else."""
        from rich.cells import cell_len

        from fuling_cli.tables.cell_text import shown
        from fuling_cli.tables.layout import cleaned, lines

        clean = partial(printable, encoding=_encoding(self.stdout))
        people = cleaned(shown(table, self.language, extras=_is_tty(self.stdout)), clean)
        colored = wants_color(self.color, self.environment, is_tty=_is_tty(self.stdout))
        if len(people.rows) <= LONG and (_is_tty(self.stdout) or colored):
            self.write(self._drawn(people, cell_len, colored=colored))
        else:
            above, below = _around(people)
            self.write("".join(f"{line}\n" for line in (*above, *lines(people, cell_len), *below)))

    def show_sections(self, found: Explanation) -> None:
        """Print a title, headings and the lines below them; the terminal folds what is long."""
        from rich.cells import cell_len

        from fuling_cli.tables.layout import folded

        clean = partial(printable, encoding=_encoding(self.stdout))
        width = self.width if _is_tty(self.stdout) else None
        texts = [clean(found.title.in_language(self.language))]
        for section in found.sections:
            texts += ["", clean(section.heading.in_language(self.language))]
            for line in section.lines:
                texts += folded(clean(line.in_language(self.language)), width, cell_len, indent=2)
        self.write("".join(f"{text}\n" for text in texts))

    def show_chart(self, table: Table) -> None:
        """Draw the chart of a table: fitted to the screen on a terminal, of one size anywhere else."""
        from rich.cells import cell_len

        from fuling_cli.charts.text import Paper, plotted

        encoding, tty = _encoding(self.stdout), _is_tty(self.stdout)
        width, height = (self.width, self.height) if tty else (USUAL_WIDTH, USUAL_HEIGHT)
        braille = _fits("\N{BRAILLE PATTERN DOTS-1}", encoding)
        braille &= not (tty and self.environment.get("TERM") in ("dumb", "linux"))  # whose fonts have none
        paper = Paper(min(width, max(5 * height, USUAL_WIDTH), WIDEST_CHART), height, cell_len, braille)
        lines = plotted(table, lambda told: printable(spoken(told, self.language), encoding), paper)
        paint = self._paint if wants_color(self.color, self.environment, is_tty=tty) else lambda text, _: text
        self.write("".join("".join(paint(*piece) for piece in line) + "\n" for line in lines))

    def print(self, text: Message) -> None:
        """One line of data for people."""
        self.write(f"{printable(text.in_language(self.language), _encoding(self.stdout))}\n")

    def write(self, content: str | bytes) -> None:
        """Write data to stdout, all of it; raises OutputFailed, or BrokenPipeError where the reader has gone."""
        if self.stdout is None:
            raise OutputFailed(message("output.closed"))
        try:
            _write(self.stdout, content)
        except BrokenPipeError:
            _abandon(self.stdout)
            raise
        except (OSError, ValueError) as error:  # a ValueError: the stream was closed in between
            _abandon(self.stdout)
            raise _failure(error) from error

    @property
    def is_screen(self) -> bool:
        """Whether data is printed for eyes, not into a file or another program."""
        return _is_tty(self.stdout)

    def close(self) -> None:
        """Have everything written that others left in the buffer of stdout; raises as `write` does."""
        if self.stdout is not None:
            self.write("")

    def say(self, text: Message) -> None:
        """One line of talk on stderr; lost without complaint where nobody listens."""
        self._talk(text.in_language(self.language) + "\n")

    def say_error(self, text: Message) -> None:
        """What ended the run, on stderr."""
        self._talk(f"fuling: {text.in_language(self.language)}\n")

    def say_problem(self, problem: Problem) -> None:
        """One problem in a file, as file:line:column, on stderr."""
        text = problem.message if problem.serious else message("problem.warning", text=problem.message)
        self._talk(f"{problem.path}:{problem.line}:{problem.column}: {text.in_language(self.language)}\n")

    @property
    def can_ask(self) -> bool:
        """Whether somebody can be asked: stdin and stderr are a terminal."""
        return self.stdin is not None and _is_tty(self.stdin) and _is_tty(self.stderr)

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
        self._talk(prompt.in_language(self.language))
        answer = self.stdin.readline() if self.stdin else ""
        if not answer.endswith("\n"):
            self._talk("\n")
        return answer or None

    def progress(
        self, items: Iterable[T], total: int, what: Message, *, clock: Callable[[], float] = monotonic
    ) -> Iterator[T]:
        """The items, with a bar on stderr once they take longer than a second, if stderr is a terminal."""
        started = clock()
        waiting = iter(items)
        still = self.color == "never" or self.environment.get("TTY_INTERACTIVE") == "0"
        if still or self.environment.get("TERM") == "dumb" or not _is_tty(self.stderr):
            yield from waiting
            return
        for done, item in enumerate(waiting, start=1):
            yield item
            if clock() - started > PATIENCE:
                yield from self._bar(waiting, max(total - done, 0), what)

    def _bar(self, items: Iterator[T], total: int, what: Message) -> Iterator[T]:
        from rich.console import Console
        from rich.progress import track

        colored = wants_color(self.color, self.environment, is_tty=True)
        system = _color_system(self.environment) if colored else None
        console = Console(file=self.stderr, color_system=system, _environ=self.environment)
        yield from track(items, what.in_language(self.language), total, console=console, transient=True)

    @property
    def width(self) -> int:
        """The columns of the screen."""
        return self._extent("COLUMNS", "columns", USUAL_WIDTH)

    @property
    def height(self) -> int:
        """The lines of the screen."""
        return self._extent("LINES", "lines", USUAL_HEIGHT)

    def _extent(self, variable: str, side: Literal["columns", "lines"], usual: int) -> int:
        given = self.environment.get(variable, "")
        if given.isdecimal() and len(given) < 6 and int(given) > 0:
            return int(given)
        try:
            return (getattr(os.get_terminal_size(self.stdout.fileno()), side) if self.stdout else 0) or usual
        except (OSError, ValueError):
            return usual

    def _paint(self, text: str, role: str) -> str:
        """The text in the color of its role."""
        from rich.console import COLOR_SYSTEMS
        from rich.style import Style

        system = COLOR_SYSTEMS[_color_system(self.environment)]
        return Style.parse(_ROLES[role]).render(text, color_system=system) if role in _ROLES else text

    def _talk(self, text: str) -> None:
        if self.stderr is None:
            return
        line, end = text.removesuffix("\n"), "\n" if text.endswith("\n") else ""
        try:
            _write(self.stderr, printable(line, _encoding(self.stderr)) + end)
        except (OSError, ValueError):
            _abandon(self.stderr)

    def _drawn(self, people: ShownTable, measure: Measure, *, colored: bool) -> str:
        """The table as Rich draws it."""
        from rich.console import Console

        from fuling_cli.tables.layout import GAP, blocks, fitted, one_line, without_extras

        tty = _is_tty(self.stdout)
        # Some terminals draw the symbol in the last column two cells wide: one cell is kept free for it.
        grid = fitted(people, self.width - 1, measure) if tty else one_line(people, measure)
        file = StringIO()
        console = Console(
            file=file,
            color_system=_color_system(self.environment) if colored else None,
            width=self.width if tty or grid is None else sum(grid.widths) + GAP * len(grid.widths),
            legacy_windows=False,
            force_jupyter=False,
            _environ={},  # the environment has been asked already
        )
        width = self.width if tty else None
        above, below = ([*_folded(texts, width, measure)] for texts in _around(people))
        if grid is None:
            mark = words(self.language)["terminal.mark"]
            found = blocks(without_extras(people), self.width, measure, mark)
            middle: list[Text | RichTable] = [*_block_texts(people, found)]
        else:
            middle = [_rich_table(people, grid, measure)]
        titles = (_text(line, "bold") for line in above)
        for line in (*titles, *middle, *map(_text, below)):
            console.print(line, soft_wrap=not tty, markup=False, emoji=False, highlight=False)
        return file.getvalue()


def wants_color(choice: str, environment: Mapping[str, str], *, is_tty: bool) -> bool:
    """Whether to color a stream: the option first, then what the environment forbids, forces, or leaves open.

    NO_COLOR (https://no-color.org) counts where it is not empty; FORCE_COLOR=0 and CLICOLOR_FORCE=0 mean what they say.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or environment.get("TTY_COMPATIBLE") == "0":
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environment.get(name):
            return environment[name] not in ("0", "false")
    return environment.get("TTY_COMPATIBLE") == "1" or (is_tty and environment.get("CLICOLOR") != "0")


def printable(text: str, encoding: str) -> str:
    r"""One line that can be looked at and written: hidden characters shown, others replaced that ``encoding`` lacks.

    >>> printable("√ 涪陵\a", "ascii")
    '+ \\u6daa\\u9675\\x07'
    """
    return "".join(
        character if fits else _STAND_INS.get(character) or escaped(character)
        for character, fits in _fitting(visible(text), encoding)
    )


def _fitting(text: str, encoding: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each can be encoded: all of it at once, or one character at a time."""
    if _fits(text, encoding):
        yield text, True
    else:
        yield from ((character, _fits(character, encoding)) for character in text)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _write(stream: TextIO, content: str | bytes) -> None:
    """Write past the text layer, which would turn line ends and could not encode everything."""
    if isinstance(content, str):
        encoding = _encoding(stream)
        content = "".join(p if fits else escaped(p) for p, fits in _fitting(content, encoding)).encode(encoding)
    stream.flush()
    rest = memoryview(content)
    while rest:  # an unbuffered stream may take less than it is given
        rest = rest[stream.buffer.write(rest) :]
    stream.flush()


def _abandon(stream: TextIO) -> None:
    """Lead what is left in the buffers nowhere, or the interpreter would fail on it once more at its end."""
    with suppress(OSError, ValueError):
        number = stream.fileno()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, number)
        os.close(null)


def _failure(error: OSError | ValueError) -> OutputFailed:
    if not isinstance(error, OSError):
        return OutputFailed(message("output.closed"))
    key = _REASONS.get(error.errno or 0)
    return OutputFailed(
        message("output.failed", reason=message(key) if key else error.strerror or type(error).__name__)
    )


def _encoding(stream: TextIO | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _is_tty(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _color_system(environment: Mapping[str, str]) -> Literal["standard", "256", "truecolor"]:
    if environment.get("COLORTERM") in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if "256color" in environment.get("TERM", "") else "standard"


def _around(people: ShownTable) -> tuple[list[str], list[str]]:
    """The lines above and below a table."""
    below = [line for line in (people.summary, *people.notes) if line is not None]
    return [people.title, ""], ["", *below] if below else []


def _folded(texts: Iterable[str], width: int | None, measure: Measure) -> Iterator[str]:
    """Texts in lines of the screen; Rich would break words of Latin letters among Chinese."""
    from fuling_cli.tables.layout import folded

    for text in texts:
        yield from folded(text, width, measure, indent=0)


def _text(text: str, style: str = "") -> Text:
    """Text that Rich takes literally."""
    from rich.text import Text

    return Text(text, style)


def _verdict_style(verdict: Verdict | None) -> str:
    return "" if verdict is None else _STYLES[verdict.on_track]


def _rich_table(people: ShownTable, grid: Grid, measure: Measure) -> RichTable:
    """The grid as a Rich table of fixed widths, without a frame."""
    from rich.table import Table as RichTable
    from rich.text import Text

    from fuling_cli.tables.layout import GAP

    rows = list(grid.rows(measure))
    tall = any(cell.count("\n") > 1 for cells in rows for cell in cells)  # then an empty line tells rows apart
    drawn = RichTable(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="none")
    headings = grid.headings(measure)
    deepest = max(heading.count("\n") for heading in headings)
    for heading, width in zip(headings, grid.widths, strict=True):
        rule = "\n" * (deepest - heading.count("\n") + 1) + "-" * width
        drawn.add_column(Text(heading, "bold").append(rule, "not bold"), width=width)
    for at, (verdict, cells) in enumerate(zip(people.verdicts, rows, strict=True)):
        if tall and at:
            drawn.add_row()
        style = _verdict_style(verdict)
        drawn.add_row(*(Text(c, style if lane.verdict else "") for c, lane in zip(cells, grid.lanes, strict=True)))
    return drawn


def _block_texts(people: ShownTable, found: Iterator[Block]) -> Iterator[Text]:
    """Each block as lines of text, an empty one between two blocks."""
    for order, (verdict, block) in enumerate(zip(people.verdicts, found, strict=True)):
        if order:
            yield _text("")
        yield (
            _text(block.name, "bold")
            .append("  " if block.verdict else "")
            .append(block.verdict, _verdict_style(verdict))
        )
        yield from map(_text, block.details)
