"""The JSON Schemas of the two files, for editors: made from the shapes that are checked when a file is read.

A day or a moment of TOML is a text of that format to a schema, as editors have it. What a shape does not say, and the
loader checks afterwards, is said here once more, as far as a schema can: RULES.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fuling_cli.language import Language, message
from fuling_cli.methods import METHODS
from fuling_cli.store.fields import schema_of
from fuling_cli.store.ledger_tables import LedgerFile
from fuling_cli.store.plan_file import DIRECTION_OF, PlanFile
from fuling_cli.tables.json_schema import DIALECT, JsonSchema

FILES: Mapping[str, type] = {"targets.toml": PlanFile, "actuals.toml": LedgerFile}
RULES: Mapping[str, JsonSchema] = {
    "plan": {"properties": {"method": {"enum": list(METHODS.names)}}},
    "target": {
        "properties": {"method": {"enum": list(METHODS.names)}},
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
    },
    "actual": {"oneOf": [{"required": ["value"]}, {"anyOf": [{"required": ["low"]}, {"required": ["high"]}]}]},
}
"""By table; what `fuling check` says beyond that needs more than one table, or arithmetic."""


_TYPES: Mapping[str, JsonSchema] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "decimal": {"type": "number"},
    "bool": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
}
_LIMITS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
}


def file_schema(name: str, language: Language) -> JsonSchema:
    """The schema of a file, in the dialect of draft 2020-12, with descriptions in one language."""
    schema = _schema(schema_of(FILES[name]), "", language)
    return {"$schema": DIALECT, "title": name, **schema}


def _schema(shape: Any, path: str, language: Language) -> JsonSchema:  # noqa: ANN401  pydantic-core's are dictionaries
    """What a shape allows at a path such as "target.value"."""
    match shape["type"]:
        case "typed-dict":
            return _table(shape["fields"], "name" if "." in path else path, language)
        case "list":
            return {"type": "array", "items": _schema(shape["items_schema"], path, language)}
        case "function-before":
            return _schema(shape["schema"], path, language)
        case "function-plain":
            return dict(shape["metadata"])
        case "literal":
            return {"enum": list(shape["expected"])}
        case kind:
            limits = {word: shape[limit] for limit, word in _LIMITS.items() if limit in shape}
            return _TYPES[kind] | {k: int(n) if isinstance(n, Decimal) else n for k, n in limits.items()}


def _table(fields: Mapping[str, Any], table: str, language: Language) -> JsonSchema:
    """A table of these keys and no others, each with what it means; a rule may add to what a key allows."""
    rules = RULES.get(table, {})
    properties = {}
    for key, field in fields.items():
        path = f"{table}.{key}" if table else key
        allowed = _schema(field["schema"], path, language) | rules.get("properties", {}).get(key, {})
        properties[key] = allowed | {"description": message(f"schema.{path}").translate(language)}
    return {
        "type": "object",
        **rules,
        "properties": properties,
        "required": [key for key, field in fields.items() if field["required"]],
        "additionalProperties": False,
    }
