"""`fuling forecast`: the rate that is typed, the table in both languages, and the JSON of the specification."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import simplejson

from fuling_cli.commands.forecast import rate_from
from fuling_cli.errors import WrongUsage

from .program import Fuling

PLAN = """\
[plan]
id = "made-up"
title = { en = "A made-up plan", zh = "虚构的规划" }
area = { en = "Nowhere", zh = "乌有乡" }
base_year = 2020
by = 2030
announced = 2021-03-01
source = "the made-up gazette"

[[target]]
id = "gdp"
name = { en = "Gross product", zh = "生产总值" }
unit = "亿元"
value = 2000

[[target]]
id = "gdp-doubling"
name = { en = "Gross product, doubled", zh = "生产总值翻番" }
metric = "gdp"
unit = "亿元"
multiple = 2
by = "undated"

[[target]]
id = "gdp-interim"
name = { en = "Gross product, halfway", zh = "生产总值中期目标" }
metric = "gdp"
unit = "亿元"
value = 1400
by = 2025

[[target]]
id = "gdp-modest"
name = { en = "Gross product, modestly", zh = "生产总值低目标" }
metric = "gdp"
unit = "亿元"
value = 1350

[[target]]
id = "waste"
name = { en = "Waste", zh = "废弃物" }
unit = "万吨"
value = 0
direction = "down"

[[target]]
id = "parks"
name = { en = "Parks", zh = "公园" }
unit = "个"
value = 10

[[target]]
id = "trade"
name = { en = "Trade", zh = "贸易额" }
unit = "亿元"
value = 300

[[target]]
id = "harmony"
name = { en = "Harmony", zh = "和谐" }
group = "commitment"
"""

SERIES = {
    "gdp": (2020, ("1000.00", "1093.1", "1120", "1231.5", "1309.0", "1402.74")),
    "waste": (2020, ("80.0", "71", "74", "60.5", "55", "51")),
    "parks": (2020, ("6", "6", "6", "6", "6", "6")),
    "trade": (2025, ("120",)),
}
UNITS = {"gdp": "亿元", "waste": "万吨", "parks": "个", "trade": "亿元"}
R_SAYS = (
    "1500.9720928750114", "1443.2268773662261", "1561.0277628012207",
    "1967.6795075999992", "1756.9923316931588", "2203.6309292812207",
    "0.42686444932151169",
)  # fmt: skip
"""Median, low and high of gdp in 2026 and 2030, and the chance of 2000 then, by R 4.2.2 with forecast 8.20:
``rwf(ts(gdp), h = 5, drift = TRUE, lambda = 0, level = 80)``, and ``pnorm`` with what that gives."""
SCIPY_SAYS = "1432.151300720915", "1573.1000086761226", "0.4313492082414835"
"""Low and high of gdp in 2026, and the chance of 2000 in 2030, by Student's t with 4 degrees of freedom of SciPy."""
LEDGER = "\n".join(
    f'[[actual]]\nmetric = "{metric}"\nyear = {year}\nvalue = {value}\nunit = "{UNITS[metric]}"\n'
    f'published = {year + 1}-02-01\nsource = "yearbook"\nrecorded = {year + 1}-02-02T08:00:00Z\n'
    for metric, (start, values) in SERIES.items()
    for year, value in enumerate(values, start)
)


@pytest.fixture
def fuling(tmp_path: Path) -> Fuling:
    """The program in a project with six exact years of everything but trade."""
    program = Fuling(tmp_path / "home")
    program.plan(PLAN, LEDGER)
    return program


def document(program: Fuling, *typed: str) -> dict[str, Any]:
    said = program("forecast", *typed, "--format", "json")
    assert (said.code, said.err) == (0, "")
    return dict(simplejson.loads(said.out, use_decimal=True))


# --- the rate -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "rate"),
    [
        ("7%", "0.07"),
        ("7", "0.07"),
        ("7\N{FULLWIDTH PERCENT SIGN}", "0.07"),
        ("\N{FULLWIDTH DIGIT SEVEN}%", "0.07"),
        ("7 %", "0.07"),
        ("7.25%", "0.0725"),
        ("0.07%", "0.0007"),
        ("0", "0"),
        ("-5%", "-0.05"),
        ("\N{MINUS SIGN}5%", "-0.05"),
        ("-99.9", "-0.999"),
        ("1000%", "10"),
    ],
)
def test_a_rate_is_typed_as_a_percentage(typed: str, rate: str) -> None:
    assert rate_from(typed) == Decimal(rate)


