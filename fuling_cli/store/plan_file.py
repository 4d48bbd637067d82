"""targets.toml: one announced set of targets, read strictly."""

from pathlib import Path
from typing import NamedTuple

from fuling_cli.core.target import Plan
from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import message
from fuling_cli.store.read_file import read_data_file
from fuling_cli.store.toml_document import TomlDocument


class PlanReading(NamedTuple):
    """A plan, and what is to be told of its file all the same: each unknown key."""

    plan: Plan
    warnings: tuple[Problem, ...] = ()


def load_plan(path: Path) -> Plan:
    """The plan in a file; raises InvalidData with every problem at file:line:column."""
    return read_plan(path).plan


def read_plan(path: Path) -> PlanReading:
    """The plan in a file with the warnings about it; raises InvalidData with every problem at file:line:column."""
    from fuling_cli.store.plan_tables import KEYS, plan_adapter, plan_from_tables

    tables, warnings = _document(path).validate(plan_adapter(), KEYS)
    return PlanReading(plan_from_tables(tables), warnings)


def targets_to_complete(path: Path) -> list[tuple[str, str]]:
    """The id and metric of each target in a file, unchecked, so that a shell need not wait for the checks.

    What has no id as it should be is left out; raises InvalidData where the file is not TOML.
    """
    rows = _document(path).content.get("target", [])
    found = [(row.get("id"), row.get("metric", row.get("id"))) for row in rows if isinstance(row, dict)]
    return [(name, metric) for name, metric in found if isinstance(name, str) and isinstance(metric, str)]


def _document(path: Path) -> TomlDocument:
    """The parsed file; raises InvalidData where there is none."""
    raw = read_data_file(path)
    if raw is None:
        raise InvalidData([Problem(str(path), 1, 1, message("data.no_plan"))])
    return TomlDocument(path, raw)
