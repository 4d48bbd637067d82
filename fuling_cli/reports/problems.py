"""The problems of the data files as a table."""

from collections.abc import Sequence

from fuling_cli.errors import Problem
from fuling_cli.language import message
from fuling_cli.tables.table import Column, Kind, Schema, Table

COLUMNS = (
    Column("file", Kind.TEXT, always=True),
    Column("line", Kind.COUNT, always=True),
    Column("column", Kind.COUNT, always=True),
    Column("key", Kind.TEXT),
    Column("serious", Kind.FLAG, always=True),
    Column("problem", Kind.WORDS, always=True),
)
SCHEMA = Schema("fuling.check/1", "problems", COLUMNS)


def problems_table(problems: Sequence[Problem]) -> Table:
    """One row a problem, in the order found."""
    return Table(
        schema=SCHEMA.name,
        title=message("check.title", count=len(problems)),
        rows_key=SCHEMA.rows_key,
        columns=COLUMNS,
        rows=tuple((p.path, p.line, p.column, p.key or None, p.serious, p.message) for p in problems),
    )
