"""The JSON Schema of a document, from its columns."""

import pytest

from fuling_cli.core.verdict import Verdict
from fuling_cli.tables.json_schema import json_schema
from fuling_cli.tables.table import Column, Kind, Schema


def rows_of(*columns: Column) -> dict[str, object]:
    """What a schema says of the rows of these columns."""
    rows: dict[str, object] = json_schema(Schema("t/1", "rows", columns))["properties"]["rows"]["items"]
    return rows


def test_a_document_has_its_name_head_rows_and_foot() -> None:
    day = Column("as_of", Kind.DAY, always=True)
    count = Column("summary.count", Kind.COUNT, always=True)
    assert json_schema(Schema("t/1", "rows", (Column("id", Kind.TEXT),), head=(day,), foot=(count,))) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "t/1",
        "type": "object",
        "properties": {
            "schema": {"const": "t/1"},
            "as_of": {"type": "string", "format": "date"},
            "rows": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"id": {"type": ["string", "null"]}},
                    "required": ["id"],
                },
            },
            "summary": {
                "type": "object",
                "properties": {"count": {"type": "integer", "minimum": 0}},
                "required": ["count"],
            },
        },
        "required": ["schema", "as_of", "rows", "summary"],
    }


def test_a_figure_and_what_is_said_of_it_are_one_object() -> None:
    number = {"type": ["number", "null"]}
    assert rows_of(Column("latest", Kind.FIGURE), Column("latest.year", Kind.YEAR, always=True))["properties"] == {
        "latest": {
            "type": "object",
            "properties": {"value": number, "low": number, "high": number, "year": {"type": "integer"}},
            "required": ["value", "low", "high", "year"],
        }
    }


def test_a_verdict_and_a_choice_are_one_of_their_words() -> None:
    assert rows_of(
        Column("verdict", Kind.VERDICT, always=True),
        Column("unrevised", Kind.VERDICT),
        Column("at", Kind.TEXT, choices=("up", "down")),
        Column("flags", Kind.LIST, always=True, choices=("bound",)),
    )["properties"] == {
        "verdict": {"type": "string", "enum": [str(verdict) for verdict in Verdict]},
        "unrevised": {"type": ["string", "null"], "enum": [*(str(verdict) for verdict in Verdict), None]},
        "at": {"type": ["string", "null"], "enum": ["up", "down", None]},
        "flags": {"type": "array", "items": {"type": "string", "enum": ["bound"]}},
    }


def test_words_stand_in_both_languages_and_what_is_not_written_nowhere() -> None:
    text = {"type": ["string", "null"]}
    assert rows_of(Column("reason", Kind.WORDS), Column("kind", Kind.WORDS, written=False))["properties"] == {
        "reason": text,
        "reason_zh": text,
    }


@pytest.mark.parametrize("kind", [*Kind])
def test_every_kind_that_can_be_written_has_a_type(kind: Kind) -> None:
    assert rows_of(Column("x", kind))["required"] == ["x", "x_zh"] if kind is Kind.WORDS else ["x"]
