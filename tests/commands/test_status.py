"""fuling status: the scorecard, its contract with other programs, and its exit code."""

import json
from decimal import Decimal
from typing import Any

import pytest

from .program import PLAN, Fuling

ROW_KEYS: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "metric": str,
    "name": dict,
    "group": str,
    "unit": str,
    "direction": str,
    "method": str,
    "target": dict,
    "baseline": dict,
    "latest": dict,
    "share_done": (int, Decimal),
    "planned_growth": (int, Decimal),
    "observed_growth": (int, Decimal),
    "remaining_growth": (int, Decimal),
    "ratio": (int, Decimal),
    "trajectory": (int, Decimal),
    "gap": (int, Decimal),
    "projected": (int, Decimal),
    "reached_in": int,
    "verdict": str,
    "on_track": bool,
    "band": str,
    "between": list,
    "turns_at": (int, Decimal),
    "flags": list,
    "reason": str,
}
"""The keys that specification promises of a target, and what they hold where they hold anything."""
NESTED_KEYS = {
    "name": {"en", "zh"},
    "target": {"value", "at", "by"},
    "baseline": {"year", "value", "low", "high", "source"},
    "latest": {"year", "value", "low", "high", "status", "published", "source"},
}
NEVER_NULL = {"id", "metric", "name", "group", "direction", "method", "target", "verdict", "flags", "reason"}


def document(fuling: Fuling, *typed: str) -> dict[str, Any]:
    """What ``fuling status --format json`` prints, strictly parsed."""
    said = fuling("status", "--format", "json", *typed)
    assert (said.code, said.err if "--as-of" not in typed else "") == (0, "")

    def refuse(word: str) -> None:
        raise AssertionError(word)

    found: dict[str, Any] = json.loads(said.out, parse_float=Decimal, parse_constant=refuse)
    return found


def test_every_figure_of_a_plan_of_ones_own_is_ones_own(fuling: Fuling) -> None:
    assert document(fuling)["own_figures"] == 8


def test_beside_the_plan_that_ships_only_what_was_recorded_is(bare: Fuling) -> None:
    assert document(bare)["own_figures"] == 0
    assert bare("record", "gdp", "2025", "1800亿元", "--source", "公报").code == 0
    assert document(bare)["own_figures"] == 1


def test_the_document_has_the_keys_of_version_1(fuling: Fuling) -> None:
    found = document(fuling, "--all")
    assert list(found) == ["schema", "plan", "as_of", "own_figures", "targets", "summary"]
    assert (found["schema"], found["as_of"]) == ("fuling.status/1", "2026-11-22")
    assert found["plan"] == {"id": "made-up", "title": {"en": "A made-up plan", "zh": "虚构的规划"}}
    assert set(found["summary"]) == {"assessed", "on_track", "off_track", "undecided", "not_assessed", "overdue"}


def test_every_target_has_the_keys_of_version_1(fuling: Fuling) -> None:
    for row in document(fuling, "--all")["targets"]:
        assert ROW_KEYS.keys() <= row.keys()
        for key, kind in ROW_KEYS.items():
            assert isinstance(row[key], kind) or (row[key] is None and key not in NEVER_NULL), (row["id"], key)
        for key, parts in NESTED_KEYS.items():
            assert parts <= row[key].keys(), (row["id"], key)


def test_figures_keep_their_digits_and_chinese_is_readable(fuling: Fuling) -> None:
    said = fuling("status", "--format", "json").out
    assert '"value": 1000.00' in said
    assert "生产总值" in said
    assert "\\u" not in said


def test_the_summary_counts_what_the_rows_say(fuling: Fuling) -> None:
    found = document(fuling, "--all")
    verdicts = [row["verdict"] for row in found["targets"]]
    assert verdicts == ["on_track", "far_behind", "undecided", "not_assessed", "not_assessed", "not_assessed"]
    assert [row["on_track"] for row in found["targets"]] == [True, False, None, None, None, None]
    assert found["summary"] == {
        "assessed": 2,
        "on_track": 1,
        "off_track": 1,
        "undecided": 1,
        "not_assessed": 3,
        "overdue": 0,
    }


