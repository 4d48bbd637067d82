"""The definitions of a plan, and the figures of a ledger, as tables."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from fuling_cli.core.ledger import STATUSES, Actual, Ledger, current_series
from fuling_cli.core.names import metric_names, simplify_name
from fuling_cli.core.target import COMPARATORS, DIRECTIONS, FIGURE_KINDS, Plan, Target
from fuling_cli.language import Bilingual, Message, Sentences, message
from fuling_cli.reports.kinds import announced, number_words
from fuling_cli.tables.table import AS_OF, PLAN, Cell, Column, Kind, Schema, Table

TARGET_COLUMNS = (
    Column("id", Kind.TEXT, shown=False, typed=True, always=True),
    Column("name", Kind.NAME, always=True),
    Column("metric", Kind.TEXT, shown=False, typed=True, always=True),
    Column("group", Kind.TEXT, shown=False, always=True),
    Column("group_name", Kind.WORDS, written=False),
    Column("number", Kind.WORDS, written=False),
    Column("at", Kind.TEXT, shown=False, always=True, choices=COMPARATORS),
    Column("value", Kind.NUMBER, shown=False, sheet=True),
    Column("multiple", Kind.NUMBER, shown=False, sheet=True),
    Column("growth", Kind.NUMBER, shown=False),
    Column("from", Kind.NUMBER, shown=False),
    Column("to", Kind.NUMBER, shown=False),
    Column("unit", Kind.TEXT, shown=False, sheet=True),
    Column("by", Kind.YEAR),
    Column("base_year", Kind.YEAR, always=True),
    Column("baseline", Kind.NUMBER, shown=False, sheet=True),
    Column("direction", Kind.TEXT, shown=False, always=True, choices=DIRECTIONS),
    Column("whole", Kind.FLAG, shown=False, always=True),
    Column("figures", Kind.TEXT, shown=False, always=True, choices=FIGURE_KINDS),
    Column("every_year", Kind.FLAG, shown=False, always=True),
    Column("limit", Kind.NUMBER, shown=False),
    Column("comparable_from", Kind.YEAR, shown=False),
    Column("binding", Kind.FLAG, shown=False),
    Column("since", Kind.DAY, shown=False),
    Column("replaces", Kind.TEXT, shown=False),
    Column("method", Kind.TEXT, shown=False),
    Column("terms", Kind.WORDS, written=False),
    Column("note", Kind.WORDS, shown=False, sheet=True),
)
ACTUAL_COLUMNS = (
    Column("metric", Kind.TEXT, shown=False, typed=True, always=True),
    Column("metric_name", Kind.NAME, written=False),
    Column("year", Kind.YEAR, always=True),
    Column("figure", Kind.FIGURE, written=False),
    *(Column(part, Kind.NUMBER, shown=False) for part in ("value", "low", "high")),
    Column("unit", Kind.TEXT, always=True),
    Column("status", Kind.TEXT, shown=False, always=True, choices=STATUSES),
    Column("kind", Kind.WORDS, written=False),
    Column("published", Kind.DAY),
    Column("source", Kind.TEXT),
    Column("url", Kind.TEXT, shown=False, sheet=True),
    Column("note", Kind.TEXT, shown=False, sheet=True),
    Column("recorded", Kind.MOMENT, shown=False, sheet=True, always=True),
)
STANDINGS = ("current", "superseded", "withdrawn", "not_yet")
HISTORY_COLUMNS = (
    *ACTUAL_COLUMNS,
    Column("standing", Kind.TEXT, shown=False, always=True, choices=STANDINGS),
    Column("counts", Kind.WORDS, written=False),
)
USUAL_GROUPS = ("headline", "supporting", "commitment")
"""The groups that have a name in both languages; another group is called by its own word."""
TARGETS = Schema("fuling.targets/1", "targets", TARGET_COLUMNS, head=PLAN)
ACTUALS = Schema("fuling.actuals/1", "actuals", ACTUAL_COLUMNS, head=AS_OF)
HISTORY = Schema("fuling.history/1", "vintages", HISTORY_COLUMNS, head=AS_OF)


def definitions(plan: Plan, targets: Sequence[Target]) -> Table:
    """The targets as they were announced."""
    return Table(
        schema=TARGETS.name,
        title=message("targets.title", plan=plan.title),
        rows_key=TARGETS.rows_key,
        columns=tuple(
            column._replace(shown=any(map(_terms, targets))) if column.key == "terms" else column
            for column in TARGETS.columns
        ),
        rows=tuple(_definition_row(target) for target in targets),
        head={"plan": {"id": plan.id, "title": plan.title._asdict()}},
        notes=(message("targets.source", announced=plan.announced, source=plan.source),),
    )


def _definition_row(target: Target) -> tuple[Cell, ...]:
    made: dict[str, Cell] = {
        "group_name": group_name(target.group),
        "number": number_words(target) if target.has_number or target.directed else None,
        "from": target.value_range and target.value_range[0],
        "to": target.value_range and target.value_range[1],
        "terms": _terms(target),
        "note": Bilingual(target.note, target.note) if isinstance(target.note, str) else target.note,
    }
    return tuple(made[c.key] if c.key in made else getattr(target, c.key) for c in TARGET_COLUMNS)


def _terms(target: Target) -> Message | None:
    """What was announced beside the number to reach."""
    _number, *others = announced(target)
    return message("remarks", sentences=Sentences(others)) if others else None


def actuals(plan: Plan, entries: Sequence[Actual], as_of: date) -> Table:
    """The entries that count and were published by a day, in the order of the ledger."""
    names = metric_labels(plan)
    return Table(
        schema=ACTUALS.name,
        title=message("actuals.title", plan=plan.title, as_of=as_of),
        rows_key=ACTUALS.rows_key,
        columns=ACTUALS.columns,
        rows=tuple(_vintage_cells(names, entry) for entry in entries if entry.publication <= as_of),
        head={"plan": {"id": plan.id, "title": plan.title._asdict()}, "as_of": as_of.isoformat()},
    )


class Vintage(NamedTuple):
    """A published version of a figure; ``standing`` is one of `STANDINGS`, ``replaced_by`` the one in use instead."""

    actual: Actual
    standing: str
    replaced_by: Actual | None


def vintages(ledger: Ledger, metrics: Sequence[str], as_of: date) -> Iterator[Vintage]:
    """Every version of some metrics' figures, by metric, year and publication; also those that are not in use."""
    current = {metric: current_series(ledger.of(metric), as_of) for metric in metrics}
    withdrawn = {id(ledger.entries[place]) for place in ledger.withdrawn}
    entries = (entry for entry in ledger.entries if entry.metric in current)
    for entry in sorted(entries, key=lambda one: (metrics.index(one.metric), one.year, one.publication)):
        used = current[entry.metric].get(entry.year)
        if id(entry) in withdrawn:
            yield Vintage(entry, "withdrawn", None)
        elif used is entry:
            yield Vintage(entry, "current", None)
        elif entry.publication > as_of:
            yield Vintage(entry, "not_yet", None)
        else:
            yield Vintage(entry, "superseded", used)


