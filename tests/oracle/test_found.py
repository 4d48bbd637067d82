"""The oracle's second anchor: verdicts worked out by hand, from what went wrong in use and from spec.md's own words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.oracle.exact import growth, pace_sign
from tests.oracle.oracle import Finding, finding
from tests.oracle.record import targets_as_of

TODAY = date(2026, 3, 1)
STEADY = {2020 + year: 100 + 10 * year for year in range(6)}


def judged(target: dict[str, Any], figures: dict[int, Any], as_of: date = TODAY) -> Finding:
    """A target by 2030 from 2020, unless it says otherwise; figures are numbers, or tables of their ends."""
    plan = {"plan": {"base_year": 2020, "by": 2030, "announced": date(2020, 1, 1)}}
    entries = [
        {"metric": "m", "year": year, "unit": "%", "recorded": datetime(year + 1, 1, 20, tzinfo=UTC)}
        | (dict(shape) if isinstance(shape, dict) else {"value": Decimal(str(shape))})
        for year, shape in figures.items()
    ]
    return finding(plan, {"id": "m", "unit": "%"} | target, {"actual": entries}, as_of)


HAND: dict[str, tuple[dict[str, Any], dict[int, Any], date, dict[str, Any]]] = {
    "a deadline that passed is awaited": (
        {"value": 200, "by": 2024},
        {2020: 100, 2023: 170},
        date(2025, 6, 30),
        {"verdict": "not_assessed", "band": "on track", "flags": set()},
    ),
    "and overdue from July on": (
        {"value": 200, "by": 2024},
        {2020: 100, 2023: 170},
        date(2025, 7, 1),
        {"verdict": "not_assessed", "band": "on track", "flags": {"overdue", "stale"}},
    ),
    "a later figure does not stand in": (
        {"value": 120, "by": 2023},
        {2020: 100, 2022: 121, 2024: 119, 2025: 125},
        TODAY,
        {"verdict": "not_assessed", "flags": {"overdue"}},
    ),
    "a later figure does not reopen": (
        {"value": 120, "by": 2023},
        {2020: 100, 2023: 119, 2024: 130},
        TODAY,
        {"verdict": "missed", "flags": set(), "reached_in": 2024},
    ),
    "met ahead of time": (
        {"value": 150},
        {2020: 100, 2022: 155, 2025: 151},
        TODAY,
        {"verdict": "achieved", "remaining_growth": None, "share_done": Fraction(51, 50), "reached_in": 2022},
    ),
    "met, lost and met again": (
        {"value": 150},
        {2020: 100, 2022: 155, 2023: 140, 2025: 151},
        TODAY,
        {"verdict": "achieved", "reached_in": 2025, "flags": set()},
    ),
    "met on the path": (
        {"value": 150, "method": "path"},
        {2020: 100, 2025: 151},
        TODAY,
        {"verdict": "achieved", "band": "on path"},
    ),
    "lost, for sure": (
        {"value": 100},
        {2020: 80, 2023: 101, 2025: 95},
        TODAY,
        {"verdict": "on_track", "flags": {"met_then_lost"}, "reached_in": 2027},
    ),
    "lost, but not for sure": (
        {"value": 100},
        {2020: 80, 2023: 101, 2025: {"low": 95, "high": 110}},
        TODAY,
        {"verdict": "undecided", "between": ("on_track", "achieved"), "turns_at": 100, "flags": {"bound"}},
    ),
    "an upper bound meets nothing": (
        {"value": 100},
        {2020: 80, 2023: {"high": 110}, 2025: 90},
        TODAY,
        {"verdict": "on_track", "flags": set(), "reached_in": 2030},
    ),
    "undated, once met": (
        {"value": 200, "by": "undated"},
        {2020: 100, 2024: 210, 2025: 190},
        TODAY,
        {"verdict": "achieved", "flags": {"met_then_lost"}},
    ),
    "the wrong way": (
        {"value": 100},
        {2020: 120, 2025: 95},
        TODAY,
        {"verdict": "reversing", "share_done": None, "flags": {"wrong_way", "met_then_lost"}},
    ),
    "a strict target at its baseline": (
        {"value": 1, "at": "less"},
        {2020: 1, 2025: 1},
        TODAY,
        {"verdict": "not_assessed", "share_done": None},
    ),
    "a ceiling kept in four of five years": (
        {"value": Decimal("5.5"), "at": "most", "every_year": True},
        {2020: "5.2", 2021: "5.1", 2022: "5.6", 2023: "5.2", 2024: "5.1"},
        TODAY,
        {"verdict": "on_track", "kept": (4, 5), "share_done": None, "remaining_growth": None, "flags": {"few_points"}},
    ),
    "half an enterprise": (
        {"multiple": Decimal("1.5"), "whole": True},
        {2020: 7, 2025: 10},
        TODAY,
        {"verdict": "on_track", "share_done": Fraction(3, 4)},
    ),
    "more than ten": (
        {"value": 10, "at": "more", "whole": True},
        {2020: 5, 2025: 10},
        TODAY,
        {"verdict": "on_track", "share_done": Fraction(5, 6)},
    ),
    "no multiple of what is not known": (
        {"multiple": 2},
        {2021: 7, 2025: 10},
        TODAY,
        {"verdict": "not_assessed", "band": None},
    ),
    "a straight pace": (
        {"value": 190, "method": "linear"},
        STEADY,
        TODAY,
        {"verdict": "on_track", "band": "sun", "projected": 200, "reached_in": 2029, "ratio": Fraction(-1, 4)},
    ),
    "five points": (
        {"value": 190, "method": "linear"},
        {2020: {"high": 100}} | {year: STEADY[year] for year in range(2021, 2026)},
        TODAY,
        {"verdict": "not_assessed", "band": None, "projected": None},
    ),
    "five points, met": (
        {"value": 145, "method": "linear"},
        {year: STEADY[year] for year in range(2021, 2026)},
        TODAY,
        {"verdict": "achieved", "band": None, "flags": {"few_points", "base_year_missing"}},
    ),
    "net zero": (
        {"value": 0, "direction": "down"},
        {2020: 50, 2025: 25},
        TODAY,
        {"method": "path", "verdict": "on_track", "band": "on path", "projected": 0, "reached_in": 2030},
    ),
    "two per cent a year, on average": (
        {"growth": 2},
        {2020: 100, 2025: "110.4"},
        TODAY,
        {"verdict": "on_track", "band": "on track"},
    ),
    "yearly rates, chained": (
        {"growth": 10, "figures": "growth"},
        {2021: 10, 2022: 10, 2023: 10, 2025: 50},
        TODAY,
        {"verdict": "on_track", "observed_growth": Fraction(1, 10), "ratio": 1},
    ),
    "amounts, added up": (
        {"value": 100, "figures": "flow"},
        {2020: 70, 2021: 10, 2022: 9, 2023: 11, 2024: 10, 2025: 10},
        TODAY,
        {"method": "path", "verdict": "on_track", "share_done": Fraction(1, 2), "trajectory": 50},
    ),
    "inside a range": ({"value": {"from": 45, "to": 55}}, {2020: 40, 2025: 50}, TODAY, {"verdict": "achieved"}),
    "below a range": (
        {"value": {"from": 45, "to": 55}},
        {2020: 40, 2025: 41},
        TODAY,
        {"verdict": "far_behind", "band": "limited progress"},
    ),
    "after a break": (
        {"value": 200, "comparable_from": 2022},
        {2020: 50, 2021: 60, 2022: 100, 2025: 150},
        TODAY,
        {"verdict": "on_track", "flags": {"base_year_missing"}, "share_done": Fraction(1, 2)},
    ),
    "not beyond a hundred": (
        {"value": 99, "limit": 100},
        {2020: 50, 2025: 90},
        TODAY,
        {"verdict": "on_track", "projected": 100},
    ),
    "a direction alone": ({"direction": "up"}, {2020: 100, 2025: 105}, TODAY, {"method": "trend", "verdict": "behind"}),
    "neither number nor direction": ({}, {2020: 100, 2025: 105}, TODAY, {"verdict": "not_assessed"}),
    "before the announcement": ({"value": 200}, {2018: 90}, date(2019, 12, 31), {"verdict": "not_assessed"}),
    "not stale before July": ({"value": 200}, {2020: 100, 2024: 150}, date(2026, 6, 30), {"flags": set()}),
    "stale from July on": ({"value": 200}, {2020: 100, 2024: 150}, date(2026, 7, 1), {"flags": {"stale"}}),
    "within one per cent of none": (
        {"value": 0, "direction": "down", "method": "projection"},
        {2020: "0.2", 2025: "0.2"},
        TODAY,
        {"verdict": "achieved", "band": "achieved"},
    ),
}
"""A target, its figures, a day, and what must be found of it."""


@pytest.mark.parametrize("name", HAND)
def test_what_was_worked_out_by_hand(name: str) -> None:
    target, figures, as_of, wanted = HAND[name]
    says = judged(target, figures, as_of)
    assert {key: getattr(says, key) for key in wanted} == wanted


def test_a_changed_target_counts_from_its_day_on() -> None:
    new = {"id": "new", "replaces": "old", "since": date(2025, 3, 1)}
    plan = {"plan": {}, "target": [{"id": "old"}, new]}
    assert [target["id"] for target in targets_as_of(plan, date(2025, 2, 28))] == ["old"]
    assert [target["id"] for target in targets_as_of(plan, date(2025, 3, 1))] == ["new"]


def test_a_pace_exactly_on_its_threshold() -> None:
    observed, required = Fraction("1.199025"), Fraction("1.61051")
    assert pace_sign(observed, 2, required, 5, Fraction("0.95")) == 0
    assert pace_sign(observed + Fraction(1, 10**40), 2, required, 5, Fraction("0.95")) == 1
    assert pace_sign(Fraction(2), 2, Fraction(3), 4, Fraction("0.95")) == 1
    assert growth(Fraction(100), Fraction(121), 2) == Fraction(1, 10)
