"""The two whole plans in examples/ are valid, are judged, and have the bands that Statistics Canada publishes."""

import json
from datetime import date
from pathlib import Path

import pytest

from fuling_cli import Verdict, assess, load_ledger, load_plan

from .program import Fuling

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
CANADA, CHINA = EXAMPLES / "canada", EXAMPLES / "china-14th-five-year-plan"
CASES = [
    case
    for name in ("published_verdicts.json", "published_verdicts_2.json")
    for case in json.loads((ROOT / "tests" / "cases" / name).read_text("utf-8"))
    if case["method"] == "cagr"
]


@pytest.mark.parametrize("folder", [CANADA, CHINA], ids=lambda folder: folder.name)
def test_a_whole_plan_is_valid_and_has_no_unknown_key(folder: Path, fuling: Fuling) -> None:
    said = fuling("check", "--data-dir", folder)
    assert (said.code, said.out) == (0, "")
    assert "targets.toml" not in said.err


@pytest.mark.parametrize("folder", [CANADA, CHINA], ids=lambda folder: folder.name)
@pytest.mark.parametrize("report", [("status", "--all"), ("targets",), ("export", "--format", "html")])
def test_every_report_shows_it(folder: Path, report: tuple[str, ...], fuling: Fuling, language: str) -> None:
    said = fuling(*report, "--data-dir", folder, "--lang", language)
    assert (said.code, said.err) == (0, "")


def test_canada_has_the_published_bands() -> None:
    plan, ledger = load_plan(CANADA / "targets.toml"), load_ledger(CANADA / "actuals.toml")
    found = assess(plan, ledger, as_of=date(2026, 11, 22))
    assert len(found) == 41
    known = 0
    for one in found:
        series = {str(actual.year): float(actual.figure.printed) for actual in ledger.of(one.target.metric)}
        bands = {
            case["band"]
            for case in CASES
            if case["series"] == series
            and (float(case["target"]), case["target_year"]) == (float(one.target.value or 0), one.target.by)
        }
        if bands:
            known += 1
            assert one.judgement.band in bands, one.target.id
    assert known == 23  # the others are held against the oracle, in tests/oracle
    assert {one.target.id for one in found if one.judgement.band is None} == {
        one.target.id for one in found if len(ledger.of(one.target.metric)) == 1
    }


def test_china_announces_twenty_indicators_and_publishes_nothing_here() -> None:
    plan, ledger = load_plan(CHINA / "targets.toml"), load_ledger(CHINA / "actuals.toml")
    assert [target.binding for target in plan.targets].count(True) == 8
    found = assess(plan, ledger, as_of=date(2024, 11, 22))
    assert len(found) == 20
    assert {one.verdict for one in found} == {Verdict.NOT_ASSESSED}


def test_binding_and_expected_targets_and_what_is_overdue_are_counted_apart(fuling: Fuling) -> None:
    china = fuling("export", "--format", "markdown", "--data-dir", CHINA, "--as-of", "2024-11-22").out
    assert "binding: 8 no verdict" in china
    assert "expected: 9 no verdict" in china or "expected: 12 no verdict" in china
    assert "overdue" in fuling("status", "--data-dir", CANADA, "--as-of", "2026-11-22").out.splitlines()[0]
