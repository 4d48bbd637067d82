"""The terminal: what stands on which stream, at which width, in which encoding."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TextIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fuling_cli.core.figure import Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.errors import OutputFailed, Problem
from fuling_cli.language import LANGUAGES, Bilingual, Language, message
from fuling_cli.reports.table import Column, Kind, Table
from fuling_cli.terminal import COLORS, LONG, Terminal, printable, wants_color

NASTY = [
    "[red]x",
    "[/x]",
    "a[b]c",
    "[link=https://example.org]x[/link]",
    ":smile:",
    "\x1b]0;title\x07",
    "\x1b]8;;https://example.org\x1b\\x",
    "\x9b31m",
    "\u202eabc",
    "\u2066abc",
    "a\nb",
    "a\rb",
    "a\tb",
    "trail\\",
]
COLUMNS = (
    Column("name", Kind.NAME),
    Column("figure", Kind.FIGURE),
    Column("source", Kind.TEXT),
    Column("verdict", Kind.VERDICT),
)


class Stream(io.TextIOWrapper):
    """A stream in memory, a terminal or not."""

    def __init__(self, *, tty: bool = False, encoding: str = "utf-8", given: str = "") -> None:
        self.memory = io.BytesIO(given.encode(encoding))
        super().__init__(self.memory, encoding=encoding, newline="")
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty

    @property
    def text(self) -> str:
        """What has been written."""
        return self.memory.getvalue().decode(self.encoding)


class Full(io.RawIOBase):
    """A disk without space, or a pipe without a reader."""

    def __init__(self, error: OSError) -> None:
        self.error = error

    def writable(self) -> bool:
        return True

    def write(self, _: object) -> int:
        raise self.error


class Slow(io.RawIOBase):
    """A stream that takes three bytes at a time."""

    def __init__(self) -> None:
        self.taken = b""

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        part = bytes(memoryview(content)[:3])  # type: ignore[arg-type]
        self.taken += part
        return len(part)


@dataclass
class Screen:
    """A terminal on streams in memory."""

    out: Stream
    err: Stream
    terminal: Terminal


def screen(  # noqa: PLR0913  each has a usual value
    *,
    tty: bool = False,
    width: int = 80,
    language: Language = "en",
    color: str = "never",
    encoding: str = "utf-8",
    typed: str = "",
) -> Screen:
    """A terminal of that width, or a pipe."""
    out, err = Stream(tty=tty, encoding=encoding), Stream(tty=tty, encoding=encoding)
    typing = Stream(tty=tty, encoding=encoding, given=typed)
    environment = {"COLUMNS": str(width), "TERM": "xterm-256color"}
    return Screen(out, err, Terminal(out, err, environment, color, language, typing))


def drawn(table: Table, **how: object) -> str:
    """The table as it comes out."""
    made = screen(**how)  # type: ignore[arg-type]
    made.terminal.show(table)
    return made.out.text


def table_of(*names: str, source: str = "yearbook") -> Table:
    """One row a name."""
    rows = tuple(
        (Bilingual(name, name), Figure(Decimal(10) ** place), source, list(Verdict)[place % 8])
        for place, name in enumerate(names)
    )
    return Table("t/1", message("verdict.missed"), "rows", COLUMNS, rows)


def grid_of(text: str) -> list[str]:
    """The lines of the table: all but the title, and what comes after the empty line."""
    return text.split("\n\n")[1].rstrip("\n").split("\n")


# --- drawing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pipe_gets_the_golden_file(table: Table, language: Language, golden: Callable[[str, str], None]) -> None:
    golden(f"terminal/pipe.{language}.txt", drawn(table, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_a_terminal_gets_the_golden_file(
    table: Table, width: int, language: Language, golden: Callable[[str, str], None]
) -> None:
    golden(f"terminal/{width}.{language}.txt", drawn(table, tty=True, width=width, language=language))


def test_a_pipe_is_the_same_at_every_width(table: Table) -> None:
    assert drawn(table, width=20) == drawn(table, width=500)


@pytest.mark.parametrize("language", LANGUAGES)
def test_color_changes_no_character(table: Table, language: Language) -> None:
    for how in ({"tty": True, "width": 120}, {"tty": True, "width": 50}, {"tty": False}):
        plain, colored = (drawn(table, language=language, color=color, **how) for color in ("never", "always"))
        assert "\x1b" not in plain
        assert "\x1b[" in colored
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


@pytest.mark.parametrize("width", range(10, 260, 7))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_width_loses_a_digit_or_a_word(table: Table, width: int, language: Language) -> None:
    text = drawn(table, tty=True, width=width, language=language)
    squeezed = re.sub(r"\s", "", text)
    for part in ["1504.37", ">1700", "60.50..61.25", "-1.80%..-1.40%", ">2042.0", "100.0"]:
        assert part in squeezed
    assert "…" not in text
    if width >= 60:
        for part in ["1504.37", ">1700", "60.50..61.25", "-1.80%..-1.40%", ">2042.0", "gdp", "budget-"]:
            assert part in text
    for line in grid_of(text):
        assert cell_len(line) <= width


def test_it_is_one_line_a_row_then_stacked_then_broken_then_blocks() -> None:
    columns = (
        Column("name", Kind.NAME),
        Column("id", Kind.TEXT, under="name"),
        Column("figure", Kind.FIGURE),
        Column("year", Kind.YEAR, under="figure"),
        Column("unit", Kind.TEXT, under="year"),
        Column("verdict", Kind.VERDICT),
    )
    row = (
        Bilingual("Gross domestic product", "地区生产总值"),
        "gdp",
        Figure(Decimal("1504.37")),
        2022,
        "亿元",
        Verdict.BEHIND,
    )
    table = Table("t/1", message("verdict.missed"), "rows", columns, (row,))
    bodies = {width: grid_of(drawn(table, tty=True, width=width)) for width in (80, 46, 36, 20)}
    assert [line.split() for line in bodies[80]][2] == [
        "Gross",
        "domestic",
        "product",
        "gdp",
        "1504.37",
        "2022",
        "亿元",
        "▲",
        "behind",
    ]
    assert bodies[46][-3:] == [
        "Gross domestic product  1504.37  ▲ behind",
        "gdp                        2022          ",
        "                           亿元          ",
    ]
    assert bodies[36][-3:] == [
        "Gross domestic    1504.37  ▲ behind",
        "product              2022          ",
        "gdp                  亿元          ",
    ]
    assert "Figure: 1504.37" in bodies[20]


def test_numbers_align_on_their_decimal_point() -> None:
    figures = [
        Figure(Decimal("1504.37")),
        Figure(low=Decimal(1700)),
        Figure(low=Decimal("60.5"), high=Decimal("61.25")),
        None,
    ]
    rows = tuple((Bilingual("x", "x"), figure, "s", Verdict.MISSED) for figure in figures)
    table = Table("t/1", message("verdict.missed"), "rows", COLUMNS, rows)
    assert [line[8:19] for line in grid_of(drawn(table))[2:]] == [
        "    1504.37",
        "   >1700   ",
        "60.5..61.25",
        "       -   ",
    ]


@pytest.mark.parametrize("tty", [True, False])
def test_names_of_every_length_keep_the_columns_in_place(tty: bool) -> None:  # noqa: FBT001
    names = [("涪陵区地区生产总值与工业增加值和一般公共预算"[:n], "x" * n, ("中x" * n)[:n]) for n in range(1, 21)]
    text = drawn(table_of(*(name for group in names for name in group)), tty=tty, width=160)
    assert len({cell_len(line) for line in grid_of(text)}) == 1
    assert len(grid_of(text)) == 62


def test_the_meaning_stands_there_without_color(table: Table) -> None:
    text = drawn(table)
    for word in ("√ on track", "▼ reversing", "? undecided", "- not assessed"):
        assert word in text


def test_a_long_table_is_written_plainly_even_on_a_terminal() -> None:
    text = drawn(table_of(*["x" * 100] * (LONG + 1)), tty=True, color="always")
    assert "\x1b" not in text
    assert len(grid_of(text)) == LONG + 3


# --- what data may do ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("width", [20, 60, 200])
@pytest.mark.parametrize("tty", [True, False])
def test_nasty_text_is_printed_as_text(text: str, width: int, tty: bool) -> None:  # noqa: FBT001
    out = drawn(table_of(text, source=text), tty=tty, width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
    assert re.sub(r"\s", "", printable(text, "utf-8")) in re.sub(r"\s", "", out)


@given(st.text(max_size=60), st.integers(5, 200), st.booleans(), st.sampled_from(COLORS))
def test_any_text_can_be_drawn(text: str, width: int, tty: bool, color: str) -> None:  # noqa: FBT001
    out = re.sub(r"\x1b\[[0-9;]*m", "", drawn(table_of(text, source=text), tty=tty, width=width, color=color))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "cp437"])
@pytest.mark.parametrize("tty", [True, False])
def test_every_encoding_gets_an_aligned_table(table: Table, encoding: str, tty: bool) -> None:  # noqa: FBT001
    text = drawn(table, tty=tty, width=240, encoding=encoding, language="zh")
    assert len({cell_len(line) for line in grid_of(text)}) == 1
    assert ("√" if encoding in ("gbk", "cp437") else "+ ") in text


def test_symbols_have_stand_ins_where_the_encoding_lacks_them() -> None:
    assert printable("● √ × ▲ ▼ 涪 😀", "ascii") == r"* + x ^ v \u6daa \ud83d\ude00"
    assert printable("● √ × ▲ ▼ 涪", "gbk") == "● √ × ▲ ▼ 涪"


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
    assert not replace(made.terminal, stdin=None).ask(message("verdict.missed"))
    assert made.err.text == ""


def broken(error: OSError) -> TextIO:
    """A stream that cannot be written."""
    return io.TextIOWrapper(io.BufferedWriter(Full(error)), encoding="utf-8")


def test_lost_output_is_noticed() -> None:
    made = screen()
    full = replace(made.terminal, stdout=broken(OSError(28, "No space left on device")))
    with pytest.raises(OutputFailed) as caught:
        full.write("x")
    assert caught.value.message.in_language("zh").endswith("磁盘空间不足")
    with pytest.raises(OutputFailed, match=r"output\.closed"):
        replace(made.terminal, stdout=None).write("x")
    made.out.close()
    with pytest.raises(OutputFailed, match=r"output\.closed"):
        made.terminal.write("x")


def test_what_others_left_in_the_buffer_is_noticed_at_the_end() -> None:
    stream = broken(OSError(5, "Input/output error"))
    terminal = replace(screen().terminal, stdout=stream)
    stream.write("help")
    with pytest.raises(OutputFailed):
        terminal.close()
    replace(terminal, stdout=None).close()


def test_a_reader_who_went_away_is_told_apart() -> None:
    with pytest.raises(BrokenPipeError):
        replace(screen().terminal, stdout=broken(BrokenPipeError(32, "Broken pipe"))).write("x")


def test_lost_talk_is_no_failure() -> None:
    made = screen()
    for stderr in (None, broken(OSError(28, "No space left on device"))):
        replace(made.terminal, stderr=stderr).say(message("verdict.missed"))


def test_a_stream_that_takes_little_at_a_time_gets_everything() -> None:
    slow = Slow()
    stream = io.TextIOWrapper(cast("io.BufferedWriter", slow), encoding="utf-8", write_through=True)
    replace(screen().terminal, stdout=stream).write("0123456789")
    assert slow.taken == b"0123456789"


PROGRAM = """
import os, sys, time
from fuling_cli.errors import OutputFailed
from fuling_cli.language import message
from fuling_cli.terminal import Terminal
terminal = Terminal(sys.stdout, sys.stderr, os.environ, "auto", "en")
try:
    if "wait" in sys.argv:
        time.sleep(1)
    terminal.write("data " * int(sys.argv[1]))
    terminal.say(message("verdict.missed"))
    terminal.close()
