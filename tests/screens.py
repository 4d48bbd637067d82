"""Streams and terminals in memory, for tests."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fuling_cli.language import Language
from fuling_cli.tables.table import Table
from fuling_cli.terminal import Terminal


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
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Screen:
    """A terminal of that width, or a pipe."""
    out, err = Stream(tty=tty, encoding=encoding), Stream(tty=tty, encoding=encoding)
    typing = Stream(tty=tty, encoding=encoding, given=typed)
    around = {"COLUMNS": str(width), "TERM": "xterm-256color", **environment}
    return Screen(out, err, Terminal(out, err, around, color, language, typing))


def drawn(table: Table, **how: object) -> str:
    """The table as it comes out."""
    made = screen(**how)  # type: ignore[arg-type]
    made.terminal.show_table(table)
    return made.out.text


def drawn_chart(table: Table, **how: object) -> str:
    """The chart of the table as it comes out."""
    made = screen(**how)  # type: ignore[arg-type]
    made.terminal.show_chart(table)
    return made.out.text
