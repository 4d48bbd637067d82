"""`fuling schema`: the JSON Schemas of what fuling prints and of the two files, for programs and editors."""

from typing import Annotated

import typer

from fuling_cli import reports
from fuling_cli.commands.session import Session
from fuling_cli.errors import require_one_of
from fuling_cli.formats.json import to_json
from fuling_cli.registry import Registry
from fuling_cli.store.file_schema import FILES, file_schema
from fuling_cli.tables.json_schema import json_schema
from fuling_cli.tables.table import Schema

REPORTS = Registry(reports.__name__, reports.__path__)


def documents() -> dict[str, Schema]:
    """What each module of reports says of its JSON documents, by name: "status" is fuling.status/1."""
    found = (value for name in REPORTS.names for value in vars(REPORTS.load(name)).values())
    schemas = sorted({value for value in found if isinstance(value, Schema)}, key=lambda schema: schema.name)
    return {schema.name.removeprefix("fuling.").partition("/")[0]: schema for schema in schemas}


def complete(incomplete: str) -> list[str]:
    """The names that begin so, for the shell."""
    return [name for name in (*documents(), *FILES) if name.startswith(incomplete)]


def command(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="option.schema", autocompletion=complete)] = None,
) -> None:
    """Print the schema of a name, or the names."""
    session: Session = context.obj
    known = documents()
    if name is None:
        session.terminal.write("".join(f"{word}\n" for word in (*known, *FILES)))
        return
    require_one_of(name, (*known, *FILES), "error.unknown_schema")
    found = file_schema(name, session.language) if name in FILES else json_schema(known[name])
    session.terminal.write(to_json(found).encode())
