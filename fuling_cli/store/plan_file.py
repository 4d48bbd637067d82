"""targets.toml: one announced set of targets, read strictly."""

from pathlib import Path
from typing import Any, NamedTuple

from fuling_cli.core.target import Plan
from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import message
from fuling_cli.store.read_file import read_data_file
from fuling_cli.store.toml_document import TomlDocument


class PlanReading(NamedTuple):
    """A plan, and what is to be told of its file all the same: each unknown key."""

    plan: Plan
    warnings: tuple[Problem, ...] = ()


class TargetNames(NamedTuple):
    """What a target is called: its id, its metric, and every other name in the order of the file."""

    id: str
    metric: str
    others: tuple[str, ...]


def load_plan(path: Path) -> Plan:
    """The plan in a file; raises InvalidData with every problem at file:line:column."""
    return read_plan(path).plan


def read_plan(path: Path) -> PlanReading:
    """The plan in a file with the warnings about it; raises InvalidData with every problem at file:line:column."""
    from fuling_cli.store.build_plan import plan_from_tables
    from fuling_cli.store.plan_tables import KEYS, plan_adapter

    tables, warnings = _parsed_document(path).validate(plan_adapter(), KEYS)
    return PlanReading(plan_from_tables(tables), warnings)


def targets_to_complete(path: Path) -> list[TargetNames]:
    """What each target in a file is called, unchecked, so that a shell need not wait for the checks.

    What is not written as it should be is left out; raises InvalidData where the file is not TOML.
    """
    rows = _parsed_document(path).content.get("target")
    return [*map(_target_names, filter(_is_table, rows if isinstance(rows, list) else []))]


def _target_names(row: dict[str, Any]) -> TargetNames:
    words = [row[key] for key in ("name", "short") if _is_table(row.get(key))]
    aliases = row.get("aliases")
    others = [*(name for names in words for name in names.values()), *(aliases if isinstance(aliases, list) else [])]
    metric = row.get("metric", row.get("id"))
    texts = [text if isinstance(text, str) else "" for text in (row.get("id"), metric, *others)]
    return TargetNames(texts[0], texts[1], tuple(filter(None, texts[2:])))


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _parsed_document(path: Path) -> TomlDocument:
    """The parsed file; raises InvalidData where there is none."""
    raw = read_data_file(path)
    if raw is None:
        raise InvalidData([Problem(str(path), 1, 1, message("data.no_plan"))])
    return TomlDocument(path, raw)
