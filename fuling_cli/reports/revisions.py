"""The verdicts as of every publication, as a table."""

from collections.abc import Sequence
from datetime import date

from fuling_cli.core.revisions import Turn
from fuling_cli.core.target import Plan
from fuling_cli.language import Message, Sentences, message
from fuling_cli.tables.cell_text import figure_text
from fuling_cli.tables.table import AS_OF, Cell, Column, Kind, Schema, Table

COLUMNS = (
    Column("target", Kind.TEXT, shown=False, typed=True, always=True),
    Column("name", Kind.NAME, written=False),
    Column("as_of", Kind.DAY, always=True),
    Column("figures", Kind.LIST, always=True),
    Column("planned_growth", Kind.GROWTH),
    Column("observed_growth", Kind.GROWTH),
    Column("turned", Kind.WORDS, written=False),
    Column("unrevised", Kind.VERDICT, shown=False),
    Column("unchanged", Kind.VERDICT, shown=False),
    Column("verdict", Kind.VERDICT, always=True),
)
SCHEMA = Schema("fuling.verdicts/1", "verdicts", COLUMNS, head=AS_OF)


def turns_table(plan: Plan, found: Sequence[Turn], as_of: date) -> Table:
    """One row a publication and target, by target, then by day."""
    return Table(
        schema=SCHEMA.name,
        title=message("verdicts.title", plan=plan.title, as_of=as_of),
        rows_key=SCHEMA.rows_key,
        columns=COLUMNS,
        rows=tuple(_revision_row(turn) for turn in found),
        head={"plan": {"id": plan.id, "title": plan.title._asdict()}, "as_of": as_of.isoformat()},
    )


def turned_words(turn: Turn) -> Message | None:
    """What alone made the verdict another, a revision or another target, and which it would have been without."""
    said = [
        message(key, verdict=message(f"verdict.{verdict}"))
        for key, verdict in (("verdicts.turned", turn.unrevised), ("verdicts.changed", turn.unchanged))
        if verdict is not None
    ]
    return message("remarks", sentences=Sentences(said)) if said else None


def _revision_row(turn: Turn) -> tuple[Cell, ...]:
    return (
        turn.found.target.id,
        turn.found.target.name,
        turn.day,
        tuple(f"{actual.year} = {figure_text(actual.figure)} {actual.unit}" for actual in turn.published),
        turn.found.numbers.planned_growth,
        turn.found.numbers.observed_growth,
        turned_words(turn),
        turn.unrevised,
        turn.unchanged,
        turn.found.verdict,
    )
