"""fuling check: every problem of both files at once, each at its place."""

import re

import pytest

from .program import LEDGER, PLAN, Fuling, digests


def test_all_is_well_silently(fuling: Fuling) -> None:
    fuling.plan(ledger=LEDGER.replace('metric = "firms"\nyear = 2020', 'source = "x"\nmetric = "firms"\nyear = 2020'))
    said = fuling("check", "--strict")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_what_is_only_worth_a_look_fails_only_with_strict(fuling: Fuling) -> None:
    usual, strict = fuling("check"), fuling("check", "--strict")
    assert (usual.code, strict.code) == (0, 3)
    assert usual.err.startswith(f"{fuling.actuals}:42:1: ")
    assert "firms 2020" in usual.err


def test_both_files_are_told_at_once_at_line_and_column(fuling: Fuling, language: str) -> None:
    fuling.plan(
        PLAN.replace("value = 2000", "vlaue = 2000").replace('at = "more"', '  at = "most of"'),
        LEDGER.replace("low = 1300", 'low = "1300"').replace("year = 2025\nvalue = 5", "yaer = 2025\nvalue = 5"),
    )
    said = fuling("check", FULING_LANG=language)
    places = [line.split(": ")[0].removeprefix(str(fuling.data) + "/") for line in said.err.splitlines()]
    assert said.code == 3
    assert sorted(places) == sorted(
        ["targets.toml:14:1", "targets.toml:21:3", "actuals.toml:14:1", "actuals.toml:49:1", "actuals.toml:51:1"]
    )


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('metric = "gdp"\nyear = 2020', 'metric = "gpd"\nyear = 2020', "3:1"),
        ('value = 1000.00\nunit = "亿元"', 'value = 1000.00\nunit = "万吨"', "6:1"),
        ("year = 2020\nvalue = 1000.00", "year = 2090\nvalue = 1000.00", "4:1"),
        ("published = 2021-02-01", "published = 2091-02-01", "7:1"),
        ("published = 2021-02-01", "published = 2011-02-01", "7:1"),
        ("value = 5\n", "value = 5.5\n", "52:1"),
    ],
)
def test_an_impossible_entry_is_told_at_its_key(fuling: Fuling, old: str, new: str, place: str) -> None:
    assert LEDGER.count(old) == 1
    fuling.plan(ledger=LEDGER.replace(old, new))
    said = fuling("check")
    assert said.code == 3
    assert re.search(rf"^{re.escape(str(fuling.actuals))}:{place}: ", said.err, re.MULTILINE)


def test_a_slip_of_ten_is_worth_a_look(fuling: Fuling) -> None:
    fuling.plan(ledger=LEDGER.replace("1000.00", "100000.00"))
    said = fuling("check")
    assert said.code == 0
    assert f"{fuling.actuals}:5:1: " in said.err


def test_a_withdrawn_entry_is_not_looked_at(fuling: Fuling) -> None:
    fuling.plan(ledger=LEDGER.replace("low = 60\nhigh = 85", "value = 8000\n"))
    assert f"{fuling.actuals}:70:1: " in fuling("check").err
    fuling("undo")
    assert f"{fuling.actuals}:70:1: " not in fuling("check").err


def test_it_changes_nothing(fuling: Fuling) -> None:
    before = digests(fuling.home)
    fuling("check")
    assert digests(fuling.home) == before
    assert not list(fuling.data.glob(".*"))
