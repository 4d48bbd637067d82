"""Actuals and their vintages: which published figure of a year counts on which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias, get_args

from fuling_cli.core.figure import Figure

Status: TypeAlias = Literal["provisional", "revised", "final", "estimated"]
STATUSES: tuple[Status, ...] = get_args(Status)


class Actual(NamedTuple):
    """One published yearly figure of a metric: an entry in the ledger, in the unit it was recorded with."""

    metric: str
    year: int
    figure: Figure
    unit: str
    recorded: datetime
    status: Status = "provisional"
    published: date | None = None
    source: str | None = None
    url: str | None = None
    note: str | None = None

    @property
    def publication(self) -> date:
        """The day from which the figure counts: published, or recorded where that is not known."""
        return self.published or self.recorded.date()


class Withdrawal(NamedTuple):
    """An entry that takes an actual back: the one of this metric and year recorded at ``entry``."""

    metric: str
    year: int
    entry: datetime
    recorded: datetime
    note: str | None = None


@dataclass(frozen=True)
class Ledger:
    """Every entry in the order of the file; the withdrawn ones are kept and never count.

    ``shipped`` is the ledger that came with the package, whose entries and withdrawals stand first in this one; what
    follows is the user's own.
    """

    entries: tuple[Actual, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    shipped: "Ledger | None" = None

    def followed_by(self, own: "Ledger") -> "Ledger":
        """This ledger, which ships, and the user's own behind it.

        An own entry that equals a shipped one is a copy from the time when a plan that ships was copied, and is left
        out, as is what withdraws it: an own withdrawal reaches own entries only.
        """
        copies = set(self.entries)
        entries = tuple(entry for entry in own.entries if entry not in copies)
        kept = {(entry.metric, entry.year, entry.recorded) for entry in entries}
        withdrawals = tuple(w for w in own.withdrawals if (w.metric, w.year, w.entry) in kept)
        return Ledger(self.entries + entries, self.withdrawals + withdrawals, self)

    @cached_property
    def own(self) -> "Ledger":
        """What the user recorded: all of it, but for what shipped."""
        if self.shipped is None:
            return self
        return Ledger(self.entries[len(self.shipped.entries) :], self.withdrawals[len(self.shipped.withdrawals) :])

    @cached_property
    def actuals(self) -> tuple[Actual, ...]:
        """The entries that count, in the order of the file."""
        withdrawn = self.withdrawn
        if not withdrawn:
            return self.entries
        return tuple(actual for place, actual in enumerate(self.entries) if place not in withdrawn)

    @property
    def withdrawn(self) -> frozenset[int]:
        """The places (from 0) of the withdrawn entries."""
        return frozenset(place for place in self.withdrawn_index if place is not None)

    @cached_property
    def withdrawn_index(self) -> tuple[int | None, ...]:
        """The place of the entry that each withdrawal takes back: the last one left that it fits, or None."""
        if self.shipped is not None:
            own = (None if place is None else len(self.shipped.entries) + place for place in self.own.withdrawn_index)
            return (*self.shipped.withdrawn_index, *own)
        if not self.withdrawals:
            return ()
        wanted = [(withdrawal.metric, withdrawal.year, withdrawal.entry) for withdrawal in self.withdrawals]
        left: dict[tuple[str, int, datetime], list[int]] = {key: [] for key in wanted}
        for place, entry in enumerate(self.entries):
            if (key := (entry.metric, entry.year, entry.recorded)) in left:
                left[key].append(place)
        return tuple(left[key].pop() if left[key] else None for key in wanted)

    @cached_property
    def by_metric(self) -> Mapping[str, tuple[Actual, ...]]:
        """The entries of each metric that count, in the order of the file."""
        return group_by_metric(self.actuals)

    def of(self, metric: str) -> tuple[Actual, ...]:
        """Every vintage of one metric that counts, by year, then by publication, then by place in the file."""
        found = self.by_metric.get(metric, ())
        return tuple(sorted(found, key=lambda actual: (actual.year, actual.publication)))


def current_series(actuals: Iterable[Actual], as_of: date) -> dict[int, Actual]:
    """The current vintage of every year, by year: the one published last by ``as_of``, the later entry on a tie."""
    return first_and_current(actuals, as_of)[1]


def first_and_current(actuals: Iterable[Actual], as_of: date) -> tuple[dict[int, Actual], dict[int, Actual]]:
    """The first vintage of every year published by ``as_of``, as if nothing had been revised, and the current one."""
    first: dict[int, Actual] = {}
    last: dict[int, Actual] = {}
    for actual in actuals:
        day, year = actual.publication, actual.year
        if day > as_of:
            continue
        held = last.get(year)
        if held is None:
            first[year] = last[year] = actual
        elif day >= held.publication:
            last[year] = actual
        elif day < first[year].publication:
            first[year] = actual
    return dict(sorted(first.items())), dict(sorted(last.items()))


def current_actuals(actuals: Iterable[Actual], as_of: date) -> tuple[Actual, ...]:
    """The current vintage of every metric and year: metrics in the order given, each by year."""
    return tuple(
        actual for held in group_by_metric(actuals).values() for actual in current_series(held, as_of).values()
    )


def group_by_metric(actuals: Iterable[Actual]) -> Mapping[str, tuple[Actual, ...]]:
    """The actuals of each metric, in the order given."""
    grouped: dict[str, list[Actual]] = {}
    for actual in actuals:
        grouped.setdefault(actual.metric, []).append(actual)
    return {metric: tuple(found) for metric, found in grouped.items()}
