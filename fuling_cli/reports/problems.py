"""The problems of the data files as a table."""

from collections.abc import Sequence

from fuling_cli.errors import Problem
from fuling_cli.language import message
from fuling_cli.reports.table import Column, Kind, Table

COLUMNS = (
    Column("file", Kind.TEXT),
    Column("line", Kind.COUNT),
    Column("column", Kind.COUNT),
    Column("key", Kind.TEXT),
    Column("serious", Kind.FLAG),
    Column("problem", Kind.WORDS),
)


def problems_table(problems: Sequence[Problem]) -> Table:
    """One row a problem, in the order found."""
    return Table(
        schema="fuling.check/1",
        title=message("check.title", count=len(problems)),
        rows_key="problems",
        columns=COLUMNS,
        rows=tuple((p.path, p.line, p.column, p.key or None, p.serious, p.message) for p in problems),
    )
