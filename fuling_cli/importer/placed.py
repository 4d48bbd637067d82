"""Figures with their places in the table, and what was left out of it."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from fuling_cli.core.ledger import Actual, Status
from fuling_cli.core.parsing import figure_as_typed
from fuling_cli.importer.sheet import WrongCell
from fuling_cli.language import Message, message


class Placed(NamedTuple):
    """An actual, and the row and column of its figure from 1. ``recorded`` stands in until it is written.

    ``columns`` are those of its other cells, by key. ``dated`` says that the file itself tells when the entry was
    recorded, as an export of a ledger does. ``flags`` are marks behind the figure that change nothing of it.
    ``says_status`` tells whether the file, or an option, says how firm the figure is.
    """

    actual: Actual
    row: int
    column: int
    dated: bool = False
    columns: Mapping[str, int] = {}
    flags: tuple[str, ...] = ()
    says_status: bool = False

    def wrong(self, key: str, why: Message) -> WrongCell:
        """What is wrong with the figure: at the cell of a key where it has one, and saying the figure."""
        typed = figure_as_typed(self.actual.figure, self.actual.unit)
        return WrongCell(self.row, self.columns.get(key, self.column), message("import.cell", typed=typed, why=why))


class Defaults(NamedTuple):
    """What every figure of a file has that says nothing else itself; ``recorded`` stands in until it is written."""

    recorded: datetime
    status: Status | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    note: str | None = None


MOST_NAMES = 4
"""Names of what is left out that are told."""


class LeftOut:
    """What is not taken from a table, by kind: how much, and the first names of it."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.names: dict[str, list[str]] = {}

    def add(self, kind: str, count: int = 1, name: str = "") -> None:
        """Count something that is left out."""
        self.counts[kind] += count
        if name and name not in (held := self.names.setdefault(kind, [])) and len(held) < MOST_NAMES:
            held.append(name)

    def listed(self, kind: str) -> list[str]:
        """The first names of a kind, and a sign where there may be more."""
        names = self.names.get(kind, [])
        return [*names, "…"] if len(names) == MOST_NAMES < self.counts[kind] else names

    def messages(self) -> list[Message]:
        """Each kind with its count, in the order found."""
        found = self.counts.items()
        return [counted(f"import.left.{kind}.one", f"import.left.{kind}", count) for kind, count in found if count]


def counted(one: str, several: str, count: int) -> Message:
    """A count in words, with the key for one thing and the key for several."""
    return message(one if count == 1 else several, count=count)
