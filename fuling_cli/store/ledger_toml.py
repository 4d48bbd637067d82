"""actuals.toml, the ledger: read strictly, and only ever added to."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NamedTuple, NotRequired, TypedDict

import tomli_w
from pydantic_core.core_schema import literal_schema

from fuling_cli.core.actual import STATUSES, Actual, Ledger, Status, Withdrawal
from fuling_cli.core.figure import Figure
from fuling_cli.errors import InvalidData, OutputFailed, Problem
from fuling_cli.language import message
from fuling_cli.store.durable import replace, resolved
from fuling_cli.store.lock import lock_file, locked, was_kept
from fuling_cli.store.shapes import FIRST_YEAR, LAST_YEAR, Day, Moment, Number, Slug, Text, Year
from fuling_cli.store.source import read
from fuling_cli.store.toml_source import Source

HEADER = (
    "# The ledger: published yearly figures, each with its source. Append-only: `fuling record` adds, `fuling undo`\n"
    "# withdraws; a revision is a new entry of the same metric and year. Nothing above is ever rewritten.\n"
)


class ActualTable(TypedDict):
    """One ``[[actual]]`` table."""

    metric: Slug
    year: Year
    value: NotRequired[Number]
    low: NotRequired[Number]
    high: NotRequired[Number]
    unit: Text
    status: NotRequired[Annotated[Status, literal_schema([*STATUSES])]]
    published: NotRequired[Day]
    source: NotRequired[Text]
    url: NotRequired[Text]
    note: NotRequired[Text]
    recorded: Moment


class WithdrawalTable(TypedDict):
    """One ``[[withdrawal]]`` table; ``entry`` is the ``recorded`` of the actual that it takes back."""

    metric: Slug
    year: Year
    entry: Moment
    recorded: Moment
    note: NotRequired[Text]


class LedgerFile(TypedDict):
    """The whole of actuals.toml."""

    actual: NotRequired[list[ActualTable]]
    withdrawal: NotRequired[list[WithdrawalTable]]


KEYS = {
    "": tuple(LedgerFile.__annotations__),
    "actual": tuple(ActualTable.__annotations__),
    "withdrawal": tuple(WithdrawalTable.__annotations__),
}
"""The allowed keys of each table."""


class Entries(NamedTuple):
    """What to add to a ledger: actuals and withdrawals, in the order to be written."""

    actuals: Sequence[Actual] = ()
    withdrawals: Sequence[Withdrawal] = ()


def read_ledger(path: Path) -> Source | None:
    """The ledger's text with the places of its entries; None where there is no file."""
    raw = read(path)
    return None if raw is None else Source(path, raw)


def load_ledger(path: Path) -> Ledger:
    """The ledger in a file, empty where there is no file; raises InvalidData with every problem at its place."""
    return ledger_from(path, read(path))


def ledger_from(path: Path, raw: bytes | None) -> Ledger:
    """The ledger that the bytes of a file hold."""
    if raw is None:
        if was_kept(path):
            raise InvalidData([Problem(str(path), 1, 1, message("data.ledger_gone", lock=lock_file(path)))])
        return Ledger()
    source = Source(path, raw)
    file = source.validated(LedgerFile, KEYS)
    actuals, withdrawals = file.get("actual", []), file.get("withdrawal", [])
    problems = [problem for place, row in enumerate(actuals) if (problem := _shape_problem(source, place, row))]
    problems += _moment_problems(source, "actual", actuals) + _moment_problems(source, "withdrawal", withdrawals)
    if problems:
        raise InvalidData(problems)
    ledger = Ledger(tuple(_actual(row) for row in actuals), tuple(Withdrawal(**row) for row in withdrawals))
    if len(ledger.withdrawn) < len(withdrawals):
        raise InvalidData([_stray_withdrawal(source, ledger)])
    return ledger


def append(path: Path, entries_for: Callable[[Ledger], Entries]) -> Ledger:
    """Add entries to the ledger under its lock, and return it as it stands then.

    ``entries_for`` is asked under the lock, with the ledger as it is then, and may refuse by raising; nothing is
    written where it returns nothing. The old bytes stay as they are; the new ones follow in their line endings.
    """
    with locked(path) as lock:
        raw = read(resolved(path))
        entries = entries_for(ledger_from(path, raw))
        block = written(entries)
        if not block:
            return ledger_from(path, raw)
        new = _joined(raw, block)
        ledger = ledger_from(path, new)
        if raw is not None and not new.startswith(raw):
            raise OutputFailed(message("store.damaged", path=path))
        replace(path, raw, new, before_commit=lock.verify)
        lock.remember()
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
        "value": actual.figure.value,
        "low": actual.figure.low,
        "high": actual.figure.high,
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


def _actual(row: ActualTable) -> Actual:
    return Actual(
        metric=row["metric"],
        year=row["year"],
        figure=Figure(row.get("value"), row.get("low"), row.get("high")),
        unit=row["unit"],
        recorded=row["recorded"],
        status=row.get("status", "provisional"),
        published=row.get("published"),
        source=row.get("source"),
        url=row.get("url"),
        note=row.get("note"),
    )


def _shape_problem(source: Source, place: int, row: ActualTable) -> Problem | None:
    """Exactly one of: value | low | high | low and high."""
    shape = [key for key in ("value", "low", "high") if key in row]
    if not shape or ("value" in row and len(shape) > 1):
        return source.problem(("actual", place, *shape[-1:]), message("data.shape"))
    if "low" in row and "high" in row and not row["low"] < row["high"]:
        return source.problem(("actual", place, "high"), message("data.backwards", low=row["low"], high=row["high"]))
    return None


def _moment_problems(
    source: Source, table: str, rows: Sequence[ActualTable] | Sequence[WithdrawalTable]
) -> list[Problem]:
    """Moments without an offset, and those so far away that no later one could be written."""
    found: list[Problem] = []
    for place, row in enumerate(rows):
        for key in ("recorded", "entry"):
            moment = row.get(key)
            if not isinstance(moment, datetime):
                continue
            if moment.tzinfo is None:
                found.append(source.problem((table, place, key), message("data.offset", key=key)))
            elif not FIRST_YEAR <= moment.year <= LAST_YEAR:
                found.append(source.problem((table, place, key), message("data.out_of_range", key=key, value=moment)))
    return found


def _stray_withdrawal(source: Source, ledger: Ledger) -> Problem:
    """The first withdrawal that takes back nothing."""
    for place in range(len(ledger.withdrawals)):
        some = Ledger(ledger.entries, ledger.withdrawals[: place + 1])
        if len(some.withdrawn) <= place:
            return source.problem(("withdrawal", place), message("data.stray_withdrawal"))
    raise AssertionError
