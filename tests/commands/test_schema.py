"""fuling schema: what every command prints as JSON fits the schema of its name."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fuling_cli.commands.schema import complete, documents

from .program import PLAN, Fuling

PACKAGE = Path(__file__).parents[2] / "fuling_cli"
PRINTED = {
    "status": "status --all",
    "targets": "targets",
    "actuals": "export actuals",
    "trajectory": "export trajectory --all",
    "history": "history",
    "verdicts": "history --verdicts",
    "forecast": "forecast gdp --growth 7%",
    "check": "check",
    "compare": "compare data",
}
"""A command for every document that there is."""
FILES = ["targets.toml", "actuals.toml"]


def closed(schema: Any) -> Any:  # noqa: ANN401  a part of a schema
    """The schema without room for further keys, to see that all are named."""
    match schema:
        case {"properties": dict()}:
            return {key: closed(part) for key, part in schema.items()} | {"additionalProperties": False}
        case dict():
            return {key: closed(part) for key, part in schema.items()}
        case _:
            return schema


def schema(fuling: Fuling, name: str) -> Any:  # noqa: ANN401  a schema
    """What ``fuling schema NAME`` prints."""
    said = fuling("schema", name)
    assert (said.code, said.err) == (0, "")
    return json.loads(said.out)


def printed(fuling: Fuling, name: str) -> Any:  # noqa: ANN401  a document
    """What a command prints as JSON."""
    return json.loads(fuling(*PRINTED[name].split(), "--format", "json").out)


def test_without_a_name_the_names_are_listed_and_a_shell_completes_them(fuling: Fuling) -> None:
    assert fuling("schema").out.split() == [*documents(), *FILES]
    assert complete("target") == ["targets", "targets.toml"]
    assert documents().keys() == PRINTED.keys()


@pytest.mark.parametrize("name", [*PRINTED, *FILES])
def test_a_schema_is_one(fuling: Fuling, name: str) -> None:
    found = schema(fuling, name)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(found)


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("home", ["fuling", "bare"])
def test_what_a_command_prints_fits_its_schema_to_the_last_key(
    home: str, name: str, request: pytest.FixtureRequest
) -> None:
    program: Fuling = request.getfixturevalue(home)
    checker = Draft202012Validator.FORMAT_CHECKER
    document = printed(program, name)
    Draft202012Validator(closed(schema(program, name)), format_checker=checker).validate(document)
    assert document["schema"] == f"fuling.{name}/1"


def test_a_problem_fits_the_schema_of_problems(fuling: Fuling) -> None:
    fuling.plan(PLAN.replace("value = 2000", "valu = 2000"))
    document = printed(fuling, "check")
    assert document["problems"]
    Draft202012Validator(closed(schema(fuling, "check"))).validate(document)


def test_without_figures_the_schemas_still_fit(fuling: Fuling) -> None:
    fuling.plan(ledger=None)
    for name in PRINTED:
        Draft202012Validator(closed(schema(fuling, name))).validate(printed(fuling, name))


@pytest.mark.parametrize(
    ("key", "value"), [("verdict", "fine"), ("verdict", None), ("id", 1), ("flags", ["new"]), ("share_done", "0.3")]
)
def test_what_no_command_prints_does_not_fit(fuling: Fuling, key: str, value: object) -> None:
    document = printed(fuling, "status")
    document["targets"][0][key] = value
    assert not Draft202012Validator(schema(fuling, "status")).is_valid(document)


def test_a_document_with_new_keys_still_fits(fuling: Fuling) -> None:
    document = printed(fuling, "status")
    document["targets"][0]["new"] = document["new"] = 1
    assert Draft202012Validator(schema(fuling, "status")).is_valid(document)


def test_a_schema_that_is_not_known_is_named_with_the_nearest(fuling: Fuling) -> None:
    said = fuling("schema", "target.toml")
    assert (said.code, said.out) == (2, "")
    assert said.err == "fuling: no schema is called “target.toml”: did you mean targets.toml?\n"


def test_every_document_that_is_named_in_the_source_has_a_schema() -> None:
    def names() -> Iterator[str]:
        for path in sorted(PACKAGE.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from re.findall(r"^fuling\.([a-z]+)/\d+$", node.value)

    assert set(names()) == documents().keys()
