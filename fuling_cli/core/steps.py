"""What one command did to a ledger: the step that `undo` takes back and `redo` puts back.

All that a command adds is recorded at the same moment, and no two commands share one: the moment is the step. Only the
user's own entries are in steps; those that ship with the package are never taken back.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from fuling_cli.core.ledger import Actual, Ledger, Withdrawal

_NEXT = timedelta(microseconds=1)


def step_moment(ledger: Ledger, now: datetime, years: Iterable[tuple[str, int]] = ()) -> datetime:
    """The moment of a new step: ``now`` to the second, or just after it where that is taken.

    It follows every entry of the metrics and ``years`` that the step adds to, so that vintages without a day of
    publication keep their order.
    """
    wanted = set(years)
    earlier = [entry.recorded for entry in ledger.entries if (entry.metric, entry.year) in wanted]
    moment = max([now.astimezone(UTC).replace(microsecond=0), *(recorded + _NEXT for recorded in earlier)])
    taken = {entry.recorded for entry in ledger.own.entries} | {one.recorded for one in ledger.own.withdrawals}
    while moment in taken:
        moment += _NEXT
    return moment


def last_step(ledger: Ledger) -> tuple[Actual, ...]:
    """The own entries that the last command added, of those that count, in the order of the file."""
    return _last_at_one_moment(ledger.own.actuals)


def withdrawals_of(step: Iterable[Actual], moment: datetime) -> tuple[Withdrawal, ...]:
    """What takes back the entries of a step."""
    return tuple(Withdrawal(entry.metric, entry.year, entry.recorded, moment) for entry in step)


def last_undone(ledger: Ledger) -> tuple[Actual, ...]:
    """The entries that the last undo took and that are not put back yet; none where something was recorded since."""
    own = ledger.own
    counting = set(own.actuals)
    undone = [
        (withdrawal.recorded, place) for withdrawal, place in zip(own.withdrawals, own.withdrawn_index, strict=True)
    ]
    while undone:
        moment = undone[-1][0]
        step = sorted(place for recorded, place in undone if recorded == moment and place is not None)
        entries = tuple(own.entries[place] for place in step)
        if counting.isdisjoint(entries):
            since = any(entry.recorded > moment for entry in own.actuals)
            return () if since else entries
        undone = [one for one in undone if one[0] != moment]
    return ()


def _last_at_one_moment(actuals: tuple[Actual, ...]) -> tuple[Actual, ...]:
    if not actuals:
        return ()
    run = [*takewhile(lambda entry: entry.recorded == actuals[-1].recorded, reversed(actuals))]
    return tuple(reversed(run))
