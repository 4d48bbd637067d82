"""What every command starts from: the files, the plan and ledger in them, today, the language and the terminal."""

import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.names import find_metric, find_target
from fuling_cli.core.parsing import day_from, require_unicode
from fuling_cli.core.target import HEADLINE, Plan, Target
from fuling_cli.errors import FulingError, OutputFailed, Problem, WrongUsage, require_one_of
from fuling_cli.formats import FORMATS
from fuling_cli.language import Language, message
from fuling_cli.methods import METHODS, assess
from fuling_cli.store.data_folder import DataFolder, find_data_folder
from fuling_cli.tables.table import Table

if TYPE_CHECKING:
    from fuling_cli.store.ledger_file import Entries, LedgerReading
    from fuling_cli.store.plan_file import PlanReading, TargetNames
    from fuling_cli.terminal import Terminal


LAST_SECOND = 32503680000
"""The year 3000 begins: where Windows ends."""


def utc_now() -> datetime:
    """The moment, by UTC."""
    return datetime.now(UTC)


class Session:
    """One run of the program."""

    def __init__(
        self,
        language: Language,
        terminal: "Terminal",
        data_dir: Path | None = None,
        environment: Mapping[str, str] = os.environ,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.language = language
        self.terminal = terminal
        self.data_dir = data_dir
        self.environment = environment
        self.clock = clock
        self._told_undated: date | None = None

    @cached_property
    def folder(self) -> DataFolder:
        """The data folder, with a warning where it belongs to another user."""
        found = data_folder(self.data_dir, self.environment)
        if found.owned_by_other_user:
            self.terminal.say(message("where.foreign", path=found.path))
        return found

    @cached_property
    def plan_reading(self) -> "PlanReading":
        """The plan with the warnings about its file; raises InvalidData."""
        from fuling_cli.store.plan_file import read_plan

        return read_plan(self.folder.targets)

    @cached_property
    def plan(self) -> Plan:
        """The plan, after its warnings are told; raises InvalidData."""
        self._tell_warnings(self.plan_reading.warnings)
        return self.plan_reading.plan

    @cached_property
    def own_reading(self) -> "LedgerReading":
        """The ledger that is added to, with the bytes of its file and the warnings about it; raises InvalidData."""
        return _ledger_reading(self.folder.own_ledger)

    @cached_property
    def shipped_reading(self) -> "LedgerReading":
        """The figures that came with the package, where its plan is used; raises InvalidData."""
        return _ledger_reading(self.folder.shipped_ledger)

    @cached_property
    def whole_ledger(self) -> Ledger:
        """Every figure as it is now: those that ship, if their plan is used, and the user's own; raises InvalidData."""
        return self._behind_shipped(self.own_reading.ledger)

    @cached_property
    def ledger(self) -> Ledger:
        """Every figure as it is now, after the warnings about the file are told; raises InvalidData."""
        self._tell_warnings(self.own_reading.warnings)
        return self.whole_ledger

    def append(self, entries_for: "Callable[[Ledger], Entries]") -> Ledger:
        """Add to the user's ledger what ``entries_for`` makes of every figure as it is then; returns the new ledger.

        Raises OutputFailed where it cannot be written, and whatever ``entries_for`` raises to refuse.
        """
        from fuling_cli.store.ledger_file import append_entries

        path = self.folder.own_ledger
        if path is None:
            raise OutputFailed(message("error.no_home"))
        if self.folder.shipped_ledger is not None:
            from fuling_cli.store.atomic_write import make_folder

            make_folder(path.parent)
        own = append_entries(path, lambda own: entries_for(self._behind_shipped(own)), self.own_reading)
        return self._behind_shipped(own)

    def _behind_shipped(self, own: Ledger) -> Ledger:
        return own if self.folder.shipped_ledger is None else self.shipped_reading.ledger.followed_by(own)

    def _tell_warnings(self, warnings: Sequence[Problem]) -> None:
        for warning in warnings:
            self.terminal.say_problem(warning)

    @cached_property
    def today(self) -> date:
        """The day it is, here or by UTC, whichever has come further, so that a figure recorded now already counts.

        SOURCE_DATE_EPOCH stands in for it, so that reports can be repeated byte by byte; records carry the real clock.
        """
        stamp = self.environment.get("SOURCE_DATE_EPOCH")
        if stamp:
            return _day_of_epoch(stamp)
        now = self.clock()
        return max(now.astimezone().date(), now.date())

    def as_of(self, text: str | None) -> date:
        """The day to judge by: the one that was typed, else today."""
        if text is None:
            return self.today
        return day_from(text, "--as-of")

    def targets(
        self,
        names: Sequence[str] | None,
        *,
        everything: bool = False,
        unit: str | None = None,
        as_of: date | None = None,
    ) -> tuple[Target, ...]:
        """The targets of these names, else the headline ones, else all; those that convert, in ``unit``.

        Where none is named, those that are in force on the day ``as_of`` if it is given; of one that is named and was
        replaced by then that is told.

        Raises WrongUsage for an unknown name, and for a unit into which none of them converts.
        """
        if names:
            found = tuple(find_target(self.plan, name, as_of) for name in names)
            self._tell_replaced(found, as_of)
        else:
            in_force = self.plan.targets if as_of is None else self.plan.targets_as_of(as_of)
            found = tuple(target for target in in_force if everything or target.group == HEADLINE)
        return found if unit is None else _measured_in(require_unicode(unit, "--unit"), found)

    def _tell_replaced(self, named: Sequence[Target], as_of: date | None) -> None:
        """Say which of the targets that were named another one has replaced."""
        for successor in self.plan.targets_as_of(as_of) if as_of else ():
            if successor.replaces in {target.id for target in named}:
                told = message("status.replaced", id=successor.replaces, by=successor.id, since=successor.since)
                self.terminal.say(told)

    def metric(self, name: str) -> Target:
        """The target that says what a metric is measured in; raises WrongUsage where there is none, or no unit."""
        found = find_metric(self.plan, name)
        if not found.unit:
            raise WrongUsage(message("error.no_unit", metric=found.metric, path=self.folder.targets))
        return found

    def assessments(self, targets: Sequence[Target], as_of: date, method: str | None = None) -> tuple[Assessment, ...]:
        """The targets, each judged by ``method``, its own method, the plan's or the default, in that order."""
        self._tell_undated({target.metric for target in targets}, as_of)
        return assess(self.plan, self.ledger, as_of=as_of, method=known_method(method), targets=targets)

    def _tell_undated(self, metrics: Collection[str], as_of: date) -> None:
        """Say how many figures an earlier day leaves out only because nobody noted when they were published."""
        undated = (actual for actual in self.ledger.actuals if actual.published is None and actual.metric in metrics)
        hidden = sum(actual.publication > as_of and actual.year <= as_of.year for actual in undated)
        if hidden and self._told_undated != as_of:
            self._told_undated = as_of
            self.terminal.say(message("status.hidden", count=hidden, as_of=as_of))

    def show(self, table: Table, format_name: str | None) -> None:
        """Show a table on the terminal, or print it in a format."""
        if format_name is None:
            self.terminal.show_table(table)
        else:
            name = require_one_of(format_name, FORMATS.names, "error.unknown_format")
            rendered = FORMATS.load(name).render(table, language=self.language)
            self.refuse_to_show(rendered)
            self.terminal.write(rendered.encode() if isinstance(rendered, str) else rendered)

    def refuse_to_show(self, rendered: str | bytes) -> None:
        """Raise WrongUsage for a document that is no text where standard output is a screen."""
        if isinstance(rendered, bytes) and self.terminal.is_screen:
            raise WrongUsage(message("export.no_text"))


def _ledger_reading(path: Path | None) -> "LedgerReading":
    """The ledger in a file, empty where there is none."""
    from fuling_cli.store.ledger_file import LedgerReading, read_ledger

    return LedgerReading(None, Ledger()) if path is None else read_ledger(path)


def data_folder(typed: Path | None, environment: Mapping[str, str]) -> DataFolder:
    """The data folder that was typed, else the one that is found from the working folder, if that still exists."""
    home = environment.get("HOME") or environment.get("USERPROFILE")
    try:
        here: Path | None = Path.cwd()
    except OSError:
        here = None
    return find_data_folder(typed, environment, here, Path(home) if home else None)


def known_method(method: str | None) -> str | None:
    """The method that was typed, if one was; raises WrongUsage for one that is not on the shelf."""
    return None if method is None else require_one_of(method, METHODS.names, "error.unknown_method")


def _day_of_epoch(stamp: str) -> date:
    """The day of SOURCE_DATE_EPOCH; raises WrongUsage for what is no number of seconds before the year 3000."""
    seconds = int(stamp) if re.fullmatch("[0-9]{1,11}", stamp) else LAST_SECOND
    if seconds >= LAST_SECOND:
        raise WrongUsage(message("error.epoch", text=stamp))
    return datetime.fromtimestamp(seconds, UTC).date()


def _measured_in(unit: str, targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets in a unit; those that do not convert into it as they are."""
    converted = [target.measured_in(unit) for target in targets]
    if not any(converted):
        used = {target.unit: None for target in targets if target.unit}
        raise WrongUsage(message("error.unit", unit=unit, units=list(used)))
    return tuple(new or target for new, target in zip(converted, targets, strict=True))


def complete_targets(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of the plan's targets, for the shell; their names once one is begun."""
    return _names_starting_with([(target.id, target.others) for target in _names_in_plan(ctx)], incomplete)


def complete_metrics(ctx: typer.Context, incomplete: str) -> list[str]:
    """The metrics of the plan, for the shell; their names once one is begun."""
    return _names_starting_with([(target.metric, target.others) for target in _names_in_plan(ctx)], incomplete)


def _names_starting_with(found: Sequence[tuple[str, Sequence[str]]], incomplete: str) -> list[str]:
    """Ids that begin so, else names; those with spaces are left out, since a shell would take them apart."""
    ids = dict.fromkeys(word for word, _ in found if word.startswith(incomplete))
    names = (name for _, others in found for name in others if " " not in name)
    return list(ids or dict.fromkeys(name for name in names if incomplete and name.startswith(incomplete)))


def _names_in_plan(ctx: typer.Context) -> "list[TargetNames]":
    """What the targets of the plan are called that the line names, else the nearest; none where it cannot be read."""
    from fuling_cli.store.plan_file import targets_to_complete

    typed = ctx.find_root().obj.data_dir
    try:
        return targets_to_complete(data_folder(Path(typed) if typed else None, os.environ).targets)
    except FulingError:
        return []
