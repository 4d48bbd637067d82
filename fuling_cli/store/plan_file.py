"""targets.toml: one announced set of targets, read strictly."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, NotRequired, TypeAlias, TypedDict

from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import literal_schema, no_info_plain_validator_function

from fuling_cli.core.target import COMPARATORS, DIRECTIONS, HEADLINE, Comparator, Direction, Plan, Target
from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import Bilingual, Message, message
from fuling_cli.methods import METHODS
from fuling_cli.store.fields import FIRST_YEAR, LAST_YEAR, Day, Multiple, Number, Slug, Switch, Text, Year
from fuling_cli.store.read_file import read
from fuling_cli.store.toml_document import Source

UNDATED = "undated"


def _year_or_undated(value: object) -> object:
    """A year in the range of years, or the word for none."""
    if value == UNDATED or (type(value) is int and FIRST_YEAR <= value <= LAST_YEAR):
        return value
    raise PydanticCustomError("year_or_undated", "neither a year nor undated")


Deadline: TypeAlias = Annotated[
    int | str,
    no_info_plain_validator_function(
        _year_or_undated,
        metadata={"anyOf": [{"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}, {"const": UNDATED}]},
    ),
]
At: TypeAlias = Annotated[Comparator, literal_schema([*COMPARATORS])]
Way: TypeAlias = Annotated[Direction, literal_schema([*DIRECTIONS])]


class NameTable(TypedDict):
    """A name in both languages."""

    en: Text
    zh: Text


class PlanTable(TypedDict):
    """The ``[plan]`` table."""

    id: Slug
    title: NameTable
    area: NameTable
    base_year: Year
    by: Year
    announced: Day
    source: Text
    method: NotRequired[Text]


class TargetTable(TypedDict):
    """One ``[[target]]`` table."""

    id: Slug
    name: NameTable
    unit: NotRequired[Text]
    value: NotRequired[Number]
    metric: NotRequired[Slug]
    at: NotRequired[At]
    direction: NotRequired[Way]
    by: NotRequired[Deadline]
    base_year: NotRequired[Year]
    baseline: NotRequired[Number]
    multiple: NotRequired[Multiple]
    whole: NotRequired[Switch]
    group: NotRequired[Text]
    method: NotRequired[Text]
    note: NotRequired[Text]


class PlanFile(TypedDict):
    """The whole of targets.toml."""

    plan: PlanTable
    target: NotRequired[list[TargetTable]]


KEYS = {
    "": tuple(PlanFile.__annotations__),
    "plan": tuple(PlanTable.__annotations__),
    "target": tuple(TargetTable.__annotations__),
    **dict.fromkeys(("name", "title", "area"), tuple(NameTable.__annotations__)),
}
"""The allowed keys of each table."""


def load_plan(path: Path) -> Plan:
    """The plan in a file; raises InvalidData with every problem at file:line:column."""
    raw = read(path)
    if raw is None:
        raise InvalidData([Problem(str(path), 1, 1, message("data.no_plan"))])
    source = Source(path, raw)
    file = source.validated(PlanFile, KEYS)
    problems = [*_problems(source, file)]
    if problems:
        raise InvalidData(problems)
    table = file["plan"]
    return Plan(
        id=table["id"],
        title=Bilingual(**table["title"]),
        area=Bilingual(**table["area"]),
        base_year=table["base_year"],
        by=table["by"],
        announced=table["announced"],
        source=table["source"],
        method=table.get("method"),
        targets=tuple(_target(row, table) for row in file.get("target", [])),
    )


def _target(row: TargetTable, plan: PlanTable) -> Target:
    by = row.get("by", plan["by"])
    direction = row.get("direction", DIRECTION_OF[row.get("at", "least")])
    return Target(
        id=row["id"],
        metric=row.get("metric", row["id"]),
        name=Bilingual(**row["name"]),
        unit=row.get("unit", ""),
        base_year=row.get("base_year", plan["base_year"]),
        by=by if isinstance(by, int) else None,
        direction=direction,
        directed="direction" in row,
        at=row.get("at", "least" if direction == "up" else "most"),
        value=row.get("value"),
        multiple=row.get("multiple"),
        baseline=row.get("baseline"),
        whole=row.get("whole", False),
        group=row.get("group", HEADLINE),
        method=row.get("method"),
        note=row.get("note"),
    )


DIRECTION_OF: Mapping[Comparator, Direction] = {"least": "up", "more": "up", "most": "down", "less": "down"}
"""The direction that a comparator speaks of, where none is given."""


Complaint: TypeAlias = tuple[str, Message]
"""The key of a table that a problem concerns, and what is wrong."""


def _problems(source: Source, file: PlanFile) -> list[Problem]:
    """What the shape of the tables does not catch: each problem at its key."""
    plan, rows = file["plan"], file.get("target", [])
    found = [source.problem(("plan", key), text) for key, text in _method_complaints(plan.get("method"))]
    seen: set[str] = set()
    for place, row in enumerate(rows):
        complaints = [*_target_complaints(row, plan), *_method_complaints(row.get("method"))]
        if row["id"] in seen:
            complaints.append(("id", message("data.twice", value=row["id"])))
        seen.add(row["id"])
        found += [source.problem(("target", place, key), text) for key, text in complaints]
    return found


def _method_complaints(method: str | None) -> Iterator[Complaint]:
    if method is not None and method not in METHODS.names:
        yield "method", message("data.method", value=method, expected=list(METHODS.names))


def _target_complaints(row: TargetTable, plan: PlanTable) -> Iterator[Complaint]:
    """Where the keys of one target contradict each other."""
    if "at" in row and "direction" in row and row["direction"] != DIRECTION_OF[row["at"]]:
        yield "at", message("data.direction", at=row["at"], direction=row["direction"])
    if "value" in row and "multiple" in row:
        yield "multiple", message("data.value_or_multiple")
    if ("value" in row or "multiple" in row) and "unit" not in row:
        yield "unit", message("data.missing_key", key="unit")
    by, base_year = row.get("by", plan["by"]), row.get("base_year", plan["base_year"])
    if isinstance(by, int) and by <= base_year:
        yield "by", message("data.deadline", by=by, base_year=base_year)
    if row.get("whole") and any(n is not None and n % 1 for n in (row.get("value"), row.get("baseline"))):
        yield "value", message("data.not_whole")
