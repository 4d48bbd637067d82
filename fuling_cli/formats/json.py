"""JSON for programs: stable keys, numbers with the digits as recorded, Chinese readable."""

import re
from decimal import Decimal

import simplejson

from fuling_cli.language import Language
from fuling_cli.tables.safe_text import HIDDEN
from fuling_cli.tables.table import Table

SUFFIXES = (".json",)


def render(table: Table, *, language: Language) -> str:
    """One object: the schema, the head, the rows as objects, the foot; both languages stand in it."""
    del language
    return to_json({"schema": table.schema, **table.head, table.rows_key: list(table.objects()), **table.foot})


def to_json(document: object) -> str:
    """Dictionaries, lists, texts and numbers as JSON text; raises ValueError for a number that JSON does not have."""
    text = simplejson.dumps(
        document, ensure_ascii=False, allow_nan=False, indent=2, use_decimal=False, default=_exact_number
    )
    # Inside strings JSON has escaped line breaks and other control characters, but not those that turn text around.
    return re.sub(f"{HIDDEN}(?<!\n)", lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _exact_number(value: object) -> object:
    """A decimal with all its digits and without an exponent, which the library alone would write as 1E+3."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no place in JSON")
    if not value.is_finite():
        raise ValueError(f"{value} is not a number of JSON")
    return simplejson.RawJSON(format(value, "f"))
