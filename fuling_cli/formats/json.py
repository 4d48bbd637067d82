"""JSON for programs: stable keys, numbers with the digits as recorded, Chinese readable."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring

import simplejson

from fuling_cli.core.figure import Figure
from fuling_cli.language import Bilingual, Language
from fuling_cli.tables.safe_text import HIDDEN
from fuling_cli.tables.table import Scalar, Table, nested, scalar

SUFFIXES = (".json",)


def render(table: Table, *, language: Language) -> str:
    """One object: the schema, the head, the rows as objects, the foot; both languages stand in it."""
    del language
    document = {
        "schema": table.schema,
        **table.head,
        table.rows_key: simplejson.RawJSON(_rows(table)),
        **table.foot,
    }
    # Line ends are the only hidden characters outside of strings, where JSON has escaped its own; the rest go too.
    return re.sub(f"{HIDDEN}(?<!\n)", lambda match: f"\\u{ord(match[0]):04x}", _dumped(_plain(document))) + "\n"


def _dumped(document: object) -> str:
    return simplejson.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)


def _rows(table: Table) -> str:
    """The rows as the list that they are in the document: all in one frame, since they have the same keys."""
    rows: list[str] = []
    frame, order = "", [0]
    for record in table.records():
        if not rows:
            frame, order = _frame(tuple(record))
        fields = [*record.items()]
        rows.append(frame % tuple(_written(*fields[place]) for place in order))
    return "[\n    " + ",\n    ".join(rows) + "\n  ]" if rows else "[]"


def _frame(keys: Sequence[str]) -> tuple[str, list[int]]:
    """What stands around the values of a row, with %s for each of them, and the places of the keys in this order."""
    marked = nested({key: simplejson.RawJSON(f"\0{place}\0") for place, key in enumerate(keys)})
    around = re.split("\0([0-9]+)\0", _dumped(marked).replace("\n", "\n    ").replace("%", "%%"))
    return "%s".join(around[::2]), [int(place) for place in around[1::2]]


def _written(key: str, value: Scalar) -> str:
    """The value of a key in a row."""
    match value:
        case None:
            return "null"
        case str():
            return encode_basestring(value)
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return _digits(value)
        case ():
            return "[]"
        case _:
            end = "\n" + "  " * (3 + key.count("."))
            return f"[{end}  " + f",{end}  ".join(map(encode_basestring, value)) + f"{end}]"


def _digits(number: Decimal) -> str:
    if not number.is_finite():
        raise ValueError(f"{number} is not a number of JSON")
    return format(number, "f")


def _plain(value: object) -> object:
    """The value in the types JSON has; a number keeps its digits and never gets an exponent."""
    match value:
        case Bilingual():
            return value._asdict()
        case Mapping():
            return {key: _plain(inner) for key, inner in value.items()}
        case Figure() | date():
            return _plain(scalar(value))
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case Decimal():
            return simplejson.RawJSON(_digits(value))
        case _:
            return value
