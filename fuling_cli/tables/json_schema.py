"""The JSON Schema of a report's document, made from the columns that the document is made from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from fuling_cli.core.verdict import Verdict
from fuling_cli.tables.table import ENDS, Column, Kind, Schema, machine_keys

JsonSchema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: JsonSchema = {"type": "string"}
_NUMBER: JsonSchema = {"type": "number"}
_TYPES: Mapping[Kind, JsonSchema] = {
    **dict.fromkeys(Kind, _NUMBER),  # all but those below hold numbers
    Kind.TEXT: _TEXT,
    Kind.NAME: _TEXT,
    Kind.WORDS: _TEXT,
    Kind.YEAR: {"type": "integer"},
    Kind.COUNT: {"type": "integer", "minimum": 0},
    Kind.FLAG: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.VERDICT: {"type": "string", "enum": [*map(str, Verdict)]},
}


def json_schema(schema: Schema) -> JsonSchema:
    """The schema of one document, in the dialect of draft 2020-12.

    Keys that are not named are allowed, since a later version of the same name may have more of them.
    """
    head = _object_schema([*_field_schemas(schema.head), *_bounds_fields(schema.head, "target.")])["properties"]
    foot = _object_schema(_field_schemas(schema.foot))["properties"]
    rows = {
        "type": "array",
        "items": _object_schema([*_field_schemas(schema.columns), *_bounds_fields(schema.columns)]),
    }
    properties = {"schema": {"const": schema.name}, **head, schema.rows_key: rows, **foot}
    return {
        "$schema": DIALECT,
        "title": schema.name,
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _bounds_fields(columns: Iterable[Column], folder: str = "") -> Iterator[tuple[str, JsonSchema]]:
    """The field that names those computed numbers of a row that are known only as bounds, where it has any."""
    keys = [column.key for column in columns if column.bounded and column.key.startswith(folder)]
    end = {"type": ["number", "null"]}
    ends = {"type": "object", "properties": dict.fromkeys(ENDS, end), "required": [*ENDS]}
    if keys:
        properties = {key.removeprefix(folder): ends for key in keys}
        yield f"{folder}bounds", {"type": "object", "properties": properties, "additionalProperties": False}


def _field_schemas(columns: Iterable[Column]) -> Iterator[tuple[str, JsonSchema]]:
    """Each field that the columns become, by its dotted key, with the type that it has."""
    for column in columns:
        for key in machine_keys(column) if column.written else ():
            yield key, _column_type(column)


def _column_type(column: Column) -> JsonSchema:
    """The type of a column's fields; of a figure one part or another is always missing."""
    chosen = {"enum": [*map(str, column.choices)]} if column.choices else {}
    if column.kind is Kind.LIST:
        found: JsonSchema = {"type": "array", "items": _TEXT | chosen}
    else:
        found = _TYPES[column.kind] | chosen
    if column.always and column.kind not in (Kind.FIGURE, Kind.GOAL):
        return found
    return found | {"type": [found["type"], "null"]} | ({"enum": [*found["enum"], None]} if "enum" in found else {})


def _object_schema(fields: Iterable[tuple[str, JsonSchema]]) -> JsonSchema:
    """An object of these fields, all of them required; a dot in a key is an object in the object."""
    properties: dict[str, JsonSchema] = {}
    inner: dict[str, list[tuple[str, JsonSchema]]] = {}
    for dotted, kind in fields:
        key, dot, rest = dotted.partition(".")
        properties.setdefault(key, kind)
        if dot:
            inner.setdefault(key, []).append((rest, kind))
    properties |= {key: _object_schema(parts) for key, parts in inner.items()}
    return {"type": "object", "properties": properties, "required": list(properties)}
