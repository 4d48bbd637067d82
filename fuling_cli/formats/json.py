"""JSON for programs: stable keys, numbers with the digits as recorded, Chinese readable."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import simplejson

from fuling_cli.core.numbers import Derived
from fuling_cli.language import Bilingual, Language
from fuling_cli.reports.table import Table, nested, scalar
from fuling_cli.reports.visible import HIDDEN

SUFFIXES = (".json",)


def render(table: Table, *, language: Language) -> str:
    """One object: the schema, the head, the rows as objects, the foot; both languages stand in it."""
    del language
    document = {
        "schema": table.schema,
        **table.head,
        table.rows_key: [nested(record) for record in table.records()],
        **table.foot,
    }
    text = simplejson.dumps(_plain(document), ensure_ascii=False, allow_nan=False, indent=2)
    # Line ends are the only hidden characters outside of strings, where JSON has escaped its own; the rest go too.
    return re.sub(f"(?!\n){HIDDEN}", lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _plain(value: object) -> object:
    """The value in the types JSON has; a number keeps its digits and never gets an exponent."""
    match value:
        case Bilingual():
            return value._asdict()
        case Mapping():
            return {key: _plain(inner) for key, inner in value.items()}
        case Derived() | date():
            return _plain(scalar(value))
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case Decimal():
            if not value.is_finite():
                raise ValueError(f"{value} is not a number of JSON")
            return simplejson.RawJSON(format(value, "f"))
        case _:
            return value
