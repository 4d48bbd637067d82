"""What every command starts from: the files, the plan and ledger in them, today, the language and the terminal."""

import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.names import find_metric, find_target, names_of
from fuling_cli.core.parsing import day_from, require_unicode
from fuling_cli.core.target import HEADLINE, Plan, Target
from fuling_cli.errors import FulingError, OutputFailed, WrongUsage, require_one_of
from fuling_cli.formats import FORMATS
from fuling_cli.language import Language, message
from fuling_cli.methods import METHODS, assess
from fuling_cli.store.data_folder import DataFolder, copy_plan, find, user_folder
from fuling_cli.tables.table import Table

if TYPE_CHECKING:
    from fuling_cli.store.ledger_file import Reading
    from fuling_cli.terminal import Terminal


LAST_SECOND = 32503680000
"""The year 3000 begins: where Windows ends."""


def utc_now() -> datetime:
    """The moment, by UTC."""
    return datetime.now(UTC)


@dataclass
class Session:
    """One run of the program."""

    language: Language
    terminal: "Terminal"
    data_dir: Path | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Callable[[], datetime] = utc_now
    _told_undated: date | None = None

    @cached_property
    def folder(self) -> DataFolder:
        """The data folder; a word where it is somebody else's, or where the plan in this folder is not the one."""
        home = self.environment.get("HOME") or self.environment.get("USERPROFILE")
        here = Path.cwd()
        found = find(self.data_dir, self.environment, here, Path(home) if home else None)
        if found.foreign:
            self.terminal.say(message("where.foreign", path=found.path))
        named = self.data_dir is not None or self.environment.get("FULING_DATA_DIR")
        if not named and (here / found.targets.name).exists() and here.resolve() != found.path.resolve():
            self.terminal.say(message("where.not_here"))
        return found

    @cached_property
    def plan(self) -> Plan:
        """The plan; raises InvalidData."""
        from fuling_cli.store.plan_file import load_plan

        return load_plan(self.folder.targets)

    @cached_property
    def reading(self) -> "Reading":
        """The ledger as it is now, with the bytes of its file; raises InvalidData."""
        from fuling_cli.store.ledger_file import read_ledger

        return read_ledger(self.folder.actuals)

    @property
    def ledger(self) -> Ledger:
        """The ledger as it is now; raises InvalidData."""
        return self.reading.ledger

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

        Where none is named, those that are in force on the day ``as_of`` if it is given.

        Raises WrongUsage for an unknown name, and for a unit into which none of them converts.
        """
        if names:
            found = tuple(find_target(self.plan, name) for name in names)
        else:
            in_force = self.plan.targets if as_of is None else self.plan.targets_as_of(as_of)
            found = tuple(target for target in in_force if everything or target.group == HEADLINE)
        return found if unit is None else _measured_in(require_unicode(unit, "--unit"), found)

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

    def writable_folder(self) -> DataFolder:
        """The data folder, to write into: the plan that ships is copied to the user's own folder first."""
        if not self.folder.shipped:
            return self.folder
        own = user_folder(self.environment)
        if own is None:
            raise OutputFailed(message("error.no_home"))
        copy_plan(self.folder, own)
        self.terminal.say(message("where.copied", path=own))
        self.folder = DataFolder(own, message("where.user"))
        return self.folder


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
    return _beginning([(target.id, target) for target in _plan_targets(ctx)], incomplete)


def complete_metrics(ctx: typer.Context, incomplete: str) -> list[str]:
    """The metrics of the plan, for the shell; their names once one is begun."""
    return _beginning([(target.metric, target) for target in _plan_targets(ctx)], incomplete)


def _beginning(found: Sequence[tuple[str, Target]], incomplete: str) -> list[str]:
    """Ids that begin so, else names; those with spaces are left out, since a shell would take them apart."""
    ids = dict.fromkeys(word for word, _ in found if word.startswith(incomplete))
    names = (name for _, target in found for name in names_of(target) if " " not in name)
    return list(ids or dict.fromkeys(name for name in names if incomplete and name.startswith(incomplete)))


def _plan_targets(ctx: typer.Context) -> tuple[Target, ...]:
    """The targets of the plan that the line names, else of the nearest; none where it cannot be read, quietly."""
    from fuling_cli.store.plan_file import load_plan

    home = os.environ.get("HOME")
    typed = ctx.find_root().obj.data_dir
    try:
        found = find(Path(typed) if typed else None, os.environ, Path.cwd(), Path(home) if home else None)
        return load_plan(found.targets).targets
    except (FulingError, OSError):
        return ()
