"""CSV after RFC 4180: a header of machine words, one record a line, safe to open in a spreadsheet."""

import csv
import re
from io import StringIO

from fuling_cli.language import Language
from fuling_cli.tables.safe_text import visible
from fuling_cli.tables.table import Scalar, Table, machine_keys

SUFFIXES = (".csv",)
FOR_SPREADSHEETS = True
"""Files begin with a byte order mark, without which Excel misreads Chinese."""
LAYOUTS = ("long", "wide", "sdmx")
ENCODINGS = ("utf-8", "gb18030", "gbk")
"""Those of old Chinese spreadsheets beside the usual one."""

_FORMULA = re.compile(
    r"(?:^|(?<=;))"  # many spreadsheets split a line at semicolons
    r"(?=[\s\"'“”‘’]*[=+\-@＝＋－＠\"]"  # full-width signs start a formula too
    r"|\\[trn]|'+\\)"  # so that what an import takes an apostrophe from had one put before it
)


def render(table: Table, *, language: Language) -> str:
    """The records under their keys, dots written as underscores; the same in every language."""
    del language
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(key.replace(".", "_") for column in table.columns if column.written for key in machine_keys(column))
    writer.writerows([_field_text(value) for value in record.values()] for record in table.records())
    return text.getvalue()


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
