"""The tables of targets.toml, as they are checked and described, and the plan that they make."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NotRequired, TypeAlias

from pydantic import Field, PlainValidator, TypeAdapter, WithJsonSchema, with_config
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict  # which pydantic asks for on Python 3.11

from fuling_cli.core.target import HEADLINE, Comparator, Direction, Plan, Target
from fuling_cli.language import Bilingual, message
from fuling_cli.methods import METHODS
from fuling_cli.store.fields import (
    FIRST_YEAR,
    LAST_YEAR,
    Complaint,
    Day,
    Multiple,
    Number,
    Slug,
    Text,
    Year,
    obeys,
    table_config,
)

UNDATED = "undated"
DIRECTION_OF: Mapping[Comparator, Direction] = {"least": "up", "more": "up", "most": "down", "less": "down"}
"""The direction that a comparator speaks of, where none is given."""


def _year_or_undated(value: object) -> object:
    """A year in the range of years, or the word for none."""
    if value == UNDATED or (type(value) is int and FIRST_YEAR <= value <= LAST_YEAR):
        return value
    raise PydanticCustomError("year_or_undated", "neither a year nor undated")


def _method_complaints(method: str) -> Iterator[Complaint]:
    if method not in METHODS.names:
        yield (), message("data.method", value=method, expected=list(METHODS.names))


Deadline: TypeAlias = Annotated[
    Any,
    PlainValidator(_year_or_undated),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}, {"const": UNDATED}]}),
]
MethodName: TypeAlias = Annotated[str, obeys(_method_complaints), Field(json_schema_extra={"enum": [*METHODS.names]})]


@with_config(table_config())
class NameTable(TypedDict):
    """A name in both languages."""

    en: Text
    zh: Text


@with_config(table_config())
class PlanTable(TypedDict):
    """The ``[plan]`` table."""

    id: Slug
    title: NameTable
    area: NameTable
    base_year: Year
    by: Year
    announced: Day
    source: Text
    method: NotRequired[MethodName]


_TARGET_SCHEMA = {
    "not": {"required": ["value", "multiple"]},
    "dependentRequired": {"value": ["unit"], "multiple": ["unit"]},
    "allOf": [
        {
            "if": {"properties": {"whole": {"const": True}}, "required": ["whole"]},
            "then": {"properties": {key: {"type": "integer"} for key in ("value", "baseline")}},
        },
        *(
            {
                "if": {"properties": {"at": {"const": at}}, "required": ["at"]},
                "then": {"properties": {"direction": {"const": direction}}},
            }
            for at, direction in DIRECTION_OF.items()
        ),
    ],
}
"""The rules of `_target_complaints` as a schema can say them."""


@with_config(table_config(_TARGET_SCHEMA))
class TargetTable(TypedDict):
    """One ``[[target]]`` table."""

    id: Slug
    name: NameTable
    unit: NotRequired[Text]
    value: NotRequired[Number]
    metric: NotRequired[Slug]
    at: NotRequired[Comparator]
    direction: NotRequired[Direction]
    by: NotRequired[Deadline]
    base_year: NotRequired[Year]
    baseline: NotRequired[Number]
    multiple: NotRequired[Multiple]
    whole: NotRequired[bool]
    group: NotRequired[Text]
    method: NotRequired[MethodName]
    note: NotRequired[Text]


def _target_complaints(row: TargetTable) -> Iterator[Complaint]:
    """Where the keys of one target contradict each other."""
    if "at" in row and "direction" in row and row["direction"] != DIRECTION_OF[row["at"]]:
        yield ("at",), message("data.direction", at=row["at"], direction=row["direction"])
    if "value" in row and "multiple" in row:
        yield ("multiple",), message("data.value_or_multiple")
    if ("value" in row or "multiple" in row) and "unit" not in row:
        yield ("unit",), message("data.missing_key", key="unit")
    if row.get("whole") and any(n is not None and n % 1 for n in (row.get("value"), row.get("baseline"))):
        yield ("value",), message("data.not_whole")


@with_config(table_config())
class PlanTables(TypedDict):
    """The whole of targets.toml."""

    plan: PlanTable
    target: NotRequired[list[Annotated[TargetTable, obeys(_target_complaints)]]]


def _plan_complaints(tables: PlanTables) -> Iterator[Complaint]:
    """What is wrong between the targets of a plan, and between a target and the plan's defaults."""
    seen: set[str] = set()
    for place, row in enumerate(tables.get("target", [])):
        by = row.get("by", tables["plan"]["by"])
        base_year = row.get("base_year", tables["plan"]["base_year"])
        if by != UNDATED and by <= base_year:
            yield ("target", place, "by"), message("data.deadline", by=by, base_year=base_year)
        if row["id"] in seen:
            yield ("target", place, "id"), message("data.twice", value=row["id"])
        seen.add(row["id"])


KEYS = {
    "": tuple(PlanTables.__annotations__),
    "plan": tuple(PlanTable.__annotations__),
    "target": tuple(TargetTable.__annotations__),
    **dict.fromkeys(("name", "title", "area"), tuple(NameTable.__annotations__)),
}
"""The allowed keys of each table."""


@cache
def plan_adapter() -> TypeAdapter[PlanTables]:
    """What checks a whole plan."""
    return TypeAdapter(Annotated[PlanTables, obeys(_plan_complaints)])


def plan_from_tables(tables: PlanTables) -> Plan:
    """The plan that valid tables make, its targets in their order."""
    table = tables["plan"]
    return Plan(
        id=table["id"],
        title=Bilingual(**table["title"]),
        area=Bilingual(**table["area"]),
        base_year=table["base_year"],
        by=table["by"],
        announced=table["announced"],
        source=table["source"],
        method=table.get("method"),
        targets=tuple(_target(row, table) for row in tables.get("target", [])),
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
        by=None if by == UNDATED else by,
        direction=direction,
        at=row.get("at", "least" if direction == "up" else "most"),
        value=row.get("value"),
        multiple=row.get("multiple"),
        baseline=row.get("baseline"),
        whole=row.get("whole", False),
        group=row.get("group", HEADLINE),
        method=row.get("method"),
        note=row.get("note"),
    )
