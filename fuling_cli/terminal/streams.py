"""Standard output and error as streams of bytes: all is written or an error raised, in the encoding that they have."""

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from fuling_cli.errors import OutputFailed
from fuling_cli.language import message
from fuling_cli.tables.safe_text import escaped, visible

COLORS = ("auto", "always", "never")
_STAND_INS = {"●": "*", "√": "+", "×": "x", "▼": "v", "≥": ">=", "≤": "<="}
_STAND_INS |= {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "→": "->", "←": "<-"}
_REASONS = {errno.ENOSPC: "reason.no_space", errno.EFBIG: "reason.too_large", errno.EIO: "reason.device"}


def encoding_of(stream: TextIO | None) -> str:
    """The encoding of a stream; UTF-8 where it names none."""
    return getattr(stream, "encoding", None) or "utf-8"


def is_tty(stream: TextIO | None) -> bool:
    """True if the stream is open and a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def is_encodable(text: str, encoding: str) -> bool:
    """True if the encoding has every character of the text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


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
    text = visible(text)
    if is_encodable(text, encoding):
        return text
    return "".join(
        character if is_encodable(character, encoding) else _STAND_INS.get(character) or escaped(character)
        for character in text
    )


def write_result(stream: TextIO | None, content: str | bytes) -> None:
    """Write all of a result; raises OutputFailed, or BrokenPipeError where the reader has gone."""
    if stream is None:
        raise OutputFailed(message("output.closed"))
    try:
        _write_bytes(stream, content)
    except BrokenPipeError:
        discard_buffer(stream)
        raise
    except (OSError, ValueError) as error:  # a ValueError: the stream was closed in between
        discard_buffer(stream)
        raise _output_failure(error) from error


def write_message(stream: TextIO | None, content: str) -> None:
    """Write a message; a stream that is closed or full loses it without an error."""
    if stream is None:
        return
    try:
        _write_bytes(stream, content)
    except (OSError, ValueError):
        discard_buffer(stream)


def discard_buffer(stream: TextIO) -> None:
    """Redirect the stream to /dev/null, so that the interpreter does not fail on flushing it at exit."""
    with suppress(OSError, ValueError):
        number = stream.fileno()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, number)
        os.close(null)


def _write_bytes(stream: TextIO, content: str | bytes) -> None:
    """Write past the text layer, which would change line ends and fail on what it cannot encode."""
    if isinstance(content, str):
        encoding = encoding_of(stream)
        if not is_encodable(content, encoding):
            content = "".join(one if is_encodable(one, encoding) else escaped(one) for one in content)
        content = content.encode(encoding)
    stream.flush()
    rest = memoryview(content)
    while rest:  # an unbuffered stream may take less than it is given
        rest = rest[stream.buffer.write(rest) :]
    stream.flush()


def _output_failure(error: OSError | ValueError) -> OutputFailed:
    if not isinstance(error, OSError):
        return OutputFailed(message("output.closed"))
    key = _REASONS.get(error.errno or 0)
    reason = message(key) if key else error.strerror or type(error).__name__
    return OutputFailed(message("output.failed", reason=reason))
