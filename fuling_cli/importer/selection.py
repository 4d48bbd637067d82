"""What was chosen of a table: its rows, how they are read, and what was asked."""

from collections.abc import Sequence
from typing import NamedTuple

from fuling_cli.importer.metrics import MetricNames
from fuling_cli.importer.request import Request
from fuling_cli.importer.shape import Shape
from fuling_cli.importer.table import Table


class Selection(NamedTuple):
    """The rows of a table that are left, with its shape; ``area`` is the plan's, to suggest its own row."""

    table: Table
    rows: Sequence[int]
    shape: Shape
    request: Request
    names: MetricNames
    area: str = ""
