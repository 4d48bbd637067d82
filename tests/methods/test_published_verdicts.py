"""The published verdicts: every case of every file, by its own method."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Flag, Judgement, Verdict
from tests.builders import judged, target

FOLDER = Path(__file__).parents[1] / "cases"
FILES = {"published_verdicts": 188, "published_verdicts_2": 476, "every_year": 31, "trend": 104, "not_rated": 5}
"""The files, and how many cases each holds."""


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"), parse_float=Decimal)
    return found


CASES = [case for name in FILES for case in cases(name)]


def judgement(case: dict[str, Any]) -> Judgement:
    """What the method of a case says; a rule without a base year begins with the first figure."""
    series = {int(year): Decimal(value) for year, value in case["series"].items()}
    aim: Target = target(
        base_year=case["base_year"] or min(series),
        by=case["target_year"],
        value=None if case["target"] is None else Decimal(case["target"]),
        direction=case["direction"],
        at="least" if case["direction"] == "up" else "most",
        limit=None if case.get("limit") is None else Decimal(case["limit"]),
        every_year=case.get("every_year", False),
        directed=True,
        unit=case.get("unit", "%"),
    )
    return judged(case["method"], series, aim)


@pytest.mark.parametrize(("name", "count"), FILES.items())
def test_every_case_is_there_once(name: str, count: int) -> None:
    assert len({case["id"] for case in cases(name)}) == len(cases(name)) == count


def test_every_method_that_publishes_verdicts_has_cases() -> None:
    assert {case["method"] for case in CASES} >= {"cagr", "linear", "trend"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_published_verdict(case: dict[str, Any]) -> None:
    found = judgement(case)
    assert found.band == case["band"]
    if case.get("ratio") is not None:
        assert found.ratio is not None
        assert abs(found.ratio - case["ratio"]) <= Decimal("1E-9")


@pytest.mark.parametrize("case", cases("not_rated"), ids=lambda case: case["id"])
def test_what_the_publisher_does_not_rate_is_not_rated(case: dict[str, Any]) -> None:
    found = judgement(case)
    met = found.verdict is Verdict.ACHIEVED
    assert (found.flags == (Flag.FEW_POINTS,)) if met else found.verdict is Verdict.NOT_ASSESSED
