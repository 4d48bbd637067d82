"""actuals.toml, the ledger: read strictly, and only ever added to."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from fuling_cli.core.ledger import Actual, Ledger, Withdrawal
from fuling_cli.errors import InvalidData, OutputFailed, Problem
from fuling_cli.language import message
from fuling_cli.store.atomic_write import holds, replace, resolved
from fuling_cli.store.blocks import Scan
from fuling_cli.store.lock import lock_file, locked, was_kept
from fuling_cli.store.read_file import LIMIT, PIECE, read, too_large

LARGEST = 1 << 30
"""Bytes of the largest ledger that is read: some four million entries."""
HEADER = (
    "# The ledger: published yearly figures, each with its source. Append-only: `fuling record` adds, `fuling undo`\n"
    "# withdraws; a revision is a new entry of the same metric and year. Nothing above is ever rewritten.\n"
)


class Entries(NamedTuple):
    """What to add to a ledger: actuals and withdrawals, in the order to be written."""

    actuals: Sequence[Actual] = ()
    withdrawals: Sequence[Withdrawal] = ()


class Reading(NamedTuple):
    """A ledger with the bytes it was read from; ``raw`` is None where there is no file.

    ``apart`` says that every block was read by itself, so that another one may follow without reading it all again.
    """

    raw: bytes | None
    ledger: Ledger
    apart: bool = False


def load_ledger(path: Path) -> Ledger:
    """The ledger in a file, empty where there is no file; raises InvalidData with every problem at its place."""
    return read_ledger(path).ledger


def read_ledger(path: Path) -> Reading:
    """The ledger in a file, with the bytes of the file."""
    scan = Scan(_alone)

    def watch(piece: bytes) -> None:
        scan.take(piece)
        if scan.size > LARGEST:
            raise too_large(path, LARGEST)
        if scan.foreign and scan.size > LIMIT:
            _refuse(path, scan)

    with _uninterrupted():
        return _reading(path, read(path, watch=watch), scan)


def ledger_from(path: Path, raw: bytes | None) -> Ledger:
    """The ledger that the bytes of a file hold."""
    scan = Scan(_alone)
    with _uninterrupted():
        for start in range(0, len(raw or b""), PIECE):
            scan.take((raw or b"")[start : start + PIECE])
        return _reading(path, raw, scan).ledger


def _reading(path: Path, raw: bytes | None, scan: Scan) -> Reading:
    """What a scan has come to; a ledger that does not come apart into blocks goes to the TOML parser as a whole."""
    if raw is None:
        if was_kept(path):
            raise InvalidData([Problem(str(path), 1, 1, message("data.ledger_gone", lock=lock_file(path)))])
        return Reading(None, Ledger())
    found = scan.end()
    if found is None and len(raw) > LIMIT:
        _refuse(path, scan)
    ledger = _whole(path, raw) if found is None else found
    _check_withdrawals(path, raw, ledger)
    return Reading(raw, ledger, apart=found is not None)


def _whole(path: Path, raw: bytes, above: int = 0) -> Ledger:
    """The ledger in bytes as the TOML parser reads them; raises InvalidData with every problem at its place."""
    from fuling_cli.store.ledger_tables import ledger_in
    from fuling_cli.store.toml_document import Source

    return ledger_in(Source(path, raw, above))


def _alone(block: bytes) -> Ledger | None:
    """The entries in one block as the TOML parser reads it; None where it is no document of entries by itself."""
    try:
        return _whole(Path(), block)
    except InvalidData:
        return None


def _refuse(path: Path, scan: Scan) -> NoReturn:
    """Raise what is wrong with the first block that cannot be read, in a ledger too large to be parsed as a whole."""
    if scan.foreign and len(scan.foreign.text) <= LIMIT:
        _whole(path, scan.foreign.text, scan.foreign.above)
    raise too_large(path)


def _check_withdrawals(path: Path, raw: bytes, ledger: Ledger) -> None:
    """Raise InvalidData for the first withdrawal that takes back nothing."""
    if None in ledger.withdrawn_index:
        from fuling_cli.store.toml_document import Places

        places = Places(path, raw.decode("utf-8-sig"))
        location = ("withdrawal", ledger.withdrawn_index.index(None))
        raise InvalidData([places.problem(location, message("data.stray_withdrawal"))])


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Look for no garbage while a ledger is read: every one of its many new objects stays."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def append(path: Path, entries_for: Callable[[Ledger], Entries], known: Reading | None = None) -> Ledger:
    """Add entries to the ledger under its lock, and return it as it stands then.

    ``entries_for`` is asked under the lock, with the ledger as it is then, and may refuse by raising; nothing is
    written where it returns nothing. The old bytes stay as they are; the new ones follow in their line endings.
    ``known`` is what was read before: it is not parsed again where the file still holds the same bytes.
    """
    with locked(path) as lock:
        target = resolved(path)
        same = known is not None and known.raw is not None and holds(target, known.raw)
        held = known if known is not None and same else read_ledger(path)
        entries = entries_for(held.ledger)
        block = written(entries)
        if not block:
            return held.ledger
        new = _joined(held.raw, block)
        ledger = _longer(path, held, new)
        if held.raw is not None and not new.startswith(held.raw):
            raise OutputFailed(message("store.damaged", path=path))
        replace(path, held.raw, new, before_commit=lock.verify)
        lock.remember()
        return ledger


def _longer(path: Path, held: Reading, new: bytes) -> Ledger:
    """The ledger in bytes that begin with those of a reading: only what follows is read, where blocks come apart."""
    if not (held.apart and held.raw is not None):
        return ledger_from(path, new)
    scan = Scan(_alone)
    scan.take(new[len(held.raw) :])
    added = scan.end()
    if added is None:
        return ledger_from(path, new)
    before = held.ledger
    ledger = Ledger((*before.entries, *added.entries), (*before.withdrawals, *added.withdrawals))
    _check_withdrawals(path, new, ledger)
    return ledger


def written(entries: Entries) -> str:
    """Entries as TOML, a table each, with a blank line before each."""
    blocks = [_block("actual", _actual_table(actual)) for actual in entries.actuals]
    blocks += [_block("withdrawal", _withdrawal_table(withdrawal)) for withdrawal in entries.withdrawals]
    return "".join(f"\n{block}" for block in blocks)


def next_moment(held: Iterable[datetime], now: datetime) -> datetime:
    """``now`` to the second, or just after the last of the moments held: no two entries of a year share one."""
    moment = now.astimezone(UTC).replace(microsecond=0)
    return max([moment, *(recorded + timedelta(microseconds=1) for recorded in held)])


def _joined(raw: bytes | None, block: str) -> bytes:
    """The old bytes and the block: after a line end of the file's own kind, with a header where the file is new."""
    if raw is None:
        return (HEADER + block).encode()
    end = "\r\n" if b"\r\n" in raw else "\n"
    gap = b"" if raw.endswith(b"\n") else end.encode()
    return raw + gap + block.replace("\n", end).encode()


