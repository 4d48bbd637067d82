"""What every command starts from: the files, the plan and ledger in them, today, the language and the terminal."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.target import HEADLINE, Plan, Target
from fuling_cli.errors import FulingError, OutputFailed, Problem, WrongUsage
from fuling_cli.formats import FORMATS
from fuling_cli.language import Language, message
from fuling_cli.methods import METHODS, assess, method_of
from fuling_cli.store.data_folder import DataFolder, copy_plan, find, user_folder
from fuling_cli.tables.table import Table

if TYPE_CHECKING:
    from fuling_cli.store.ledger_file import LedgerReading
    from fuling_cli.store.plan_file import PlanReading
    from fuling_cli.terminal import Terminal


@dataclass
class Session:
    """One run of the program."""

    language: Language
    terminal: "Terminal"
    data_dir: Path | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

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
    def plan_reading(self) -> "PlanReading":
        """The plan with the warnings about its file; raises InvalidData."""
        from fuling_cli.store.plan_file import read_plan

        return read_plan(self.folder.targets)

    @cached_property
    def plan(self) -> Plan:
        """The plan, after its warnings are told; raises InvalidData."""
        self._tell(self.plan_reading.warnings)
        return self.plan_reading.plan

    @cached_property
    def ledger_reading(self) -> "LedgerReading":
        """The ledger as it is now, with the bytes of its file and the warnings about it; raises InvalidData."""
        from fuling_cli.store.ledger_file import read_ledger

        return read_ledger(self.folder.actuals)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger as it is now, after its warnings are told; raises InvalidData."""
        self._tell(self.ledger_reading.warnings)
        return self.ledger_reading.ledger

    def _tell(self, warnings: Sequence[Problem]) -> None:
        for warning in warnings:
            self.terminal.say_problem(warning)

    @cached_property
    def today(self) -> date:
        """The day it is, here or by UTC, whichever has come further, so that a figure recorded now already counts."""
        if self._stamp is not None:
            return self._stamp.date()
        return max(datetime.now().date(), self.now.date())  # noqa: DTZ005  the local day is what is meant

    @property
    def now(self) -> datetime:
        """The moment, by UTC."""
        return self._stamp or datetime.now(UTC)

    @property
    def _stamp(self) -> datetime | None:
        """SOURCE_DATE_EPOCH, which stands in for the clock, so that runs can be repeated byte by byte."""
        stamp = self.environment.get("SOURCE_DATE_EPOCH", "")
        return datetime.fromtimestamp(int(stamp), UTC) if re.fullmatch("[0-9]{1,11}", stamp) else None

    def as_of(self, text: str | None) -> date:
        """The day to judge by: the one that was typed, else today."""
        if text is None:
            return self.today
        from fuling_cli.core.parsing import day_from

        return day_from(text, "--as-of")

    def targets(
        self, ids: Sequence[str] | None, *, everything: bool = False, unit: str | None = None
    ) -> tuple[Target, ...]:
        """The targets of these ids, else the headline ones, else all; those that convert, in ``unit``.

        Raises WrongUsage for an unknown id, and for a unit into which none of them converts.
        """
        known = {target.id: target for target in self.plan.targets}
        if ids:
            found = tuple(known[chosen(name, tuple(known), "error.unknown_target")] for name in ids)
        else:
            found = tuple(target for target in known.values() if everything or target.group == HEADLINE)
        return found if unit is None else _measured_in(unicode_from(unit), found)

    def metric(self, name: str) -> Target:
        """The target that says what a metric is measured in; raises WrongUsage for an unknown one."""
        known = self.plan.metrics
        found = known.get(name)
        if found is None:
            from fuling_cli.core.import_table import metric_names
            from fuling_cli.core.units import tidied

            names = metric_names(self.plan)
            found = names.get(name) or names.get(tidied(name).casefold())
        if found is None:
            found = known[chosen(name, tuple(known), "error.unknown_metric")]
        if not found.unit:
            raise WrongUsage(message("error.no_unit", metric=name, path=self.folder.targets))
        return found

    def method_of(self, target: Target, method: str | None) -> str:
        """The method that was typed, else the target's own, the plan's, or the default."""
        return known_method(method) or method_of(self.plan, target)

    def assessments(self, targets: Sequence[Target], as_of: date, method: str | None = None) -> tuple[Assessment, ...]:
        """The targets, each judged by ``method``, its own method, the plan's or the default, in that order."""
        return assess(self.plan, self.ledger, as_of=as_of, method=known_method(method), targets=targets)

    def show(self, table: Table, format_name: str | None) -> None:
        """Show a table on the terminal, or print it in a format."""
        if format_name is None:
            self.terminal.show(table)
        else:
            name = chosen(format_name, FORMATS.names, "error.unknown_format")
            rendered = FORMATS.load(name).render(table, language=self.language)
            self.refuse_to_show(rendered)
            self.terminal.write(rendered)

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
        self.__dict__["folder"] = copied = DataFolder(own, message("where.user"))
        return copied


def chosen(word: str, known: Sequence[str], key: str) -> str:
    """The word, where it is known; else raises WrongUsage under ``key`` with the nearest word or all of them."""
    if word in known:
        return word
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    hint = message("error.did_you_mean", word=near[0]) if near else message("error.one_of", words=list(known))
    raise WrongUsage(message(key, word=word, hint=hint))


def known_method(method: str | None) -> str | None:
    """The method that was typed, if one was; raises WrongUsage for one that is not on the shelf."""
    return None if method is None else chosen(method, METHODS.names, "error.unknown_method")


def _measured_in(unit: str, targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets in a unit; those that do not convert into it as they are."""
    converted = [target.measured_in(unit) for target in targets]
    if not any(converted):
        used = {target.unit: None for target in targets if target.unit}
        raise WrongUsage(message("error.unit", unit=unit, units=list(used)))
    return tuple(new or target for new, target in zip(converted, targets, strict=True))


def text_from(text: str | None, option: str) -> str | None:
    """A text for the ledger, as it was typed; raises WrongUsage for one that is empty, too long or not Unicode."""
    if text is None:
        return None
    from fuling_cli.core.import_table import LONGEST_TEXT

    text = unicode_from(text)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise WrongUsage(message("error.not_unicode", option=option)) from None
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise WrongUsage(message("error.text", option=option, longest=LONGEST_TEXT))
    return text


def unicode_from(text: str) -> str:
    """The text, also where it was typed as UTF-8 under a locale that knows nothing but ASCII."""
    try:
        return text.encode("utf-8", "surrogateescape").decode()
    except UnicodeError:
        return text


def complete_targets(incomplete: str) -> list[str]:
    """The ids of the plan's targets, for the shell."""
    return [name for name, _ in _names_in_plan() if name.startswith(incomplete)]


def complete_metrics(incomplete: str) -> list[str]:
    """The metrics of the plan, for the shell."""
    return sorted({metric for _, metric in _names_in_plan() if metric.startswith(incomplete)})


def _names_in_plan() -> list[tuple[str, str]]:
    """Id and metric of each target of the nearest plan; none where it cannot be read: a shell wants no message."""
    from fuling_cli.store.plan_file import targets_to_complete

    home = os.environ.get("HOME")
    try:
        return targets_to_complete(find(None, os.environ, Path.cwd(), Path(home) if home else None).targets)
    except FulingError:
        return []