def history(plan: Plan, ledger: Ledger, metrics: Sequence[str], as_of: date) -> Table:
    """Every vintage of some metrics, by metric, year and publication; also those that no longer count."""
    names = metric_labels(plan)
    return Table(
        schema=HISTORY.name,
        title=message("history.title", plan=plan.title, as_of=as_of),
        rows_key=HISTORY.rows_key,
        columns=HISTORY.columns,
        rows=tuple(
            (*_vintage_cells(names, one.actual), one.standing, message(f"standing.{one.standing}"))
            for one in vintages(ledger, metrics, as_of)
        ),
        head={"plan": {"id": plan.id, "title": plan.title._asdict()}, "as_of": as_of.isoformat()},
    )


def metric_labels(plan: Plan) -> dict[str, Bilingual]:
    """What readers call each metric, by its id: its name, or the id where an import would not know the name again."""
    known = metric_names(plan)
    return {
        metric: target.name
        if all(known.get(simplify_name(name)) is target for name in target.name)
        else Bilingual(metric, metric)
        for metric, target in plan.metrics.items()
    }


def group_name(group: str) -> Message | str:
    """What a group is called: its own word where it is not one of the usual ones."""
    return message(f"group.{group}") if group in USUAL_GROUPS else group


def _vintage_cells(names: Mapping[str, Bilingual], actual: Actual) -> tuple[Cell, ...]:
    made: dict[str, Cell] = dict(zip(("value", "low", "high"), actual.figure.fields, strict=True))
    made["metric_name"] = names.get(actual.metric) or Bilingual(actual.metric, actual.metric)
    made["kind"] = message(f"status.{actual.status}")
    return tuple(made[c.key] if c.key in made else getattr(actual, c.key) for c in ACTUAL_COLUMNS)