def _block(table: str, row: dict[str, Any]) -> str:
    import tomli_w

    return f"[[{table}]]\n" + "".join(
        f"{key} = {_plain(value)}\n" if isinstance(value, (Decimal, datetime)) else tomli_w.dumps({key: value})
        for key, value in row.items()
        if value is not None
    )


def _plain(value: Decimal | datetime) -> str:
    """A number with its digits as they are, a moment as the specification writes it: 2026-11-22T08:00:00Z."""
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat().replace("+00:00", "Z")


def _actual_table(actual: Actual) -> dict[str, Any]:
    """The keys in the order of the specification; `tomli_w` would print the number 8 as 8.0, so numbers stay apart."""
    return {
        "metric": actual.metric,
        "year": actual.year,
        **dict(zip(("value", "low", "high"), actual.figure.fields, strict=True)),
        "unit": actual.unit,
        "status": actual.status,
        "published": actual.published,
        "source": actual.source,
        "url": actual.url,
        "note": actual.note,
        "recorded": actual.recorded,
    }


def _withdrawal_table(withdrawal: Withdrawal) -> dict[str, Any]:
    return {
        "metric": withdrawal.metric,
        "year": withdrawal.year,
        "entry": withdrawal.entry,
        "note": withdrawal.note,
        "recorded": withdrawal.recorded,
    }