def test_headline_targets_are_shown_first_and_all_of_them_on_request(fuling: Fuling) -> None:
    assert [row["id"] for row in document(fuling)["targets"]] == ["gdp", "firms", "waste", "trade"]
    assert len(document(fuling, "--all")["targets"]) == 6
    assert [row["id"] for row in document(fuling, "harmony", "gdp")["targets"]] == ["harmony", "gdp"]


def test_as_of_a_day_only_what_was_published_by_then_counts(fuling: Fuling) -> None:
    (before,) = document(fuling, "gdp", "--as-of", "2026-08-31")["targets"]
    (since,) = document(fuling, "gdp", "--as-of", "2026-09-01")["targets"]
    assert (before["latest"]["value"], since["latest"]["value"]) == (1450, Decimal("1480.5"))
    assert document(fuling, "--as-of", "2020-01-01")["summary"]["assessed"] == 0


def test_a_figure_without_a_day_of_publication_counts_from_the_day_it_was_recorded(fuling: Fuling) -> None:
    (before,) = document(fuling, "firms", "--as-of", "2021-04-30")["targets"]
    (since,) = document(fuling, "firms", "--as-of", "2021-05-01")["targets"]
    assert (before["baseline"]["value"], since["baseline"]["value"]) == (None, 4)
    told = fuling("status", "--as-of", "2021-04-30").err
    assert told == (
        "left out as of 30 April 2021: 1 figure without a day of publication (it counts from the day it was recorded)\n"
    )
    assert fuling("status", "--as-of", "2021-05-01").err == ""


@pytest.mark.parametrize("unit", ["bn yuan", "billion  yuan", "十亿元"])
def test_what_is_measured_in_money_is_shown_in_the_unit_that_is_asked_for(fuling: Fuling, unit: str) -> None:
    before, after = (document(fuling, *typed)["targets"] for typed in ((), ("--unit", unit)))
    assert [row["unit"] for row in after] == [" ".join(unit.split()), "家", "万吨", " ".join(unit.split())]
    assert [row["verdict"] for row in after] == [row["verdict"] for row in before]
    assert [row["observed_growth"] for row in after] == [row["observed_growth"] for row in before]
    gdp = after[0]
    assert (gdp["target"]["value"], gdp["baseline"]["value"], gdp["latest"]["value"]) == (
        Decimal("200.0"),
        Decimal("100.000"),
        Decimal("148.05"),
    )
    assert gdp["trajectory"] == before[0]["trajectory"] / 10
    assert after[1:3] == before[1:3]


@pytest.mark.parametrize("unit", ["kWh", "", "%", "万", "万家"])
def test_a_unit_that_nothing_converts_into_is_refused_with_those_in_use(fuling: Fuling, unit: str) -> None:
    said = fuling("status", "--unit", unit)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"fuling: no target here converts into “{unit}”; in use: 亿元, 家, 万吨\n"


@pytest.mark.parametrize("typed", ["explain gdp", "forecast gdp", "export trajectory", "export status"])
def test_every_report_of_targets_takes_the_unit(fuling: Fuling, typed: str) -> None:
    said = fuling(*typed.split(), "--unit", "万元")
    assert (said.code, said.err) == (0, "")
    assert "万元" in said.out
    assert "20000000" in said.out


def test_a_chart_is_drawn_in_the_unit(fuling: Fuling) -> None:
    shown = fuling("chart", "gdp", "--unit", "bn yuan")
    assert (shown.code, shown.err) == (0, "")
    assert "Gross product (bn yuan)" in shown.out
    assert "2000" not in shown.out


@pytest.mark.parametrize("report", ["actuals", "targets"])
def test_what_was_published_is_exported_in_its_own_units(fuling: Fuling, report: str) -> None:
    said = fuling("export", report, "--unit", "万元")
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("method", ["cagr", "linear", "projection", "path"])
def test_another_method_is_named_in_every_row(fuling: Fuling, method: str) -> None:
    assert {row["method"] for row in document(fuling, "--method", method)["targets"]} == {method}


