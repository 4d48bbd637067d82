"""What was asked of an import, and commands to copy that ask for more."""

import re
import shlex
from typing import NamedTuple

from fuling_cli.core.target import Target
from fuling_cli.errors import WrongUsage
from fuling_cli.language import Message, message


class Where(NamedTuple):
    """Only the rows with this value in this column; an empty value means an empty cell."""

    column: str
    value: str


class Request(NamedTuple):
    """The options that decide what is taken from a file; ``others`` are those to be repeated in a command to copy."""

    file: str = "table.csv"
    target: Target | None = None
    where: tuple[Where, ...] = ()
    value: str | None = None
    year: str | None = None
    unit: str | None = None
    others: tuple[str, ...] = ()

    def command(self, *, metric: str | None = None, where: tuple[Where, ...] = (), value: str | None = None) -> str:
        """The command that was typed, with what it lacks."""
        metric = metric or (self.target.metric if self.target else None)
        value = value or self.value
        words = ["fuling", "import", self.file]
        words += ["--metric", metric] if metric else []
        for one in (*self.where, *where):
            words += ["--where", " ".join(f"{one.column}={one.value}".split())]
        words += ["--value", value] if value else []
        words += ["--year", self.year] if self.year else []
        words += ["--unit", self.unit] if self.unit else []
        return " ".join(map(_quote_word, (*words, *self.others)))


class Choose(WrongUsage):
    """A table holds more than was asked for: what must be chosen, and a command that chooses."""

    def __init__(self, what: Message, command: str) -> None:
        super().__init__(message("import.choose", what=what))
        self.command = command


def where_from(text: str) -> Where:
    """COLUMN=VALUE as it was typed; raises WrongUsage for a text without a column and a sign."""
    column, sign, value = text.partition("=")
    if not sign or not column.strip():
        raise WrongUsage(message("import.where_form", text=text))
    return Where(column.strip(), value.strip())


def _quote_word(word: str) -> str:
    """The word as a shell wants it: quotes only where they are needed, and none around Chinese alone."""
    return shlex.quote(word) if not word or re.search(r"[^\w@%+=:,./（）-]", word) else word
