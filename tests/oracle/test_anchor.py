"""The oracle's own anchor: every published case, by the tables that a user would write."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.oracle import Finding, finding

FOLDER = Path(__file__).parents[1] / "cases"
FILES = {
    "published_verdicts.json": 188,
    "published_verdicts_2.json": 476,
    "every_year.json": 31,
    "trend.json": 104,
    "not_rated.json": 5,
}


def cases(file: str) -> list[dict[str, Any]]:
    """The cases of a file, numbers with their digits."""
    loaded: list[dict[str, Any]] = json.loads((FOLDER / file).read_text("utf-8"), parse_float=Decimal)
    return loaded


def found(case: dict[str, Any]) -> Finding:
    """What the oracle says of a case, on a day of the year after its latest figure."""
    years = sorted(int(year) for year in case["series"])
    recorded = datetime(years[-1] + 1, 2, 1, tzinfo=UTC)
    due = case["target_year"] or "undated"
    target = {"id": "m", "unit": "%", "direction": case["direction"], "by": due, "method": case["method"]}
    wanted = {"value": case["target"], "limit": case.get("limit"), "every_year": case.get("every_year")}
    target |= {key: number for key, number in wanted.items() if number is not None}
    plan = {"plan": {"base_year": case["base_year"] or years[0], "by": due, "announced": date(1900, 1, 1)}}
    entries = [
        {"metric": "m", "year": int(year), "value": Decimal(value), "unit": "%", "recorded": recorded}
        for year, value in case["series"].items()
    ]
    return finding(plan, target, {"actual": entries}, date(years[-1] + 1, 3, 1))


@pytest.mark.parametrize("file", FILES)
def test_every_published_case_gets_its_band_and_its_ratio(file: str) -> None:
    wrong = []
    for case in cases(file):
        says = found(case)
        wanted = case.get("ratio")
        near = wanted is None or (says.ratio is not None and abs(says.ratio - Fraction(wanted)) <= Fraction(1, 10**9))
        if says.band != case["band"] or not near:
            wrong.append((case["id"], says.band, case["band"], says.ratio, wanted))
    assert wrong == []
    assert len(cases(file)) == FILES[file]


def test_what_the_publisher_does_not_rate_is_not_assessed() -> None:
    assert {found(case).verdict for case in cases("not_rated.json")} == {"not_assessed"}