def test_the_method_of_a_target_goes_before_that_of_the_plan(fuling: Fuling) -> None:
    plan = PLAN.replace('source = "the made-up gazette"', 'source = "x"\nmethod = "linear"')
    fuling.plan(plan.replace("value = 2000", 'value = 2000\nmethod = "path"'))
    assert [row["method"] for row in document(fuling)["targets"]] == ["path", "linear", "linear", "linear"]


def test_check_exits_with_1_only_when_something_assessed_is_off_track(fuling: Fuling) -> None:
    assert fuling("status", "--check").code == 1
    assert fuling("status", "--check", "--format", "json").code == 1
    assert fuling("status", "--check", "gdp").code == 0
    assert fuling("status", "--check", "waste", "trade", "harmony").code == 0
    assert fuling("status").code == 0


@pytest.mark.parametrize("form", ["csv", "json", "markdown"])
def test_a_format_is_data_on_stdout_and_nothing_else(fuling: Fuling, form: str) -> None:
    said = fuling("status", "--format", form)
    assert (said.code, said.err) == (0, "")
    assert "Gross product" in said.out
    assert not said.stdout.startswith(b"\xef\xbb\xbf")


def test_without_a_ledger_everything_is_listed_and_nothing_assessed(fuling: Fuling) -> None:
    fuling.actuals.unlink()
    assert document(fuling)["summary"] == {
        "assessed": 0,
        "on_track": 0,
        "off_track": 0,
        "undecided": 0,
        "not_assessed": 4,
        "overdue": 0,
    }


# --- for people ---------------------------------------------------------------------------------------------------


def rows(said: str) -> list[str]:
    """The first word of every row, which off a terminal is the id."""
    return [line.split()[0] for line in said.splitlines()[3:]]


def test_the_worst_come_first_and_those_without_a_verdict_last(fuling: Fuling) -> None:
    assert rows(fuling("status").out) == ["gdp", "firms", "waste", "trade"]
    assert rows(fuling("status", "--sort", "worst").out) == ["waste", "firms", "gdp", "trade"]
    assert rows(fuling("status", "--sort", "name").out) == ["gdp", "firms", "trade", "waste"]


@pytest.mark.parametrize("only", ["far_behind,on_track", "far behind, on track", "严重滞后，进度正常"])
def test_verdicts_are_selected_as_they_are_written_anywhere(fuling: Fuling, only: str) -> None:
    assert rows(fuling("status", "--only", only).out) == ["gdp", "firms"]
    assert [row["id"] for row in document(fuling, "--only", only)["targets"]] == ["gdp", "firms"]


def test_what_is_not_shown_is_checked_all_the_same(fuling: Fuling) -> None:
    said = fuling("status", "--only", "achieved", "--check")
    assert (said.code, said.out) == (1, "No target has such a verdict.\n")


@pytest.mark.parametrize(("option", "word"), [("--sort", "wurst"), ("--only", "on_trak"), ("--only", "achieved,,")])
def test_an_order_or_a_verdict_that_is_not_known_is_refused(fuling: Fuling, option: str, word: str) -> None:
    said = fuling("status", option, word)
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_a_plan_without_targets_says_where_to_begin(fuling: Fuling) -> None:
    head = fuling.targets.read_text("utf-8").partition("[[target]]")[0]
    fuling.targets.write_text(head, encoding="utf-8")
    said = fuling("status")
    assert (said.code, said.out) == (0, f"This plan has no targets yet: open {fuling.targets}\n")


def test_it_says_when_figures_of_ones_own_are_among_those_shown(bare: Fuling) -> None:
    assert bare("status").err == ""
    assert bare("record", "gdp", "2025", "1830亿元", "--source", "x").code == 0
    assert bare("status").err == "1 of the figures in use is your own; fuling where names its file\n"
    assert bare("undo").code == 0
    assert bare("status").err == ""


@pytest.mark.parametrize(("language", "words"), [("en", "4 overdue"), ("zh", "逾期未公布 4")])
def test_what_is_overdue_is_counted_in_the_first_line(fuling: Fuling, language: str, words: str) -> None:
    assert words in fuling("status", "--as-of", "2031-07-01", FULING_LANG=language).out.splitlines()[0]