except OutputFailed as error:
    terminal.say_error(error.message)
    sys.exit(4)
except BrokenPipeError:
    sys.exit(141)
"""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")  # noqa: PTH110
@pytest.mark.parametrize(
    ("redirection", "code"),
    [
        ("> /dev/null", 0),
        ("> /dev/full", 4),
        (">&-", 4),
        ("> /dev/null 2>&-", 0),
        ("> /dev/null 2> /dev/full", 0),
        ("wait | true", 141),
    ],
)
@pytest.mark.parametrize("unbuffered", ["", "-u"])
@pytest.mark.parametrize("words", [1, 100_000])
def test_a_whole_program_ends_as_its_output_did(redirection: str, code: int, unbuffered: str, words: int) -> None:
    line = f'"$0" {unbuffered} -c "$1" {words} {redirection}; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", line, sys.executable, PROGRAM], check=False, capture_output=True, text=True)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_programs_pay_nothing_for_rich() -> None:
    line = "import sys, fuling_cli.terminal; sys.exit(any(name.split('.')[0] == 'rich' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8), st.integers(20, 200))
def test_every_number_is_there_whole(numbers: list[int], width: int) -> None:
    rows = tuple((Bilingual("x", "x"), Figure(Decimal(number) / 100), "s", Verdict.MISSED) for number in numbers)
    text = drawn(Table("t/1", message("verdict.missed"), "rows", COLUMNS, rows), tty=True, width=width)
    for number in numbers:
        assert re.search(rf"(?<![\d.-]){re.escape(f'{Decimal(number) / 100:f}')}(?![\d.])", text)
