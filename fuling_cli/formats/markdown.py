"""Markdown as GitHub reads it: the table people see, in one language."""

import re

from fuling_cli.language import Language
from fuling_cli.tables.cell_text import to_text_table
from fuling_cli.tables.safe_text import visible
from fuling_cli.tables.table import Table

SUFFIXES = (".md", ".markdown")
FOR_READERS = True

_MARKS = re.compile(r"[\\`*_\[\]<|&~$]|:(?=[\w+-]+:)")
_BLOCK = re.compile(r"^(\d+)(?=[.)])|^(?=[-+=#>])|(?=#+$)")


def render(table: Table, *, language: Language) -> str:
    """A heading, the summary, the table and the notes as a list."""
    people = to_text_table(table, language, in_report=True)
    lines = [
        _table_line([_escape_markup(column.heading) for column in people.columns]),
        _table_line(["---:" if column.numeric else "---" for column in people.columns]),
        *(_table_line([_escape_markup(cell) for cell in row]) for row in people.rows),
    ]
    parts = [f"# {_escape_line(people.title)}"]
    if people.summary is not None:
        parts.append(_escape_line(people.summary))
    parts.append("\n".join(lines))
    if people.notes:
        parts.append("\n".join(f"- {_escape_line(note)}" for note in people.notes))
    return "\n\n".join(parts) + "\n"


def _table_line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escape_markup(text: str) -> str:
    """Text inside a line: every character that Markdown, HTML or an emoji code would take is escaped."""
    return _MARKS.sub(r"\\\g<0>", visible(text)).strip()


def _escape_line(text: str) -> str:
    """Text that is a line of its own, and must not become a list, a quotation or a heading."""
    return _BLOCK.sub(r"\1\\", _escape_markup(text))
