"""Every case file of this folder: a small plan and ledger, and the verdicts they must get.

A case has three parts, each after its marker: ``#: targets.toml``, ``#: actuals.toml``, and ``#: expected``, with the
as-of date and, for each target, its verdict and whatever else is not empty; a ``reason`` is compared where it is given.
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.language import LANGUAGES
from fuling_cli.methods import METHODS, assess, working_of
from fuling_cli.store.ledger_file import parse_ledger
from fuling_cli.store.plan_file import load_plan

CASES = {file.stem: file.read_text("utf-8") for file in sorted(Path(__file__).parent.glob("*.toml"))}

BANDS = {
    "cagr": {"target achieved", "on track", "acceleration needed", "limited progress", "deterioration"},
    "linear": {"sun", "sun and cloud", "storm", "cloud"},
    "projection": {"achieved", "on track", "acceleration needed", "stagnation or regression"},
    "path": {"on path", "below path", "moving away"},
    "trend": {"substantial progress", "moderate progress", "limited progress", "deterioration"},
}


def parts(text: str) -> list[str]:
    """What stands after each marker."""
    return re.split(r"^#: .*$", text, flags=re.MULTILINE)[1:]


def expected(text: str) -> dict[str, Any]:
    """The part that says what must come out."""
    return tomli.loads(parts(text)[2], parse_float=Decimal)


def assessments(text: str, folder: Path) -> dict[str, Assessment]:
    """What the plan and the ledger of a case come to, by target."""
    targets, actuals, _ = parts(text)
    (folder / "targets.toml").write_text(targets, "utf-8")
    plan, ledger = load_plan(folder / "targets.toml"), parse_ledger(folder / "actuals.toml", actuals.encode()).ledger
    return {found.target.id: found for found in assess(plan, ledger, as_of=expected(text)["as_of"])}


def said(assessment: Assessment) -> dict[str, Any]:
    """An assessment as a case writes it: the verdict, and whatever is not empty."""
    judgement = assessment.judgement
    everything = {
        "verdict": assessment.verdict.value,
        "band": judgement.band,
        "between": [verdict.value for verdict in judgement.between or ()],
        "turns_at": judgement.turns_at,
        "flags": [flag.value for flag in assessment.flags],
        "reason": assessment.reason.key,
    }
    return {key: value for key, value in everything.items() if value not in (None, [])}


@pytest.mark.parametrize("name", CASES)
def test_a_case_gets_its_verdicts(name: str, tmp_path: Path) -> None:
    wanted = expected(CASES[name])["target"]
    found = {key: said(assessment) for key, assessment in assessments(CASES[name], tmp_path).items()}
    for key, says in found.items():
        if "reason" not in wanted.get(key, {}):
            del says["reason"]
    assert found == wanted


@pytest.mark.parametrize("name", CASES)
def test_every_reason_and_every_working_can_be_read_in_both_languages(name: str, tmp_path: Path) -> None:
    for assessment in assessments(CASES[name], tmp_path).values():
        lines = [assessment.reason]
        if (standing := assessment.standing) is not None:
            question = standing.question(standing.baseline.figure.printed, standing.latest.figure.printed)
            lines += working_of(assessment.method, assessment.target)(question)
        for line in lines:
            assert all(line.translate(language).strip() for language in LANGUAGES)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> list[Assessment]:
    """Every target of every case."""
    folder = tmp_path_factory.mktemp("cases")
    return [assessment for text in CASES.values() for assessment in assessments(text, folder).values()]


def test_every_flag_has_a_case_of_its_own(everything: list[Assessment]) -> None:
    assert {f"flag-{flag.replace('_', '-')}" for flag in Flag} <= set(CASES)
    assert {flag for assessment in everything for flag in assessment.flags} == set(Flag)


def test_every_verdict_is_in_some_case(everything: list[Assessment]) -> None:
    assert {assessment.verdict for assessment in everything} == set(Verdict)


def test_every_method_has_a_case_with_its_name() -> None:
    assert set(METHODS.names) == set(BANDS)
    assert set(METHODS.names) <= set(CASES)


@pytest.mark.parametrize("method", METHODS.names)
def test_every_band_of_a_method_is_in_its_case(method: str, tmp_path: Path) -> None:
    found = assessments(CASES[method], tmp_path).values()
    assert {assessment.judgement.band for assessment in found} - {None} == BANDS[method]
