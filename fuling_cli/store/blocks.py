"""The ledger as fuling writes it, read block by block; a block that somebody wrote otherwise is read on its own.

A block is the text from one line that begins with ``[[`` to the next. A TOML parser reads from left to right, and a
statement ends with its line: blocks that are documents of nothing but entries, each by itself, are together the
document of all these entries. What does not come apart like that is left to the parser as a whole.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import STATUSES, Actual, Ledger, Status, Withdrawal
from fuling_cli.store.read_file import LIMIT

_TEXT = r'"([^"\\\x00-\x1f\x7f]{1,2000})"\n'
_METRIC = r'"([a-z0-9-]{1,64})"\n'
_YEAR = r"((?:19|20)[0-9]{2})\n"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT = rf"((?=19|20){_DAY}T(?!24)[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]{{6}})?Z)\n"
_NUMBER = r"(?!-0\n)(-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?)\n"
_REMARK = r"(?:#[^\x00-\x08\x0a-\x1f\x7f]{0,2000})?"
_NEXT = rf"(?:\n(?=\[\[)|(?:{_REMARK}\n){{0,20}}(?=\[\[|\Z))"
_ACTUAL = re.compile(
    rf"\[\[actual\]\]\nmetric = {_METRIC}year = {_YEAR}"
    rf"(?:value = {_NUMBER}|low = {_NUMBER}(?:high = {_NUMBER})?|high = {_NUMBER})unit = {_TEXT}"
    rf'(?:status = "([a-z]{{1,20}})"\n)?(?:published = ({_DAY})\n)?'
    rf"(?:source = {_TEXT})?(?:url = {_TEXT})?(?:note = {_TEXT})?recorded = {_MOMENT}{_NEXT}"
)
_WITHDRAWAL = re.compile(
    rf"\[\[withdrawal\]\]\nmetric = {_METRIC}year = {_YEAR}entry = {_MOMENT}"
    rf"(?:note = {_TEXT})?recorded = {_MOMENT}{_NEXT}"
)
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_SOMETHING = re.compile(rf"^(?!{_REMARK}$)", re.MULTILINE)
_BETWEEN = re.compile(r"^(?=\[\[)", re.MULTILINE)
_STATUS_OF: Mapping[str, Status] = {"": "provisional", **{status: status for status in STATUSES}}


class Block(NamedTuple):
    """A part of a ledger, and how many lines stand above it."""

    text: bytes
    above: int


class Scan:
    """A ledger as far as it has been read, piece after piece.

    ``alone`` reads the entries of a block that is not as fuling writes it, None where it cannot be read by itself.
    ``foreign`` is the first block that could not be read; nothing is read after it.
    """

    def __init__(self, alone: Callable[[bytes], Ledger | None]) -> None:
        self.foreign: Block | None = None
        self.size = 0
        self._alone = alone
        self._actuals: list[Actual] = []
        self._withdrawals: list[Withdrawal] = []
        self._rest = bytearray()
        self._lines = 0
        self._metrics = _Metrics()
        self._texts: dict[str, str] = {}
        self._days = _Days()

    def take(self, piece: bytes) -> None:
        """Read all blocks that end in this piece."""
        begun = self.size > 0
        self.size += len(piece)
        if self.foreign:
            return
        looked = max(len(self._rest) - 2, 0)
        self._rest += piece if begun else piece.removeprefix(b"\xef\xbb\xbf")
        cut = self._rest.rfind(b"\n[[", looked) + 1
        if cut:
            self._read(bytes(self._rest[:cut]))
            del self._rest[:cut]
        if len(self._rest) > LIMIT:
            self._stop(Block(bytes(self._rest), self._lines))

    def end(self) -> Ledger | None:
        """All entries; None where something is foreign, or where there is no entry at all."""
        self._read(bytes(self._rest))
        if self.foreign or not (self._actuals or self._withdrawals):
            return None
        return Ledger(tuple(self._actuals), tuple(self._withdrawals))

    def _stop(self, at: Block) -> None:
        """Read nothing more: at this block, or the one that could not be read before it."""
        self.foreign = self.foreign or at

    def _read(self, whole: bytes) -> None:
        """Read some whole blocks: all at once where each is an actual as fuling writes it, else one by one."""
        if self.foreign:
            return
        try:
            text = whole.decode()
        except UnicodeDecodeError:
            self._stop(Block(whole, self._lines))
            return
        lines = _with_line_feeds(text)
        start = 0 if lines.startswith("[[") else lines.find("\n[[") + 1
        rows = _ACTUAL.findall(lines, start)
        try:
            # Every [[ begins a match, and each match ends where the next one begins: nothing else is there.
            whole_blocks = lines.startswith("[[", start) and len(rows) == lines.count("[[", start)
            if not whole_blocks or _SOMETHING.search(lines, 0, start):
                raise ValueError("some block is not as fuling writes an actual")
            self._actuals += self._made(rows)
        except (ValueError, KeyError):
            self._read_each(text)
        self._lines += text.count("\n")

    def _read_each(self, text: str) -> None:
        """Read some whole blocks one by one, up to the first that cannot be read; above them may be a remark."""
        above = self._lines
        for block in _BETWEEN.split(text):
            found = self._written(_with_line_feeds(block)) or self._alone(block.encode())
            if found is None or (not block.startswith("[[") and found != Ledger()):
                self._stop(Block(block.encode(), above))
                return
            self._actuals += found.entries
            self._withdrawals += found.withdrawals
            above += block.count("\n")

    def _written(self, block: str) -> Ledger | None:
        """The entry in a block as fuling writes it."""
        try:
            if match := _ACTUAL.fullmatch(block):
                return Ledger(tuple(self._made([match.groups("")])))
            if match := _WITHDRAWAL.fullmatch(block):
                metric, year, entry, note, recorded = match.groups()
                taken = Withdrawal(self._metrics[metric], int(year), _moment(entry), _moment(recorded), note)
                return Ledger((), (taken,))
        except (ValueError, KeyError):  # a day that no calendar has, a range backwards, an unknown status
            return None
        return None if _SOMETHING.search(block) else Ledger()

    def _made(self, rows: Iterable[tuple[str, ...]]) -> list[Actual]:
        """The actuals in what the pattern found; equal texts are one, since a ledger names a source many times."""
        metrics, days, kept, exactly = self._metrics, self._days, self._texts.setdefault, Figure.exactly
        return [
            Actual(
                metrics[metric],
                int(year),
                exactly(Decimal(value)) if value else Figure.from_fields(None, _number(low), _number(high or most)),
                kept(unit, unit),
                _moment(recorded),
                _STATUS_OF[status],
                days[published] if published else None,
                kept(source, source) or None,
                kept(url, url) or None,
                kept(note, note) or None,
            )
            for metric, year, value, low, high, most, unit, status, published, source, url, note, recorded in rows
        ]


class _Metrics(dict[str, str]):
    """Metrics by how they are written: each is looked at once; raises ValueError for one that is no slug."""

    def __missing__(self, text: str) -> str:
        if not _SLUG.fullmatch(text):
            raise ValueError(text)
        self[text] = text
        return text


class _Days(dict[str, date]):
    """Days by how they are written: a ledger names each many times."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


_moment = datetime.fromisoformat


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _with_line_feeds(text: str) -> str:
    """The text with the line ends of TOML as one character."""
    return text.replace("\r\n", "\n") if "\r" in text else text
