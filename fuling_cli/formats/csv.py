"""CSV after RFC 4180: a header of machine words, one record a line, safe to open in a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from fuling_cli.language import Language
from fuling_cli.tables.cell_text import MISSING, TextColumn, to_text_table
from fuling_cli.tables.safe_text import visible
from fuling_cli.tables.table import ENDS, Bounds, Column, Kind, Scalar, Table, machine_keys

SUFFIXES = (".csv",)
FOR_SPREADSHEETS = True
"""Files begin with a byte order mark, without which Excel misreads Chinese."""
LAYOUTS = ("table", "long", "wide", "sdmx")
"""What people read, as the workbook has it; machine fields, an entry a row; a column a year; the standard's columns."""
ENCODINGS = ("utf-8", "gb18030", "gbk")
"""Those of old Chinese spreadsheets beside the usual one."""

_FORMULA = re.compile(
    r"(?:^|(?<=;))"  # many spreadsheets split a line at semicolons
    r"(?=[\s\"'“”‘’]*[=+\-@＝＋－＠\"]"  # full-width signs start a formula too
    r"|\\[trn]|'+\\)"  # so that what an import takes an apostrophe from had one put before it
)

_NUMBER = re.compile(r"[<>]? ?-?\d+(\.\d+)?%?(\.\.-?\d+(\.\d+)?%?)?")


def render(table: Table, *, language: Language) -> str:
    """The records under their keys, dots written as underscores; the same in every language.

    Behind a computed number stand the ends between which it lies: the number itself twice where it is exact, nothing on
    a side that is open.
    """
    del language
    keys = [key for column in table.columns if column.written for key in _machine_keys(column)]
    records = zip(table.records(), table.bounds(), strict=True)
    rows = ({**record, **_end_fields(bounds)} for record, bounds in records)
    return _csv_text(
        [key.replace(".", "_") for key in keys], ([_field_text(row.get(key)) for key in keys] for row in rows)
    )


def render_readable(table: Table, *, language: Language) -> str:
    """The columns that people read under the headings of one language, numbers rounded, bounds with their sign."""
    people = to_text_table(table, language, in_report=True)
    rows = (
        [_readable_text(column, cell) for column, cell in zip(people.columns, row, strict=True)] for row in people.rows
    )
    return _csv_text([_without_formula(column.heading) for column in people.columns], rows)


def _csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
    return text.getvalue()


def _machine_keys(column: Column) -> tuple[str, ...]:
    """The fields of a column, with those of the ends of a computed number."""
    return (column.key, *(f"{column.key}.{end}" for end in ENDS)) if column.bounded else machine_keys(column)


def _end_fields(bounds: dict[str, Bounds]) -> dict[str, Scalar]:
    return {f"{key}.{end}": number for key, ends in bounds.items() for end, number in ends.items()}


def _readable_text(column: TextColumn, cell: str) -> str:
    """A cell as a reader sees it: nothing where it is missing, a verdict in words alone, a number as it stands."""
    if cell == MISSING:
        return ""
    if column.kind is Kind.VERDICT:
        cell = cell.partition(" ")[2]  # a sign before the word would begin a formula
    return cell if column.numeric and _NUMBER.fullmatch(cell) else _without_formula(cell)


def _field_text(value: Scalar) -> str:
    """One field: numbers as recorded, a missing one empty, text that no spreadsheet takes for a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _without_formula(value)
        case tuple():
            return _without_formula(";".join(value))
        case _:
            return format(value, "d" if isinstance(value, int) else "f")


def _without_formula(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet could take for a formula."""
    return _FORMULA.sub("'", visible(text))
