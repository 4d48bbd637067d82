"""The published verdicts: every case of the file, by its own method."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fuling_cli.core.growth import Point
from fuling_cli.core.verdict import Question
from fuling_cli.methods import judge_of
from tests.builders import target

FILE = Path(__file__).parents[1] / "cases" / "published_verdicts.json"
CASES: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"), parse_float=Decimal)


def question(case: dict[str, Any]) -> Question:
    """What a published case asks; a rule without a base year gets no baseline."""
    aim = target(
        base_year=case["base_year"] or 2000,
        by=case["target_year"],
        value=case["target"],
        direction=case["direction"],
        at="least" if case["direction"] == "up" else "most",
    )
    points = tuple(sorted(Point(int(year), Decimal(value)) for year, value in case["series"].items()))
    baseline = next((point for point in points if point.year == case["base_year"]), None)
    return Question(aim, case["target_year"], Decimal(case["target"]), baseline, points[-1], points)


def test_every_case_is_there_once() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) == 188
    assert {case["method"] for case in CASES} == {"cagr", "linear"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_published_verdict(case: dict[str, Any]) -> None:
    judgement = judge_of(case["method"])(question(case))
    assert judgement.band == case["band"]
    if case["ratio"] is not None:
        assert judgement.ratio is not None
        assert abs(judgement.ratio - case["ratio"]) <= Decimal("1E-9")
