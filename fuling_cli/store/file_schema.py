"""The JSON Schemas of the two files, for editors: pydantic's own, with a description of every key.

A day or a moment of TOML is a text of that format to a schema, as editors have it. What `fuling check` says beyond
the schema needs more than one table, or arithmetic.
"""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter

from fuling_cli.language import Language, words
from fuling_cli.store.ledger_tables import ledger_adapter
from fuling_cli.store.plan_tables import plan_adapter
from fuling_cli.tables.json_schema import DIALECT, JsonSchema

FILES: Mapping[str, Callable[[], TypeAdapter[Any]]] = {"targets.toml": plan_adapter, "actuals.toml": ledger_adapter}


def file_schema(name: str, language: Language) -> JsonSchema:
    """The schema of a file, in the dialect of draft 2020-12, with descriptions in one language."""
    schema = FILES[name]().json_schema(mode="validation")
    table = words(language)
    for shape in (schema, *schema.get("$defs", {}).values()):
        shape_name = shape.pop("title")
        prefix = "schema" if shape_name.endswith("Tables") else f"schema.{shape_name.removesuffix('Table').lower()}"
        shape.pop("description", None)
        for key, allowed in shape["properties"].items():
            allowed.pop("title", None)
            allowed["description"] = table[f"{prefix}.{key}"]
    return {"$schema": DIALECT, **schema, "title": name}
