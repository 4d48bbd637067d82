"""Standard output and error: all is written, or it is told; a lost message is no failure."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TextIO, cast

import pytest

from fuling_cli.errors import OutputFailed
from fuling_cli.language import message
from tests.screens import screen

ROOT = Path(__file__).parents[2]


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


def broken(error: OSError) -> TextIO:
    """A stream that cannot be written."""
    return io.TextIOWrapper(io.BufferedWriter(Full(error)), encoding="utf-8")


def test_lost_output_is_noticed() -> None:
    made = screen()
    full = made.terminal._replace(stdout=broken(OSError(28, "No space left on device")))
    with pytest.raises(OutputFailed) as caught:
        full.write("x")
    assert caught.value.message.translate("zh").endswith("磁盘空间不足")
    with pytest.raises(OutputFailed, match="standard output is closed"):
        made.terminal._replace(stdout=None).write("x")
    made.out.close()
    with pytest.raises(OutputFailed, match="standard output is closed"):
        made.terminal.write("x")


def test_what_others_left_in_the_buffer_is_noticed_at_the_end() -> None:
    stream = broken(OSError(5, "Input/output error"))
    terminal = screen().terminal._replace(stdout=stream)
    stream.write("help")
    with pytest.raises(OutputFailed):
        terminal.close()
    terminal._replace(stdout=None).close()


def test_a_reader_who_went_away_is_told_apart() -> None:
    with pytest.raises(BrokenPipeError):
        screen().terminal._replace(stdout=broken(BrokenPipeError(32, "Broken pipe"))).write("x")


def test_lost_talk_is_no_failure() -> None:
    made = screen()
    for stderr in (None, broken(OSError(28, "No space left on device"))):
        made.terminal._replace(stderr=stderr).say(message("verdict.missed"))


def test_a_stream_that_takes_little_at_a_time_gets_everything() -> None:
    slow = Slow()
    stream = io.TextIOWrapper(cast("io.BufferedWriter", slow), encoding="utf-8", write_through=True)
    screen().terminal._replace(stdout=stream).write("0123456789")
    assert slow.taken == b"0123456789"


PROGRAM = """
import os, select, sys
from fuling_cli.errors import OutputFailed
from fuling_cli.language import message
from fuling_cli.terminal import Terminal
terminal = Terminal(sys.stdout, sys.stderr, os.environ, "auto", "en")
try:
    if "wait" in sys.argv:
        reader = select.poll()
        reader.register(1, 0)
        reader.poll(10_000)  # until it has gone
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