@pytest.mark.parametrize(
    "typed", ["0.07", "-0.5", "7..8", ">7%", "7%以上", "-100%", "-101", "1000.1%", "x", "", "7亿元", "1e2", "nan"]
)
def test_what_is_no_rate_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage):
        rate_from(typed)


@pytest.mark.parametrize("typed", ["7..8", "-100%", "x"])
def test_a_refusal_is_one_line_that_names_what_was_typed(fuling: Fuling, typed: str) -> None:
    said = fuling("forecast", "gdp", "--growth", typed)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert typed in said.err


def test_a_falling_rate_needs_no_equals_sign(fuling: Fuling) -> None:
    assert "With -5% a year the target is never reached.\n" in fuling("forecast", "gdp", "--growth", "-5%").out


# --- for people ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["gdp", "gdp --growth 7.5%", "gdp --interval t", "gdp --as-of 2024-06-30"])
def test_the_table(golden: Callable[[str, str], None], fuling: Fuling, typed: str, language: str) -> None:
    said = fuling("forecast", *typed.split(), FULING_LANG=language)
    assert (said.code, said.err) == (0, "")
    golden(f"commands/forecast/{typed.replace(' --', '-').replace(' ', '-').rstrip('%')}.{language}.txt", said.out)


@pytest.mark.parametrize("typed", ["gdp", "ten-billion-enterprises --growth 7%"])
def test_the_table_of_the_plan_that_ships(
    golden: Callable[[str, str], None], bare: Fuling, typed: str, language: str
) -> None:
    said = bare("forecast", *typed.split(), FULING_LANG=language)
    assert (said.code, said.err) == (0, "")
    golden(
        f"commands/shipped/forecast-{typed.replace(' --', '-').replace(' ', '-').rstrip('%')}.{language}.txt", said.out
    )


def test_pace_and_drift_that_are_one_number_are_shown_as_one(fuling: Fuling) -> None:
    """The baseline is the first of the series; the two must not be held apart by digits that nobody measured."""
    rows = [line.split() for line in fuling("forecast", "gdp").out.splitlines() if line.startswith("20")]
    columns = list(zip(*rows, strict=True))
    assert columns[3] == columns[4] == ("1501.0", "1606.1", "1718.6", "1838.9", "1967.7")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("gdp", "At this pace the target is reached in 2031, one year late."),
        ("gdp-doubling", "No range of chance: no deadline was announced."),
        ("gdp-interim", "No range of chance: the figure of 2025 has closed the target."),
        ("gdp-modest", "The latest figure, of 2025, meets the target."),
        ("trade", "No range of chance: 4 yearly growth rates are needed, there are 0."),
        ("parks", "The chance cannot be computed: growth was the same in every year."),
        ("parks", "At this pace the target is never reached."),
        ("waste", "The chance cannot be computed: a logarithm never reaches 0."),
        ("gdp --growth 7.5%", "With 7.5% a year the target is reached in 2030, in time."),
        ("gdp --growth -1", "With -1% a year the target is never reached."),
    ],
)
def test_what_the_table_does_not_say_is_said_below(fuling: Fuling, typed: str, sentence: str) -> None:
    said = fuling("forecast", *typed.split())
    assert (said.code, said.err) == (0, "")
    assert sentence in said.out.splitlines()
    assert fuling("forecast", *typed.split(), FULING_LANG="zh").code == 0


def test_of_one_figure_no_pace_is_claimed(fuling: Fuling) -> None:
    assert "observed pace" not in fuling("forecast", "trade").out


def test_a_commitment_without_a_number_says_so(fuling: Fuling) -> None:
    said = fuling("forecast", "harmony")
    assert said.code == 0
    assert said.out.startswith("Harmony (harmony), -")
    assert "announced without a number" in said.out


# --- for machines -------------------------------------------------------------------------------------------------

