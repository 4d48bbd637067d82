"""fuling check: every problem of both files at once, each at its place."""

import json
import re

import pytest

from .program import LEDGER, PLAN, Fuling, digests
from .terminals import at_terminal, needs_terminal


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
    fuling("undo", "--force")
    assert f"{fuling.actuals}:70:1: " not in fuling("check").err


def test_it_changes_nothing(fuling: Fuling) -> None:
    before = digests(fuling.home)
    fuling("check")
    assert digests(fuling.home) == before
    assert not list(fuling.data.glob(".*"))


WELL = LEDGER.replace('metric = "firms"\nyear = 2020', 'source = "x"\nmetric = "firms"\nyear = 2020')
ODD = {
    # what is changed in a ledger that is well: old, new, then line, key, whether it is serious, and what is said
    "unknown metric": ('"gdp"\nyear = 2020', '"gpd"\nyear = 2020', 3, "metric", True, "gpd"),
    "wrong unit": ('5\nunit = "家"', '5\nunit = "户"', 54, "unit", True, "户"),
    "unit change": ('1450\nunit = "亿元"', '14500000\nunit = "万元"', 27, "unit", False, "万元"),
    "jump": ("1000.00", "10.00", 5, "value", False, "1/130"),
    "future year": (
        'year = 2020\nvalue = 1000.00\nunit = "亿元"\npublished = 2021-02-01',
        'year = 2027\nvalue = 2000.00\nunit = "亿元"',
        *(4, "year", True, "2027"),
    ),
    "future day": ("2021-06-05", "2026-12-31", 64, "published", True, "2026-12-31"),
    "published before": ("2021-06-05", "2019-06-05", 64, "published", True, "2019-06-05"),
    "fraction": ("value = 5\n", "value = 5.5\n", 53, "value", True, "firms"),
    "missing source": ('source = "the exchange"\n', "", 50, "source", False, "firms 2025"),
}


@pytest.mark.parametrize("how", ODD)
def test_every_odd_thing_is_told_at_its_place_with_its_key(fuling: Fuling, how: str, language: str) -> None:
    old, new, line, key, serious, told = ODD[how]
    assert WELL.count(old) == 1
    fuling.plan(ledger=WELL.replace(old, new))
    found = json.loads(fuling("check", "--format", "json", FULING_LANG=language).out)["problems"]
    assert [(one["file"], one["line"], one["column"], one["key"], one["serious"]) for one in found] == [
        (str(fuling.actuals), line, 1, key, serious)
    ]
    assert told in found[0]["problem" if language == "en" else "problem_zh"]
    for strict in ((), ("--strict",)):
        said = fuling("check", *strict, FULING_LANG=language)
        assert said.code == (3 if serious or strict else 0)
        [line_said] = said.err.splitlines()
        assert line_said.startswith(f"{fuling.actuals}:{line}:1: ")
        assert told in line_said
        assert (("warning: " if language == "en" else "警告") in line_said) != serious


SHAPES = {
    # one line of a plan or a ledger, another in its place, and the line that is told
    "missing key": ('unit = "家"\nvalue = 10', "value = 10", 16, "unit"),
    "not a number": ("value = 10\n", 'value = "10"\n', 20, "value"),
    "no such word": ('at = "more"', 'at = "most of"', 21, "least"),
    "two ids": ('id = "firms"', 'id = "gdp"', 17, "gdp"),
    "no such method": ('id = "firms"', 'method = "cgar"\nid = "firms"', 17, "cagr"),
    "deadline before base": ('id = "firms"', 'by = 2020\nid = "firms"', 17, "2020"),
    "fraction of a whole": ("value = 10\n", "value = 10.5\n", 20, ""),
    "number too large": ("value = 10\n", "value = 1e19\n", 20, "value"),
    "no slug": ('id = "firms"', 'id = "Firms!"', 17, "Firms!"),
}


@pytest.mark.parametrize("how", SHAPES)
def test_a_plan_that_is_wrong_is_told_at_its_place(fuling: Fuling, how: str, language: str) -> None:
    old, new, line, told = SHAPES[how]
    assert PLAN.count(old) == 1
    fuling.plan(PLAN.replace(old, new), WELL)
    said = fuling("check", FULING_LANG=language)
    assert (said.code, said.out) == (3, "")
    assert re.match(rf"{re.escape(str(fuling.targets))}:{line}:\d+: .*{re.escape(told)}", said.err), said.err


def test_an_unknown_key_is_named_by_every_command_and_refused_by_strict_alone(fuling: Fuling, language: str) -> None:
    fuling.plan(PLAN.replace("value = 10\n", "value = 10\nseasonal = true\n"), WELL + "precision = 2\n")
    status = fuling("status", FULING_LANG=language)
    usual, strict = (fuling("check", *words, FULING_LANG=language) for words in ((), ("--strict",)))
    assert (status.code, usual.code, strict.code) == (0, 0, 3)
    assert status.err == usual.err == strict.err
    told = status.err.splitlines()
    assert told[0].startswith(f"{fuling.targets}:21:1: ")
    assert told[1].startswith(f"{fuling.actuals}:{WELL.count(chr(10)) + 1}:1: ")
    assert ["seasonal" in told[0], "precision" in told[1]] == [True, True]


