"""The two files as spec.md sections 2 and 3 describe them: which target, and which figures, count on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

Table: TypeAlias = Mapping[str, Any]
"""A table of a TOML file, its numbers read as decimals."""

UNITS = {
    "元": ("yuan", 0), "万元": ("yuan", 4), "百万元": ("yuan", 6), "亿元": ("yuan", 8), "万亿元": ("yuan", 12),
    "million yuan": ("yuan", 6), "bn yuan": ("yuan", 9), "billion yuan": ("yuan", 9), "100 million yuan": ("yuan", 8),
    "吨": ("t", 0), "万吨": ("t", 4), "tonnes": ("t", 0),
    "%": ("%", 0), "percent": ("%", 0), "家": ("家", 0),
}  # fmt: skip
"""What is counted, and in which power of ten; any other unit converts into itself alone."""


@dataclass(frozen=True)
class Figure:
    """A figure in the target's unit: exact (both ends the same), a range, or open (None) on one side.

    ``half`` is half a unit of its last printed digit.
    """

    low: Fraction | None
    high: Fraction | None
    half: Fraction

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def printed(self) -> Fraction:
        """The end that was printed; the lower one of a range."""
        number = self.low if self.low is not None else self.high
        assert number is not None
        return number


@dataclass(frozen=True)
class Aim:
    """A target: its number in one of four ways, or only its direction; ``by`` is None for an undated one."""

    metric: str
    unit: str
    base_year: int
    by: int | None
    sign: int
    at: str
    whole: bool
    every_year: bool
    figures: str
    directed: bool
    value: Fraction | None
    inside: tuple[Fraction, Fraction] | None
    multiple: Fraction | None
    growth: Fraction | None
    pinned: Figure | None
    limit: Fraction | None
    comparable_from: int
    method: str | None

    @property
    def has_number(self) -> bool:
        """Whether there is a number to reach."""
        return any(number is not None for number in (self.value, self.inside, self.multiple, self.growth))


def aim_of(plan: Table, target: Table) -> Aim:
    """A target with the defaults of its plan."""
    head = plan["plan"]
    at = target.get("at")
    direction = target.get("direction", "down" if at in ("most", "less") else "up")
    value, by = target.get("value"), target.get("by", head.get("by", "undated"))
    inside = (Fraction(value["from"]), Fraction(value["to"])) if isinstance(value, Mapping) else None
    return Aim(
        metric=target.get("metric", target["id"]),
        unit=target.get("unit", ""),
        base_year=target.get("base_year", head["base_year"]),
        by=by if isinstance(by, int) else None,
        sign=1 if direction == "up" else -1,
        at=at or ("least" if direction == "up" else "most"),
        whole=target.get("whole", False),
        every_year=target.get("every_year", False),
        figures=target.get("figures", "level"),
        directed="direction" in target,
        value=None if inside or value is None else Fraction(value),
        inside=inside,
        multiple=_fraction(target.get("multiple")),
        growth=_fraction(target.get("growth")),
        pinned=figure_of({"value": target["baseline"]}, Fraction(1)) if "baseline" in target else None,
        limit=_fraction(target.get("limit")),
        comparable_from=target.get("comparable_from", 0),
        method=target.get("method", head.get("method")),
    )


def targets_as_of(plan: Table, day: date) -> list[Table]:
    """The targets that are judged on a day: "as of an earlier day the earlier one is judged"."""
    begun = [target for target in plan.get("target", []) if target.get("since", day) <= day]
    replaced = {target["replaces"] for target in begun if "replaces" in target}
    return [target for target in begun if target["id"] not in replaced]


def vintages(ledger: Table, metric: str, day: date) -> tuple[dict[int, Table], dict[int, Table]]:
    """The first and the current vintage of every year: what was "published last among those published by" a day.

    The recorded date stands in "where published is missing; the later entry on a tie". A withdrawn entry never counts.
    """
    entries = _standing_entries(ledger, metric)
    entries = sorted(
        (entry for entry in entries if _published(entry) <= day), key=_published
    )  # stable: ties keep order
    last = {entry["year"]: entry for entry in entries}
    first: dict[int, Table] = {}
    for entry in entries:
        first.setdefault(entry["year"], entry)
    return dict(sorted(first.items())), dict(sorted(last.items()))


def series(aim: Aim, entries: Mapping[int, Table]) -> dict[int, Figure]:
    """The figures by year in the target's unit, or chained, or summed; years before a break in the series are left out.

    A missing year breaks a chain and a sum: what comes after it is not known.
    """
    noun, power = UNITS.get(aim.unit, (aim.unit, 0)) if aim.figures != "growth" else ("%", 0)
    figures = {}
    for year, entry in entries.items():
        of, its_power = UNITS.get(entry["unit"], (entry["unit"], 0))
        assert of == noun
        if year >= aim.comparable_from:
            figures[year] = figure_of(entry, Fraction(10) ** (its_power - power))
    return figures if aim.figures == "level" else _running(aim, figures)


def figure_of(entry: Table, scale: Fraction) -> Figure:
    """An entry in another unit; its last digit stays as rough as it was."""
    low, high = (entry.get("value", entry.get(end)) for end in ("low", "high"))
    printed = low if low is not None else high
    exponent = Decimal(printed).as_tuple().exponent
    assert isinstance(exponent, int)
    ends = [None if end is None else Fraction(end) * scale for end in (low, high)]
    return Figure(ends[0], ends[1], Fraction(10) ** exponent / 2 * scale)


def _running(aim: Aim, figures: Mapping[int, Figure]) -> dict[int, Figure]:
    """An "index, base year = 100" of yearly growth, or a "running total since the base year, which is 0"."""
    start = Fraction(100 if aim.figures == "growth" else 0)
    held = Figure(start, start, Fraction(0))
    found = {aim.base_year: held}
    year = aim.base_year + 1
    while year in figures:
        ends = (_next(aim, *pair) for pair in ((held.low, figures[year].low), (held.high, figures[year].high)))
        low, high = ends
        if low is None and high is None:  # at least, and then at most: nothing is known
            break
        held = Figure(low, high, figures[year].half)
        found[year] = held
        year += 1
    return found


def _next(aim: Aim, held: Fraction | None, figure: Fraction | None) -> Fraction | None:
    if held is None or figure is None:
        return None
    return held * (1 + figure / 100) if aim.figures == "growth" else held + figure


def _standing_entries(ledger: Table, metric: str) -> list[Table]:
    entries = [entry for entry in ledger.get("actual", []) if entry["metric"] == metric]
    for taken in ledger.get("withdrawal", []):
        places = [
            place
            for place, entry in enumerate(entries)
            if (metric, entry["year"], entry["recorded"]) == (taken["metric"], taken["year"], taken["entry"])
        ]
        entries = [entry for place, entry in enumerate(entries) if place not in places[-1:]]
    return entries


def _published(entry: Table) -> date:
    day = entry.get("published", entry["recorded"].date())
    assert isinstance(day, date)
    return day


def _fraction(number: object) -> Fraction | None:
    return Fraction(number) if isinstance(number, (int, Decimal)) else None
