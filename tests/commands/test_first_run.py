"""What a first run says of the plan that ships, as the issue that asked for the tracker wants it."""

import json
from decimal import Decimal
from typing import Any

import pytest

from fuling_cli.store.data_folder import shipped_folder

from .program import Fuling, digests


@pytest.fixture
def rows(bare: Fuling) -> dict[str, Any]:
    """The targets of ``fuling status --format json`` by id."""
    said = bare("status", "--all", "--format", "json")
    assert said.code == 0
    return {row["id"]: row for row in json.loads(said.out, parse_float=Decimal)["targets"]}


def test_gdp_must_grow_by_6_90_percent_a_year_and_by_at_most_7_30_from_2024(bare: Fuling, rows: dict[str, Any]) -> None:
    gdp = rows["gdp"]
    assert (gdp["baseline"]["year"], gdp["baseline"]["value"]) == (2022, Decimal("1504.37"))
    assert gdp["latest"] | {"source": None} == {
        "year": 2024,
        "value": None,
        "low": 1700,
        "high": None,
        "status": "provisional",
        "published": "2025-01-19",
        "source": None,
    }
    assert round(gdp["planned_growth"], 4) == Decimal("0.0690")
    assert round(gdp["remaining_growth"], 4) == Decimal("0.0730")
    line = next(line for line in bare("status").out.splitlines() if line.startswith("gdp "))
    assert " 6.90% " in line
    assert " <7.30% " in line  # a bound of what remains: at most
    assert " >6.30% " in line


def test_gdp_is_undecided_and_says_where_the_verdict_turns(bare: Fuling, rows: dict[str, Any]) -> None:
    gdp = rows["gdp"]
    assert (gdp["verdict"], gdp["on_track"], gdp["between"]) == ("undecided", None, ["behind", "achieved"])
    assert gdp["turns_at"] == Decimal("1708.1")
    assert "bound" in gdp["flags"]
    assert "on track only if 2024 was 1708.1 or more" in bare("status", "gdp").out


def test_budget_revenue_is_met_already_in_2024_and_in_2025(bare: Fuling, rows: dict[str, Any]) -> None:
    revenue = rows["budget-revenue"]
    assert (revenue["verdict"], revenue["latest"]["year"]) == ("achieved", 2025)
    assert revenue["latest"]["value"] == Decimal("108.00")
    assert "108.00" in bare("status", "budget-revenue").out
    then = json.loads(bare("status", "budget-revenue", "--as-of", "2025-06-30", "--format", "json").out)["targets"][0]
    assert (then["verdict"], then["latest"]["year"], then["latest"]["low"]) == ("achieved", 2024, 100)


def test_listed_companies_are_not_assessed_because_no_count_was_published(bare: Fuling, rows: dict[str, Any]) -> None:
    listed = rows["listed-companies"]
    assert (listed["verdict"], listed["latest"]["year"], listed["baseline"]["value"]) == ("not_assessed", None, None)
    assert "no figure published yet" in listed["reason"]
    line = next(line for line in bare("status").out.splitlines() if line.startswith("listed-companies "))
    assert line.endswith("- no verdict  no figure published yet")


def test_enterprises_stay_at_6_where_11_are_needed(rows: dict[str, Any]) -> None:
    firms = rows["ten-billion-enterprises"]
    assert (firms["baseline"]["value"], firms["latest"]["value"]) == (6, 6)
    assert (firms["target"]["value"], firms["target"]["at"]) == (10, "more")
    assert (firms["observed_growth"], firms["verdict"]) == (0, "far_behind")


def test_enterprises_need_more_than_10_which_is_11_whole(bare: Fuling) -> None:
    line = next(line for line in bare("status").out.splitlines() if line.startswith("ten-billion-enterprises "))
    assert line.split()[6:14] == ["家", "6", "2022", "6", "2024", "11", "2027", "12.89%"]


def test_industrial_value_added_is_measured_from_2023_and_says_so(bare: Fuling, rows: dict[str, Any]) -> None:
    added = rows["industrial-value-added"]
    assert (added["baseline"]["year"], added["baseline"]["value"]) == (2023, 771)
    assert "base_year_missing" in added["flags"]
    assert "measured from 2023: no figure for 2022 was published" in bare("status").out
    assert "2022 年没有公布数据，改从 2023 年起算" in bare("status", "--lang", "zh").out


def test_industrial_output_of_2024_is_known_only_as_more_than_2700(bare: Fuling, rows: dict[str, Any]) -> None:
    output = rows["industrial-output"]
    assert (output["latest"]["value"], output["latest"]["low"], output["latest"]["high"]) == (None, 2700, None)
    assert output["verdict"] == "undecided"
    assert ">2700" in bare("status").out


def test_every_target_of_the_announcement_is_there(rows: dict[str, Any]) -> None:
    groups = [row["group"] for row in rows.values()]
    assert (groups.count("headline"), groups.count("supporting"), groups.count("commitment")) == (6, 13, 11)


def test_the_plan_that_ships_is_sound_and_stays_as_it_is(bare: Fuling) -> None:
    before = digests(shipped_folder())
    for typed in ("status", "check", "targets", "history", "where", "explain gdp", "export", "forecast gdp"):
        assert bare(*typed.split()).code == 0
    assert digests(shipped_folder()) == before
    assert bare("check").err == ""


def test_no_number_of_the_scorecard_is_an_invention(rows: dict[str, Any]) -> None:
    unpublished = [row for row in rows.values() if row["latest"]["year"] is None]
    assert len(unpublished) == 22
    for row in unpublished:
        assert {row[key] for key in ("share_done", "observed_growth", "ratio", "gap", "projected", "band")} == {None}
