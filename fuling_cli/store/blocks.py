"""The ledger as fuling writes it, read block by block; a block that somebody wrote otherwise is read on its own.

A block is the text from one line that begins with ``[[`` to the next. A TOML parser reads from left to right, and a
statement ends with its line: blocks that are documents of nothing but entries, each by itself, are together the
document of all these entries. What does not come apart like that is left to the parser as a whole.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, cast

from fuling_cli.core.actual import Actual, Ledger, Status, Withdrawal
from fuling_cli.core.figure import Figure
from fuling_cli.store.source import LIMIT

_END = r"\r?\n"
_SLUG = rf'"(?=[a-z0-9-]{{1,64}}")([a-z0-9]+(?:-[a-z0-9]+)*)"{_END}'
_TEXT = rf'"([^"\\\x00-\x1f\x7f]{{1,2000}})"{_END}'
_YEAR = rf"((?:19|20)[0-9]{{2}}){_END}"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{6})?"
_MOMENT = rf"((?=19|20){_DAY}T{_TIME}Z){_END}"
_NUMBER = rf"(?!-0\r?\n)(-?(?:0|[1-9][0-9]{{0,17}})(?:\.[0-9]{{1,9}})?){_END}"
_REMARK = r"(?:#[^\x00-\x08\x0a-\x1f\x7f]{0,2000})?"
_NEXT = rf"(?:{_REMARK}{_END}){{0,20}}(?=\[\[|\Z)"
_ACTUAL = re.compile(
    rf"^\[\[actual\]\]{_END}metric = {_SLUG}year = {_YEAR}"
    rf"(?:value = {_NUMBER}|low = {_NUMBER}(?:high = {_NUMBER})?|high = {_NUMBER})unit = {_TEXT}"
    rf'(?:status = "(provisional|revised|final|estimated)"{_END})?(?:published = ({_DAY}){_END})?'
    rf"(?:source = {_TEXT})?(?:url = {_TEXT})?(?:note = {_TEXT})?recorded = {_MOMENT}{_NEXT}",
    re.MULTILINE,
)
_WITHDRAWAL = re.compile(
    rf"\[\[withdrawal\]\]{_END}metric = {_SLUG}year = {_YEAR}entry = {_MOMENT}(?:note = {_TEXT})?recorded = {_MOMENT}"
    rf"{_NEXT}"
)
_SOMETHING = re.compile(rf"^(?!{_REMARK}\r?$)", re.MULTILINE)
_BETWEEN = re.compile(r"^(?=\[\[)", re.MULTILINE)


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
        self._rest = b""
        self._lines = 0
        self._texts: dict[str, str] = {}
        self._days = _Days()

    def take(self, piece: bytes) -> None:
        """Read all blocks that end in this piece."""
        begun = self.size > 0
        self.size += len(piece)
        if self.foreign:
            return
        held = self._rest + piece if begun else piece.removeprefix(b"\xef\xbb\xbf")
        cut = held.rfind(b"\n[[") + 1
        self._rest = held[cut:]
        self._read(held[:cut])
        if len(self._rest) > LIMIT:
            self._stop(Block(self._rest, self._lines))

    def end(self) -> Ledger | None:
        """All entries; None where something is foreign, or where there is no entry at all."""
        self._read(self._rest)
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
            self.foreign = Block(whole, self._lines)
            return
        rows = _ACTUAL.findall(text)
        try:
            if not text.startswith("[[") or len(rows) < text.count("\n[[") + 1:
                raise ValueError("some block is not as fuling writes an actual")
            self._actuals += self._made(rows)
        except ValueError:
            self._read_each(text)
        self._lines += text.count("\n")

    def _read_each(self, text: str) -> None:
        """Read some whole blocks one by one, up to the first that cannot be read; above them may be a remark."""
        above = self._lines
        for block in _BETWEEN.split(text):
            found = self._written(block) or self._alone(block.encode())
            if found is None or (not block.startswith("[[") and found != Ledger()):
                self.foreign = Block(block.encode(), above)
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
                return Ledger((), (Withdrawal(metric, int(year), _moment(entry), _moment(recorded), note),))
        except ValueError:  # a day that no calendar has, or a range backwards
            return None
        return None if _SOMETHING.search(block) else Ledger()

    def _made(self, rows: Iterable[tuple[str, ...]]) -> list[Actual]:
        """The actuals in what the pattern found; equal texts are one, since a ledger names a source many times."""
        kept, days = self._texts.setdefault, self._days
        return [
            Actual(
                kept(metric, metric),
                int(year),
                Figure(Decimal(value)) if value else Figure(None, _number(low), _number(high or most)),
                kept(unit, unit),
                _moment(recorded),
                cast("Status", kept(status, status) or "provisional"),
                days[published] if published else None,
                kept(source, source) or None,
                kept(url, url) or None,
                kept(note, note) or None,
            )
            for metric, year, value, low, high, most, unit, status, published, source, url, note, recorded in rows
        ]


class _Days(dict[str, date]):
    """Days by how they are written: a ledger names each many times."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


_moment = datetime.fromisoformat


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
