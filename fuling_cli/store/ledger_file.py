"""actuals.toml, the ledger: read strictly, and only ever added to."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from fuling_cli.core.ledger import Actual, Ledger, Withdrawal
from fuling_cli.errors import InvalidData, OutputFailed, Problem
from fuling_cli.language import message
from fuling_cli.store.read_file import LARGEST_LEDGER, read_data_file
from fuling_cli.store.toml_document import TomlDocument

HEADER = (
    "# The ledger: published yearly figures, each with its source. Append-only: `fuling record` adds, `fuling undo`\n"
    "# withdraws; a revision is a new entry of the same metric and year. Nothing above is ever rewritten.\n"
)


class Entries(NamedTuple):
    """What to add to a ledger: actuals and withdrawals, in the order to be written."""

    actuals: Sequence[Actual] = ()
    withdrawals: Sequence[Withdrawal] = ()


class LedgerReading(NamedTuple):
    """A ledger with the bytes it was read from, None where there is no file, and a warning for each unknown key."""

    raw: bytes | None
    ledger: Ledger
    warnings: tuple[Problem, ...] = ()


def load_ledger(path: Path) -> Ledger:
    """The ledger in a file, empty where there is no file; raises InvalidData with every problem at its place."""
    return read_ledger(path).ledger


def read_ledger(path: Path) -> LedgerReading:
    """The ledger in a file, with the bytes of the file."""
    raw = read_data_file(path, LARGEST_LEDGER)
    if raw is None:
        from fuling_cli.store.lock import ledger_existed, lock_file

        if not ledger_existed(path):
            return LedgerReading(None, Ledger())
        raw = read_data_file(path, LARGEST_LEDGER)  # again, since another command may just have written the first entry
        if raw is None:
            raise InvalidData([Problem(str(path), 1, 1, message("data.ledger_gone", lock=lock_file(path)))])
    return parse_ledger(path, raw)


def parse_ledger(path: Path, raw: bytes) -> LedgerReading:
    """The ledger that the bytes of a file hold; raises InvalidData with every problem at its place."""
    from fuling_cli.store.ledger_tables import KEYS, ledger_adapter, ledger_from_tables

    document = TomlDocument(path, raw)
    tables, warnings = document.validate(ledger_adapter(), KEYS)
    ledger = ledger_from_tables(tables)
    if None in ledger.withdrawn_index:
        location = ("withdrawal", ledger.withdrawn_index.index(None))
        raise InvalidData([document.problem(location, message("data.stray_withdrawal"))])
    return LedgerReading(raw, ledger, warnings)


def append_entries(path: Path, entries_for: Callable[[Ledger], Entries], known: LedgerReading | None = None) -> Ledger:
    """Add entries to the ledger under its lock, and return it as it stands then.

    ``entries_for`` is asked under the lock, with the ledger as it is then, and may refuse by raising; nothing is
    written where it returns nothing. The old bytes stay as they are; the new ones follow in their line endings.
    ``known`` is what was read before: it is not parsed again where the file still holds the same bytes.
    """
    from fuling_cli.store.atomic_write import replace_file, resolve_links
    from fuling_cli.store.lock import locked

    with locked(path) as lock:
        raw = read_data_file(resolve_links(path), LARGEST_LEDGER)
        held = known if known is not None and known.raw == raw is not None else read_ledger(path)
        block = entries_to_toml(entries_for(held.ledger))
        if not block:
            return held.ledger
        new = _extended_bytes(held.raw, block)
        ledger = _parse_appended(path, held.raw, new, block)
        replace_file(path, held.raw, new, before_commit=lock.verify)
        lock.mark_ledger_exists()
        return ledger


def _parse_appended(path: Path, old: bytes | None, new: bytes, block: str) -> Ledger:
    """The ledger in the bytes to be written, as the TOML library reads them: what it does not read is not written."""
    if len(new) > LARGEST_LEDGER:
        raise OutputFailed(message("store.ledger_full", path=path, limit=LARGEST_LEDGER // 1024 // 1024))
    try:
        return parse_ledger(path, new).ledger
    except InvalidData:
        # The old bytes were a ledger: it is the way its entries are written that lets no other follow.
        table = "withdrawal" if block.startswith("\n[[withdrawal]]") else "actual"
        document = TomlDocument(path, old or b"")
        raise InvalidData([document.problem((table,), message("data.tables", key=table))]) from None


def entries_to_toml(entries: Entries) -> str:
    """Entries as TOML, a table each, with a blank line before each."""
    blocks = [_entry_block("actual", _actual_table(actual)) for actual in entries.actuals]
    blocks += [_entry_block("withdrawal", _withdrawal_table(withdrawal)) for withdrawal in entries.withdrawals]
    return "".join(f"\n{block}" for block in blocks)


def _extended_bytes(raw: bytes | None, block: str) -> bytes:
    """The old bytes and the block: after a line end of the file's own kind, with a header where the file is new."""
    if raw is None:
        return (HEADER + block).encode()
    end = "\r\n" if b"\r\n" in raw else "\n"
    gap = b"" if raw.endswith(b"\n") else end.encode()
    return raw + gap + block.replace("\n", end).encode()


def _entry_block(table: str, row: dict[str, Any]) -> str:
    return f"[[{table}]]\n" + "".join(
        f"{key} = {_plain_value(value)}\n" if isinstance(value, (Decimal, datetime)) else _line(key, value)
        for key, value in row.items()
        if value is not None
    )


@lru_cache(maxsize=4096)
def _line(key: str, value: str | int | date) -> str:
    """A key with its value; kept, since the entries of an import say much the same."""
    import tomli_w

    return tomli_w.dumps({key: value})


def _plain_value(value: Decimal | datetime) -> str:
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
