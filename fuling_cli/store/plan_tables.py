"""The tables of targets.toml, as they are checked and described."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Annotated, Any, NotRequired, TypeAlias

from pydantic import Discriminator, Field, PlainValidator, Tag, TypeAdapter, WithJsonSchema, with_config
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict  # which pydantic asks for on Python 3.11

from fuling_cli.core.target import Comparator, Direction, FigureKind, PriceBasis
from fuling_cli.language import message
from fuling_cli.methods import FOR_NUMBERS, METHODS, WITHOUT_NUMBER
from fuling_cli.store.fields import (
    FIRST_YEAR,
    LAST_YEAR,
    TAGS,
    Complaint,
    Day,
    Multiple,
    Number,
    Slug,
    Text,
    Year,
    obeys,
    plain_or_table,
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


PLAIN, TABLE = TAGS
Words: TypeAlias = Annotated[
    Annotated[Text, Tag(PLAIN)] | Annotated[NameTable, Tag(TABLE)], Discriminator(plain_or_table)
]
"""A text in one language, or in both."""


@with_config(table_config())
class PlanTable(TypedDict):
    """The ``[plan]`` table."""

    id: Slug
    title: NameTable
    area: NameTable
    base_year: Year
    by: Year
    announced: Day
    source: Words
    method: NotRequired[MethodName]


RangeTable = TypedDict("RangeTable", {"from": Number, "to": Number})
"""Both ends of a range that a target is to stay in or to reach; ``from`` is a word of Python."""
RangeTable.__pydantic_config__ = table_config()  # type: ignore[attr-defined]  # as `with_config` does


def _range_complaints(ends: RangeTable) -> Iterator[Complaint]:
    if not ends["from"] < ends["to"]:
        yield ("to",), message("data.backwards", low=ends["from"], high=ends["to"])


Value: TypeAlias = Annotated[
    Annotated[Number, Tag(PLAIN)] | Annotated[RangeTable, obeys(_range_complaints), Tag(TABLE)],
    Discriminator(plain_or_table),
]
"""A number, or a range."""

NUMBERS = ("value", "multiple", "growth")
"""The keys that say what number is to be reached: a target has one of them, or none."""
ANNOUNCED_WITH: Mapping[FigureKind, tuple[str, ...]] = {"growth": ("growth", "multiple"), "flow": ("value",)}
"""The keys that fit figures which are growth rates, or amounts that add up."""
_TARGET_SCHEMA = {
    "dependentRequired": {**{key: ["unit"] for key in NUMBERS}, "replaces": ["since"]},
    "allOf": [
        *({"not": {"required": [first, second]}} for first, second in combinations(NUMBERS, 2)),
        {
            "if": {"properties": {"whole": {"const": True}}, "required": ["whole"]},
            "then": {"properties": {key: {"type": ["integer", "object"]} for key in ("value", "baseline")}},
        },
        {
            "if": {"properties": {"every_year": {"const": True}}, "required": ["every_year"]},
            "then": {"required": ["value"]},
        },
        *(
            {
                "if": {"properties": {"figures": {"const": figures}}, "required": ["figures"]},
                "then": {"not": {"anyOf": [{"required": [key]} for key in NUMBERS if key not in wanted]}},
            }
            for figures, wanted in ANNOUNCED_WITH.items()
        ),
        *(
            {
                "if": {"properties": {"at": {"const": at}}, "required": ["at"]},
                "then": {"properties": {"direction": {"const": direction}, "value": {"type": "number"}}},
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
    value: NotRequired[Value]
    metric: NotRequired[Slug]
    at: NotRequired[Comparator]
    direction: NotRequired[Direction]
    by: NotRequired[Deadline]
    base_year: NotRequired[Year]
    baseline: NotRequired[Number]
    multiple: NotRequired[Multiple]
    growth: NotRequired[Number]
    figures: NotRequired[FigureKind]
    every_year: NotRequired[bool]
    limit: NotRequired[Number]
    comparable_from: NotRequired[Year]
    whole: NotRequired[bool]
    group: NotRequired[Text]
    method: NotRequired[MethodName]
    note: NotRequired[Words]
    short: NotRequired[NameTable]
    aliases: NotRequired[list[Text]]
    binding: NotRequired[bool]
    prices: NotRequired[PriceBasis]
    since: NotRequired[Day]
    replaces: NotRequired[Slug]


def _target_complaints(row: TargetTable) -> Iterator[Complaint]:
    """Where the keys of one target contradict each other."""
    given = [key for key in NUMBERS if key in row]
    value = row.get("value")
    if "at" in row and "direction" in row and row["direction"] != DIRECTION_OF[row["at"]]:
        yield ("at",), message("data.direction", at=row["at"], direction=row["direction"])
    if "at" in row and isinstance(value, dict):
        yield ("at",), message("data.range_at")
    if len(given) > 1:
        yield (given[-1],), message("data.one_number", keys=given)
    if given and "unit" not in row:
        yield ("unit",), message("data.missing_key", key="unit")
    if row.get("whole") and any(number % 1 for number in (*_value_ends(value), *_value_ends(row.get("baseline")))):
        yield ("value",), message("data.not_whole")
    if row.get("every_year") and "value" not in row:
        yield ("every_year",), message("data.every_year")
    if "growth" in row and row.get("by") == UNDATED:
        yield ("growth",), message("data.growth_undated")
    yield from _unfit_for_number(row, given)
    if "replaces" in row and "since" not in row:
        yield ("since",), message("data.missing_key", key="since")


def _unfit_for_number(row: TargetTable, given: list[str]) -> Iterator[Complaint]:
    """What does not fit the keys that say what number is to be reached, or that there is none."""
    method = row.get("method")
    if given and method == WITHOUT_NUMBER:
        yield ("method",), message("data.trend", id=row["id"], expected=list(FOR_NUMBERS))
    if not given and "direction" in row and method not in (None, WITHOUT_NUMBER):
        yield ("method",), message("data.only_trend", id=row["id"], value=method)
    wanted = ANNOUNCED_WITH.get(row.get("figures", "level"), ())
    if wanted and given and given[-1] not in wanted:
        yield ("figures",), message("data.figures", value=row["figures"], expected=list(wanted))


def _value_ends(value: Decimal | RangeTable | None) -> tuple[Decimal, ...]:
    """The numbers in a value: none, itself, or both ends."""
    if value is None:
        return ()
    return (value["from"], value["to"]) if isinstance(value, dict) else (value,)


@with_config(table_config())
class PlanTables(TypedDict):
    """The whole of targets.toml."""

    plan: PlanTable
    target: NotRequired[list[Annotated[TargetTable, obeys(_target_complaints)]]]


def _plan_complaints(tables: PlanTables) -> Iterator[Complaint]:
    """What is wrong between the targets of a plan, and between a target and the plan's defaults."""
    rows = tables.get("target", [])
    metrics = {row["id"]: row.get("metric", row["id"]) for row in rows}
    seen: set[str] = set()
    for place, row in enumerate(rows):
        by = row.get("by", tables["plan"]["by"])
        base_year = row.get("base_year", tables["plan"]["base_year"])
        if by != UNDATED and by <= base_year:
            yield ("target", place, "by"), message("data.deadline", by=by, base_year=base_year)
        if row["id"] in seen:
            yield ("target", place, "id"), message("data.twice", value=row["id"])
        replaced = row.get("replaces")
        if replaced is not None and (replaced == row["id"] or metrics.get(replaced) != metrics[row["id"]]):
            yield ("target", place, "replaces"), message("data.replaces", value=replaced)
        elif replaced is not None and [other.get("replaces") for other in rows[:place]].count(replaced):
            yield ("target", place, "replaces"), message("data.replaced_twice", value=replaced)
        earlier = next((other.get("since") for other in rows if other["id"] == replaced != row["id"]), None)
        first = tables["plan"]["announced"] if earlier is None else earlier
        if "since" in row and row["since"] <= first:
            yield ("target", place, "since"), message("data.since", since=row["since"], first=first)
        for alias in row.get("aliases", []):
            if metrics.get(alias, metrics[row["id"]]) != metrics[row["id"]]:
                yield ("target", place, "aliases"), message("data.alias", value=alias)
        seen.add(row["id"])


KEYS = {
    "": tuple(PlanTables.__annotations__),
    "plan": tuple(PlanTable.__annotations__),
    "target": tuple(TargetTable.__annotations__),
    **dict.fromkeys(("name", "title", "area", "source", "note", "short"), tuple(NameTable.__annotations__)),
    "value": tuple(RangeTable.__annotations__),
}
"""The allowed keys of each table."""


@cache
def plan_adapter() -> TypeAdapter[PlanTables]:
    """What checks a whole plan."""
    return TypeAdapter(Annotated[PlanTables, obeys(_plan_complaints)])
