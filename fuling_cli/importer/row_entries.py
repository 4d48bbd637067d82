"""What a row says beside its figure: status, publication, source, address, note and moment of recording."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import STATUSES, Actual, Status
from fuling_cli.core.parsing import LONGEST_TEXT, day_from
from fuling_cli.core.target import Target
from fuling_cli.errors import WrongUsage
from fuling_cli.importer.cells import plain_words, unquoted
from fuling_cli.importer.placed import Defaults
from fuling_cli.importer.sheet import WrongCell, shortened
from fuling_cli.importer.table import Table
from fuling_cli.importer.vocabulary import BREAK, NORMAL_STATUS, STATUS_FLAGS
from fuling_cli.language import LANGUAGES, message, words

T = TypeVar("T")
USUAL_STATUS: Status = "provisional"
TEXTS = ("source", "url", "note")
LONGEST_CODE = 3
"""Letters of a code in a column of flags, such as bp; more is a word."""
_UNKNOWN = Figure.exactly(Decimal(0))


class RowEntries:
    """Makes the entries of the rows of a table, but for their years and figures."""

    def __init__(self, table: Table, defaults: Defaults) -> None:
        self.table, self.defaults = table, defaults
        self.columns = {role: table.with_role(role) for role in ("recorded", "status", "published", *TEXTS)}

    def of_row(self, row: int, target: Target, unit: str) -> tuple[Actual, list[WrongCell]]:
        """The entry of a row, without its year and figure, and its cells that are wrong."""
        recorded = self._cell(row, "recorded", moment_from)
        dated = recorded is not None  # then it is an export, whose texts are meant to the last space
        found: dict[str, object] = {
            "recorded": recorded,
            "status": self._cell(row, "status", _status_of),
            "published": self._cell(row, "published", lambda text: day_from(text, "published")),
            **{name: self._cell(row, name, str, spaced=dated) for name in TEXTS},
        }
        wrong = [cell for cell in found.values() if isinstance(cell, WrongCell)]
        right = {key: cell for key, cell in found.items() if cell is not None and not isinstance(cell, WrongCell)}
        given: dict[str, Any] = self.defaults._asdict() | right
        given["status"] = given["status"] or USUAL_STATUS
        return Actual(target.metric, 0, _UNKNOWN, unit, **given), wrong

    def is_break(self, row: int) -> bool:
        """Whether a column of flags says that the series breaks in this row."""
        codes = (plain_words(self.table.label(row, column)) for column in self.columns["status"])
        return any(code.isascii() and len(code) <= LONGEST_CODE and BREAK in code for code in codes)

    def says_status(self, row: int) -> bool:
        """Whether a row, or an option, says how firm its figure is."""
        return self.defaults.status is not None or self._cell(row, "status", _status_of) is not None

    def _cell(
        self, row: int, role: str, parse: Callable[[str], T | None], *, spaced: bool = False
    ) -> T | WrongCell | None:
        """What a row says under a heading; None where it says nothing."""
        for column in self.columns[role]:
            text = unquoted(self.table.label(row, column), spaced=spaced)
            if not (text if spaced else text.strip()):
                continue
            if len(text) > LONGEST_TEXT:
                why = message("import.long_cell", value=shortened(text), longest=LONGEST_TEXT)
                return self.table.sheet.wrong(row, column.place, why)
            try:
                found = parse(text)
            except WrongUsage as error:
                return self.table.sheet.wrong(row, column.place, error.message)
            if found is not None:
                return found
        return None


def _status_of(text: str) -> Status | None:
    """A status, what it is called in one of the languages, or a code of SDMX; None for one that says nothing."""
    for status in STATUSES:
        if text in (status, *(words(language)[f"status.{status}"] for language in LANGUAGES)):
            return status
    code = plain_words(text)
    if code in STATUS_FLAGS:
        return STATUS_FLAGS[code]
    if code in NORMAL_STATUS or (code.isascii() and len(code) <= LONGEST_CODE):
        return next((STATUS_FLAGS[letter] for letter in code if letter in STATUS_FLAGS), None)
    hint = message("error.one_of", words=list(STATUSES))
    raise WrongUsage(message("error.unknown_status", word=text, hint=hint))


def moment_from(text: str) -> datetime:
    """A moment with its offset, as an export writes it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise WrongUsage(message("data.moment", key="recorded", value=text))
    return moment
