"""A row of the package beside a finding of the oracle: every field in which they differ."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from tests.oracle.numbers import NAMES
from tests.oracle.oracle import Finding
from tests.oracle.package import number

NEAR = Fraction(1, 10**9)
METHOD_FLAGS = frozenset({"worsening", "few_points", "rounding", "stale", "wrong_way", "met_then_lost"})
"""Flags of which a finding may be unsure one by one."""


class Difference(NamedTuple):
    """A field, what the package says, and what the contract says."""

    field: str
    package: object
    contract: object


def differences(row: Mapping[str, Any], says: Finding) -> Iterator[Difference]:
    """Every field of a row that differs; the fields of which the contract leaves more than one reading are left out."""
    for field, held, wanted in _fields(row, says):
        if field not in says.unsure and held != wanted:
            yield Difference(field, held, wanted)
    for field in NAMES:
        held, wanted = number(row[field]), getattr(says, field)
        if field not in says.unsure and not near(held, wanted):
            yield Difference(field, row[field], None if wanted is None else float(wanted))


def near(one: Fraction | None, other: Fraction | None) -> bool:
    """Whether both are missing, or both within 1e-9 of each other, or of their size where that is more."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= NEAR * max(Fraction(1), abs(other))


def _fields(row: Mapping[str, Any], says: Finding) -> Iterator[tuple[str, object, object]]:
    yield "verdict", row["verdict"], says.verdict
    yield "band", row["band"], says.band
    yield "reached_in", row["reached_in"], says.reached_in
    if says.method is not None:
        yield "method", row["method"], says.method
    if "verdict" not in says.unsure:
        yield "between", tuple(row["between"] or ()), says.between or ()
        yield "turns_at", number(row["turns_at"]), says.turns_at
    if "flags" not in says.unsure:
        open_flags = says.unsure & METHOD_FLAGS
        yield "flags", sorted({*row["flags"]} - open_flags), sorted(says.flags - open_flags)
    if says.kept is not None:
        kept = row.get("kept") or {}
        yield "kept", (kept.get("years"), kept.get("of")), says.kept
