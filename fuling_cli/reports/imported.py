"""What an import took from a table: a row a metric, or a row a figure, and what it did to the verdicts."""

from collections.abc import Sequence

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import Actual
from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Message, message
from fuling_cli.tables.table import Cell, Column, Kind, Table

TAKEN_COLUMNS = (
    Column("metric", Kind.TEXT),
    Column("years", Kind.TEXT),
    Column("figures_taken", Kind.COUNT),
    Column("first_figure", Kind.FIGURE),
    Column("last_figure", Kind.FIGURE),
    Column("unit", Kind.TEXT),
    Column("new", Kind.COUNT),
    Column("known", Kind.COUNT),
)
FIGURE_COLUMNS = (
    Column("metric", Kind.TEXT),
    Column("year", Kind.YEAR),
    Column("figure", Kind.FIGURE),
    Column("unit", Kind.TEXT),
    Column("import_standing", Kind.WORDS),
)


def taken_table(found: Sequence[tuple[Actual, str]], title: Message, notes: Sequence[Message] = ()) -> Table:
    """A row a metric: its years, the first and the last figure, and how many are new and known."""
    by_metric: dict[str, list[tuple[Actual, str]]] = {}
    for actual, standing in found:
        by_metric.setdefault(actual.metric, []).append((actual, standing))
    return Table(
        schema="imported",
        title=title,
        rows_key="metrics",
        columns=TAKEN_COLUMNS,
        rows=tuple(_metric_row(metric, taken) for metric, taken in by_metric.items()),
        notes=tuple(notes),
    )


def _metric_row(metric: str, taken: Sequence[tuple[Actual, str]]) -> tuple[Cell, ...]:
    ordered = sorted((actual for actual, _ in taken), key=lambda actual: actual.year)
    first, last = ordered[0], ordered[-1]
    known = sum(standing == "known" for _, standing in taken)
    years = str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    figures: tuple[Figure, Figure] = first.figure, last.figure
    return (metric, years, len(taken), *figures, last.unit, len(taken) - known, known)


def figures_table(found: Sequence[tuple[Actual, str]], title: Message) -> Table:
    """A row a figure: metric, year, value, and whether it is new."""
    return Table(
        schema="imported",
        title=title,
        rows_key="figures",
        columns=FIGURE_COLUMNS,
        rows=tuple(
            (actual.metric, actual.year, actual.figure, actual.unit, message(f"import.standing.{standing}"))
            for actual, standing in found
        ),
    )


def verdict_changes(targets: Sequence[Target], before: Sequence[Verdict], after: Sequence[Verdict]) -> list[Message]:
    """A line a target: its verdict before and after."""
    return [
        message(
            "import.verdict" if old != new else "import.verdict_same",
            target=target.id,
            before=message(f"verdict.{old}"),
            after=message(f"verdict.{new}"),
        )
        for target, old, new in zip(targets, before, after, strict=True)
    ]