TOP = ["schema", "target", "interval", "distribution", "growth_rates", "chance", "growth", "reason", "years"]
ROW = ["year", "planned", "needed", "pace", "what_if", "drift", "low", "high"]


def test_the_document_of_six_exact_years(fuling: Fuling) -> None:
    found = document(fuling, "gdp")
    assert list(found) == TOP
    assert found["schema"] == "fuling.forecast/1"
    assert (
        found["target"]
        == simplejson.loads(fuling("status", "gdp", "--format", "json").out, use_decimal=True)["targets"][0]
    )
    assert (found["interval"], found["growth_rates"], found["growth"], found["reason"]) == (
        Decimal("0.8"),
        5,
        None,
        None,
    )
    assert [list(row) for row in found["years"]] == [[*ROW, "bounds"]] * 5
    assert [row["year"] for row in found["years"]] == [2026, 2027, 2028, 2029, 2030]
    assert {row["what_if"] for row in found["years"]} == {None}
    last = found["years"][-1]
    assert last["planned"] == last["needed"] == 2000
    assert last["pace"] == last["drift"] == found["target"]["projected"]
    assert all(row["low"] < row["drift"] < row["high"] for row in found["years"])
    assert Decimal("0.3") < found["chance"] < Decimal("0.5")


def test_the_document_has_the_numbers_of_r(fuling: Fuling) -> None:
    found = document(fuling, "gdp")
    first, last = found["years"][0], found["years"][-1]
    ours = [first["drift"], first["low"], first["high"], last["drift"], last["low"], last["high"], found["chance"]]
    assert [round(number, 9) for number in ours] == [round(Decimal(number), 9) for number in R_SAYS]


def test_the_document_says_which_distribution_and_differs_in_nothing_else(fuling: Fuling) -> None:
    by_r, by_t = document(fuling, "gdp"), document(fuling, "gdp", "--interval", "t")
    assert (by_r["distribution"], by_t["distribution"]) == ("normal", "t")
    assert by_r == document(fuling, "gdp", "--interval", "normal")
    ours = [by_t["years"][0]["low"], by_t["years"][0]["high"], by_t["chance"]]
    assert [round(number, 9) for number in ours] == [round(Decimal(number), 9) for number in SCIPY_SAYS]
    for ours, theirs in zip(by_t["years"], by_r["years"], strict=True):
        assert ours["low"] < theirs["low"] < theirs["high"] < ours["high"]
    for found in (by_r, by_t):
        for year in found["years"]:
            del year["low"], year["high"]
        del found["distribution"], found["chance"]
    assert by_r == by_t


def test_an_unknown_distribution_is_refused_with_those_there_are(fuling: Fuling) -> None:
    said = fuling("forecast", "gdp", "--interval", "gauss")
    assert (said.code, said.out) == (2, "")
    assert said.err == "fuling: --interval does not know “gauss”: use one of normal, t\n"


def test_the_document_with_a_what_if(fuling: Fuling) -> None:
    found = document(fuling, "gdp", "--growth", "10%")
    assert found["growth"] == Decimal("0.1")
    assert found["years"][0]["what_if"] == Decimal("1543.014")


def test_the_document_of_a_bound_has_null_and_a_reason(bare: Fuling) -> None:
    found = document(bare, "gdp")
    assert list(found) == TOP
    assert (found["target"]["id"], found["growth_rates"], found["chance"]) == ("gdp", 2, None)
    assert found["reason"] == "only a lower limit was published for 2024"
    assert [row["year"] for row in found["years"]] == [2025, 2026, 2027]
    assert all(row["drift"] is row["low"] is row["high"] is None for row in found["years"])
    assert found["years"][-1]["needed"] == 2100


@pytest.mark.parametrize("target", ["gdp-doubling", "gdp-interim", "harmony"])
def test_the_document_of_a_target_without_years_ahead_is_whole(fuling: Fuling, target: str) -> None:
    found = document(fuling, target)
    assert list(found) == TOP
    assert (found["chance"], found["years"]) == (None, [])
    assert found["reason"]


def test_the_document_is_the_same_in_either_language(fuling: Fuling) -> None:
    assert document(fuling, "gdp") == simplejson.loads(
        fuling("forecast", "gdp", "--format", "json", FULING_LANG="zh").out, use_decimal=True
    )