STRAY = """\
[[withdrawal]]
metric = "gdp"
year = 1999
entry = 2021-02-02T08:00:00Z
recorded = 2021-02-02T08:00:00Z
"""
WRONG_ENTRIES = {
    "two shapes": ("value = 1000.00", "value = 1000.00\nlow = 1", 6, "low"),
    "backwards": ("low = 60\nhigh = 85", "low = 85\nhigh = 60", 72, "85"),
    "no offset": ("2021-02-02T08:00:00Z", "2021-02-02T08:00:00", 9, "Z"),
    "far away": ("2021-02-02T08:00:00Z", "0021-02-02T08:00:00Z", 9, "recorded"),
    "a text for a day": ("published = 2021-02-01", 'published = "2021-02-01"', 7, "published"),
    "stray withdrawal": (
        "# Figures",
        STRAY + "# Figures",
        1,
        "",
    ),
}


@pytest.mark.parametrize("how", WRONG_ENTRIES)
def test_a_ledger_that_is_wrong_is_told_at_its_place(fuling: Fuling, how: str, language: str) -> None:
    old, new, line, told = WRONG_ENTRIES[how]
    assert WELL.count(old) == 1
    fuling.plan(ledger=WELL.replace(old, new))
    said = fuling("check", FULING_LANG=language)
    assert (said.code, said.out) == (3, "")
    assert re.match(rf"{re.escape(str(fuling.actuals))}:{line}:\d+: .*{re.escape(told)}", said.err), said.err


COPIES = [
    "actuals.sync-conflict-20261122-080000-ABCDEF.toml",
    "actuals (conflicted copy 2026-11-22).toml",
    "actuals - 副本.toml",
    "副本 actuals.toml",
    "actuals-DESKTOP-1.toml",
    "targets.toml.orig",
    "targets.toml~",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_beside_the_files_is_worth_a_look(fuling: Fuling, name: str, language: str) -> None:
    fuling.plan(ledger=WELL)
    (fuling.data / name).write_text("anything", encoding="utf-8")
    said = fuling("check", FULING_LANG=language)
    assert (said.code, len(said.err.splitlines())) == (0, 1)
    assert said.err.startswith(f"{fuling.data / name}:1:1: ")
    assert fuling("check", "--strict").code == 3


def test_what_the_program_itself_puts_beside_the_files_is_no_copy(fuling: Fuling) -> None:
    fuling.plan(ledger=WELL)
    for name in ("actuals.csv", "targets.md", "notes.toml"):
        fuling("export", "actuals", "-o", fuling.data / name, "--format", "csv")
    fuling("record", "gdp", "2023", "1250", "--source", "x")
    assert (fuling.data / ".actuals.toml.lock").exists()
    assert fuling("check", "--strict").err == ""


def test_a_folder_without_a_plan_is_told_once_and_in_the_format_asked_for(fuling: Fuling) -> None:
    said = fuling("check", "--data-dir", "nowhere", "--format", "json")
    [problem] = json.loads(said.out)["problems"]
    assert (said.code, said.err) == (3, "")
    assert (problem["file"], problem["line"]) == ("nowhere/targets.toml", 1)
    assert len(fuling("check", "--data-dir", "nowhere").err.splitlines()) == 1


def test_for_programs_there_is_a_table_even_of_nothing(fuling: Fuling) -> None:
    fuling.plan(ledger=WELL)
    said = fuling("check", "--format", "json")
    assert (said.code, json.loads(said.out)["problems"], said.err) == (0, [], "")


def test_a_ledger_that_went_missing_is_missed(fuling: Fuling, language: str) -> None:
    assert fuling("record", "gdp", "2023", "1250", "--source", "x").code == 0
    kept = fuling.actuals.read_bytes()
    fuling.actuals.unlink()
    lock = fuling.data / ".actuals.toml.lock"
    for typed in ("check", "status", "export", "record gdp 2022 1200 --source x", "undo", "history"):
        said = fuling(*typed.split(), FULING_LANG=language)
        assert said.code == 3, typed
        assert said.err.startswith(f"{fuling.actuals}:1:1: ")
        assert str(lock) in said.err
    assert not fuling.actuals.exists()
    fuling.actuals.write_bytes(kept)  # either a copy is brought back
    assert fuling("status").code == 0
    fuling.actuals.unlink()
    lock.unlink()  # or one begins anew
    assert fuling("status").code == 0
    assert fuling("record", "gdp", "2022", "1200", "--source", "x").code == 0


@needs_terminal
@pytest.mark.parametrize(("spoilt", "found"), [(False, ": no mistakes"), (True, "; told above: 1")])
def test_on_a_terminal_it_says_what_it_looked_at(bare: Fuling, *, spoilt: bool, found: str) -> None:
    bare.plan()
    if not spoilt:
        bare.plan(ledger=LEDGER.replace('unit = "家"\nrecorded', 'unit = "家"\nsource = "x"\nrecorded'))
    done, _ = at_terminal(bare, "check", streams=("stdout",))
    assert done.err.splitlines()[-1] == f"2 files, 6 targets, 8 figures{found}"
