"""What a table adds to a ledger: each figure that is not in it yet, and what speaks against recording it."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from fuling_cli.core.ledger import Actual, Ledger
from fuling_cli.core.plausibility import Severity, check_plausibility
from fuling_cli.core.steps import step_moment
from fuling_cli.core.target import Plan
from fuling_cli.core.units import unit_factor
from fuling_cli.importer.placed import Placed
from fuling_cli.importer.row_entries import USUAL_STATUS
from fuling_cli.importer.sheet import WrongCell
from fuling_cli.language import Message, message
from fuling_cli.reports.entry import entry_words


class Standing(StrEnum):
    """How a figure of a table stands to the ledger: new, a new vintage of a year that has one, or recorded already."""

    NEW = "new"
    VINTAGE = "vintage"
    KNOWN = "known"


class Addition(NamedTuple):
    """A figure of a table with its standing."""

    actual: Actual
    standing: Standing


class Moment(NamedTuple):
    """When an import happens: by the clock, and the day by which figures are judged."""

    now: datetime
    today: date


class Additions:
    """The figures of a table held against a ledger, one after the other.

    All that are new share one moment, later than any entry of the ledger: it tells which of them were added together.
    """

    def __init__(
        self, ledger: Ledger, plan: Plan, moment: Moment, *, revise: bool = False, force: bool = False
    ) -> None:
        self.metrics = plan.metrics
        self.today, self.revise, self.force = moment.today, revise, force
        self.moment = step_moment(ledger, moment.now, {(entry.metric, entry.year) for entry in ledger.entries})
        self.found: list[Addition] = []
        self.wrong: list[WrongCell] = []
        self.lifted: list[Message] = []
        self.without_source = 0
        self.held = Counter(_content_of(actual) for actual in ledger.actuals)
        self.seen = set(self.held)
        self.of_any_status = {content._replace(status=USUAL_STATUS) for content in self.held}
        self.current: dict[str, dict[int, Actual]] = {}
        self.years: dict[str, list[int]] = {}
        for actual in ledger.actuals:
            self._keep(actual)

    @property
    def actuals(self) -> list[Actual]:
        """The entries to append."""
        return [one.actual for one in self.found if one.standing is not Standing.KNOWN]

    def add_all(self, placed: Iterable[Placed]) -> None:
        """Hold every figure against the ledger and those before it."""
        for one in placed:
            self._add(one)

    def _add(self, placed: Placed) -> None:
        actual = placed.actual
        if self._is_recorded(placed):
            self.found.append(Addition(actual, Standing.KNOWN))
            return
        years = self.current.get(actual.metric, {})
        is_vintage = actual.year in years
        if is_vintage and not (self.revise or placed.dated):
            self.wrong.append(placed.wrong("value", message("import.exists", entry=entry_words(years[actual.year]))))
        self.wrong += self._issues(placed)
        if is_vintage and not placed.says_status:
            actual = actual._replace(status="revised")
        if not placed.dated:
            actual = actual._replace(recorded=self.moment)
        self._keep(actual)
        self.found.append(Addition(actual, Standing.VINTAGE if is_vintage else Standing.NEW))
        content = _content_of(actual)
        self.seen.update((content, actual))
        self.of_any_status.add(content._replace(status=USUAL_STATUS))

    def _issues(self, placed: Placed) -> Iterator[WrongCell]:
        """What is impossible, or worth a second look, about a figure beside the years around it of its metric."""
        target = self.metrics[placed.actual.metric]
        for issue in check_plausibility(placed.actual, target, self._neighbours(placed.actual), self.today):
            if issue.severity is Severity.IMPOSSIBLE:
                yield placed.wrong(issue.key, issue.message)
            elif issue.severity is Severity.ASK and self.force:
                self.lifted.append(issue.message)
            elif issue.severity is Severity.ASK:
                yield placed.wrong(issue.key, message("record.use_force", odd=issue.message))
            elif issue.key == "source":
                self.without_source += 1

    def _neighbours(self, actual: Actual) -> Iterator[Actual]:
        """The figures of the nearest years before and after a figure's that can be compared with it."""
        held, unit = self.current.get(actual.metric, {}), self.metrics[actual.metric].unit
        years = self.years.get(actual.metric, [])
        before, after = years[: bisect_left(years, actual.year)], years[bisect_right(years, actual.year) :]
        for side in (reversed(before), after):
            comparable = (held[year] for year in side if unit_factor(held[year].unit, unit) is not None)
            yield from islice(comparable, 1)

    def _is_recorded(self, placed: Placed) -> bool:
        """Whether the figure is recorded, with whatever status where the table says none.

        An export may tell the same one twice, when it was revised and restored.
        """
        content = _content_of(placed.actual)
        if not placed.dated:
            return content in (self.seen if placed.says_status else self.of_any_status)
        self.held[content] -= 1
        return self.held[content] >= 0 or placed.actual in self.seen

    def _keep(self, actual: Actual) -> None:
        """Take note of a vintage, where none of its year was published later."""
        years = self.current.setdefault(actual.metric, {})
        held = years.get(actual.year)
        if held is None or held.publication <= actual.publication:
            years[actual.year] = actual
        if held is None:
            insort(self.years.setdefault(actual.metric, []), actual.year)


def _content_of(actual: Actual) -> Actual:
    """The entry without the moment it was recorded: what makes two entries the same."""
    return actual._replace(recorded=datetime.min.replace(tzinfo=UTC))
