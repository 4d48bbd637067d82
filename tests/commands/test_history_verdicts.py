"""`fuling history --verdicts`: a real revision that turned a published verdict, and what the status says of it.

Canada's poverty rate of 2023 was published as 10.2 (on track) and revised to 10.4 (acceleration needed): the plan and
every vintage of the series stand in tests/cases/revised-poverty.
"""

import json
from pathlib import Path
from typing import Any

import pytest
import simplejson

from .program import ROOT, Fuling

POVERTY = ROOT / "tests" / "cases" / "revised-poverty"
TURNED = "2026-05-06"


@pytest.fixture
def canada(tmp_path: Path) -> Fuling:
    """The program at a home of its own, with the plan and the vintages of Canada's poverty rate."""
    program = Fuling(tmp_path / "home")
    program.plan(*((POVERTY / file).read_text("utf-8") for file in ("targets.toml", "actuals.toml")))
    return program


def document(said_by: Fuling, *typed: str) -> dict[str, Any]:
    said = said_by(*typed, "--format", "json")
    assert (said.code, said.err) == (0, "")
    return dict(simplejson.loads(said.out, use_decimal=True))


def test_the_verdict_as_of_every_publication(canada: Fuling) -> None:
    found = document(canada, "history", "--verdicts")
    assert list(found) == ["schema", "plan", "as_of", "verdicts"]
    assert found["schema"] == "fuling.verdicts/1"
    assert [(row["as_of"], row["verdict"], row["unrevised"]) for row in found["verdicts"]] == [
        ("2021-05-11", "on_track", None),
        ("2021-05-19", "on_track", None),
        ("2022-03-29", "achieved", None),
        ("2023-05-02", "on_track", None),
        ("2024-04-30", "on_track", None),
        ("2025-05-06", "on_track", None),
        (TURNED, "behind", "on_track"),
    ]


def test_the_figures_of_each_publication_stand_beside_it(canada: Fuling) -> None:
    rows = document(canada, "history", "poverty-rate", "--verdicts")["verdicts"]
    figures = {row["as_of"]: row["figures"] for row in rows}
    assert figures["2025-05-06"] == ["2023 = 10.2 %"]
    assert figures[TURNED] == ["2019 = 10.5 %", "2020 = 6.5 %", "2021 = 7.6 %", "2022 = 10.3 %", "2023 = 10.4 %"]


def test_only_the_revision_of_2026_is_marked_as_a_turn(canada: Fuling) -> None:
    alone = "changed only because a figure was revised (would still be on track)"
    lines = canada("history", "--verdicts").out.splitlines()
    assert [TURNED in line for line in lines if alone in line] == [True]
    lines = canada("history", "--verdicts", FULING_LANG="zh").out.splitlines()
    assert [TURNED in line for line in lines if "仅因数据修订而改变（否则仍为进度正常）" in line] == [True]


@pytest.mark.parametrize("day", ["2025-12-31", "2026-05-05"])
def test_before_the_revision_nothing_has_turned(canada: Fuling, day: str) -> None:
    found = document(canada, "history", "--verdicts", "--as-of", day)
    assert [row["unrevised"] for row in found["verdicts"]] == [None] * 6


@pytest.mark.parametrize(
    ("day", "verdict", "case", "revised"),
    [("2025-12-31", "on_track", "SC-GIF-001", False), (TURNED, "behind", "SC-CIF-001", True)],
)
def test_the_status_has_the_band_that_was_published_and_flags_the_revision(
    canada: Fuling, day: str, verdict: str, case: str, *, revised: bool
) -> None:
    cases = json.loads((ROOT / "tests" / "cases" / "published_verdicts.json").read_text("utf-8"))
    published = next(known for known in cases if known["id"] == case)
    found = document(canada, "status", "--as-of", day)["targets"][0]
    assert found["verdict"] == verdict
    assert found["band"] == published["band"]
    assert float(found["ratio"]) == pytest.approx(published["ratio"], rel=1e-9)
    assert float(found["latest"]["value"]) == published["series"]["2023"]
    assert ("revised" in found["flags"]) is revised


def test_without_a_day_the_status_is_that_of_the_revision(canada: Fuling) -> None:
    found = document(canada, "status")["targets"][0]
    assert found["verdict"] == "behind"
    assert "revised" in found["flags"]


def test_below_the_path_all_along_the_revision_turns_nothing(canada: Fuling) -> None:
    found = document(canada, "history", "--verdicts", "--method", "path")["verdicts"]
    assert found[-1]["verdict"] == "behind"
    assert {row["unrevised"] for row in found} == {None}


def test_a_target_of_two_on_one_metric_has_rows_of_its_own(fuling: Fuling) -> None:
    rows = document(fuling, "history", "gdp", "--verdicts")["verdicts"]
    assert [(row["target"], row["as_of"]) for row in rows] == [
        (target, day) for target in ("gdp", "gdp-doubling") for day in ("2025-02-01", "2026-02-01", "2026-09-01")
    ]


def test_commitments_without_a_number_have_no_verdicts(fuling: Fuling) -> None:
    rows = document(fuling, "history", "--verdicts")["verdicts"]
    assert {row["target"] for row in rows} == {"gdp", "gdp-doubling", "firms", "waste"}
