"""targets.toml is read strictly: what is right becomes a plan, what is wrong is told at its line and column."""

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fuling_cli.core.target import Target
from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import LANGUAGES, Bilingual
from fuling_cli.store.plan_file import load_plan, read_plan

HEAD = """\
[plan]
id = "ours"
title = { en = "Our plan", zh = "规划" }
area = { en = "Here", zh = "此地" }
base_year = 2020
by = 2030
announced = 2021-03-01
source = "a gazette"
"""
TARGET = """\

[[target]]
id = "gdp"
name = { en = "GDP", zh = "生产总值" }
unit = "亿元"
"""
LATER = """\

[[target]]
id = "later"
metric = "gdp"
name = { en = "GDP", zh = "生产总值" }
unit = "亿元"
value = 2
since = 2025-03-01
replaces = "gdp"
"""


def problems(path: Path, text: str | bytes) -> list[Problem]:
    """What is wrong with a file of this content; found within a second of work."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    started = time.process_time()
    with pytest.raises(InvalidData) as raised:
        load_plan(path)
    assert time.process_time() - started < 1
    found = list(raised.value.problems)
    for problem in found:
        assert problem.path == str(path)
        for language in LANGUAGES:
            said = problem.message.translate(language)
            assert len(said) < 400
            assert "constrained" not in said  # a word of the validator
    return found


def test_a_plan_is_what_was_announced(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    path.write_text(f"{HEAD}{TARGET}value = 2100.50\nnote = 'n'\n", encoding="utf-8")
    plan = load_plan(path)
    assert (plan.id, plan.title, plan.announced) == ("ours", Bilingual("Our plan", "规划"), date(2021, 3, 1))
    assert plan.targets == (
        Target(
            id="gdp",
            metric="gdp",
            name=Bilingual("GDP", "生产总值"),
            unit="亿元",
            base_year=2020,
            by=2030,
            value=Decimal("2100.50"),
            note="n",
        ),
    )
    assert str(plan.targets[0].value) == "2100.50"


def test_every_key_of_a_target_counts(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    rest = 'multiple = 2\nbaseline = 10\nmetric = "m"\nat = "less"\ndirection = "down"\nby = "undated"\n'
    path.write_text(f'{HEAD}{TARGET}{rest}base_year = 2021\nwhole = true\ngroup = "g"\nmethod = "path"\n', "utf-8")
    (target,) = load_plan(path).targets
    assert (target.multiple, target.baseline) == (Decimal(2), Decimal(10))
    assert (target.metric, target.at) == ("m", "less")
    assert (target.direction, target.by, target.base_year, target.whole) == ("down", None, 2021, True)
    assert (target.group, target.method, target.value) == ("g", "path", None)


def test_less_is_asked_for_where_less_is_better(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    path.write_text(f'{HEAD}{TARGET}value = 1\ndirection = "down"\n', encoding="utf-8")
    assert load_plan(path).targets[0].at == "most"


def test_a_plan_without_targets_is_one(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert load_plan(path).targets == ()


BROKEN: dict[str, tuple[str | bytes, int, int, str]] = {
    # what the file holds, line, column, the message
    "GBK": (HEAD.encode("gbk"), 3, 34, "data.gbk"),
    "neither UTF-8 nor GBK": (b"# \xff\xff\n[plan]\n", 1, 3, "data.utf8"),
    "UTF-16": (HEAD.encode("utf-16"), 1, 1, "data.utf16"),
    "a zero byte": (HEAD.encode() + b"\0\0", 9, 1, "data.nul"),
    "emptied": (b"", 1, 1, "data.emptied"),
    "only white space": (b" \r\n\n", 1, 1, "data.emptied"),
    "only a comment": (b"# nothing\n", 1, 1, "data.missing_key"),
    "a conflict": (f"{HEAD}<<<<<<< HEAD\n=======\n>>>>>>> b\n", 9, 1, "data.conflict"),
    "no value": (f"{HEAD}method = \n", 9, 10, "data.toml"),
    "a key twice": (f"{HEAD}by = 2031\n", 9, 10, "data.toml"),
    "no quotes": (f"{HEAD}method = cagr\n", 9, 10, "data.toml"),
    "a string cut off": (f'{HEAD}method = "cagr\n', 9, 15, "data.toml"),
    "a web page": ("<!DOCTYPE html>\n", 1, 1, "data.toml"),
    "a dotted key of 100 KB": ("a." * 50_000 + "a = 1\n", 1, 1, "data.long_line"),
    "a long header": (f"{HEAD}[{'a.' * 3000}a]\n", 9, 1, "data.deep"),
    "many long keys": ("\n".join(f"{'a.' * 900}a{i} = 1" for i in range(3000)), 1, 1, "data.deep"),
    "100 000 brackets": ("a = " + "[" * 100_000, 1, 1, "data.long_line"),
    "brackets line by line": ("a = " + "[\n" * 100_000, 1, 1, "data.deep"),
    "brackets between comments": ("a = " + "[\n#\n" * 100_000, 1, 1, "data.deep"),
    "arrays with values": ("a = " + "[1,\n" * 100_000, 1, 1, "data.deep"),
    "a number of 5000 digits": (f"a = {'9' * 5000}\n", 1, 1, "data.toml"),
    "a hexadecimal number": (f"{HEAD}{TARGET}value = 0x{'F' * 6000}\n", 14, 1, "data.out_of_range"),
    "no plan": (f"{TARGET}value = 1\n", 1, 1, "data.missing_key"),
    "a list of plans": (HEAD.replace("[plan]", "[[plan]]"), 1, 1, "data.table"),
    "one target, not a list": (f'{HEAD}\n[target]\nid = "x"\n', 10, 1, "data.tables"),
    "a typo in a name": (HEAD.replace("zh = ", "cn = ", 1), 3, 1, "data.missing_key"),
    "a name without Chinese": (f'{HEAD}{TARGET}value = 1\nnote = ""\n', 15, 1, "data.empty_text"),
    "a name that is a text": (HEAD.replace('{ en = "Here", zh = "此地" }', '"Here"'), 4, 1, "data.table"),
    "an id with a space": (HEAD.replace('"ours"', '"our plan"'), 2, 1, "data.slug"),
    "an id that is a path": (HEAD.replace('"ours"', '"../ours"'), 2, 1, "data.slug"),
    "an id that is a number": (HEAD.replace('"ours"', "1"), 2, 1, "data.text"),
    "a day in quotes": (HEAD.replace("2021-03-01", '"2021-03-01"'), 7, 1, "data.day"),
    "a moment for a day": (HEAD.replace("2021-03-01", "2021-03-01T00:00:00Z"), 7, 1, "data.day"),
    "a day that is not there": (HEAD.replace("2021-03-01", "2021-02-30"), 7, 13, "data.toml"),
    "a year in quotes": (HEAD.replace("2030", '"2030"'), 6, 1, "data.whole_number"),
    "a year with a fraction": (HEAD.replace("2030", "2030.0"), 6, 1, "data.whole_number"),
    "a year long ago": (HEAD.replace("2020", "20"), 5, 1, "data.out_of_range"),
    "a deadline in words": (f'{HEAD}{TARGET}value = 1\nby = "soon"\n', 15, 1, "data.year_or_undated"),
    "a deadline in quotes": (f'{HEAD}{TARGET}value = 1\nby = "2030"\n', 15, 1, "data.year_or_undated"),
    "a deadline out of range": (f"{HEAD}{TARGET}value = 1\nby = 20300\n", 15, 1, "data.year_or_undated"),
    "a deadline that is true": (f"{HEAD}{TARGET}value = 1\nby = true\n", 15, 1, "data.year_or_undated"),
    "a deadline before the base year": (f"{HEAD}{TARGET}value = 1\nby = 2020\n", 15, 1, "data.deadline"),
    "a base year after the deadline": (f"{HEAD}{TARGET}value = 1\nbase_year = 2031\n", 10, 1, "data.deadline"),
    "a value in quotes": (f'{HEAD}{TARGET}value = "2100"\n', 14, 1, "data.number"),
    "a value that is true": (f"{HEAD}{TARGET}value = true\n", 14, 1, "data.number"),
    "a list of values": (f"{HEAD}{TARGET}value = [1, 2]\n", 14, 1, "data.number"),
    "nan": (f"{HEAD}{TARGET}value = nan\n", 14, 1, "data.number"),
    "inf": (f"{HEAD}{TARGET}value = -inf\n", 14, 1, "data.number"),
    "1e999999": (f"{HEAD}{TARGET}value = 1e999999\n", 14, 1, "data.out_of_range"),
    "1e-999999": (f"{HEAD}{TARGET}value = 1e-999999\n", 14, 1, "data.out_of_range"),
    "too many digits": (f"{HEAD}{TARGET}value = 1.{'1' * 40}\n", 14, 1, "data.out_of_range"),
    "too large": (f"{HEAD}{TARGET}value = {10**19}\n", 14, 1, "data.out_of_range"),
    "no times the baseline": (f"{HEAD}{TARGET}multiple = 0\n", 14, 1, "data.out_of_range"),
    "a value and a multiple": (f"{HEAD}{TARGET}value = 1\nmultiple = 2\n", 15, 1, "data.one_number"),
    "a value without a unit": (f"{HEAD}{TARGET}value = 1\n".replace('unit = "亿元"\n', ""), 10, 1, "data.missing_key"),
    "a fraction of a company": (f"{HEAD}{TARGET}value = 1.5\nwhole = true\n", 14, 1, "data.not_whole"),
    "yes for true": (f'{HEAD}{TARGET}value = 1\nwhole = "yes"\n', 15, 1, "data.boolean"),
    "another comparison": (f'{HEAD}{TARGET}value = 1\nat = ">="\n', 15, 1, "data.choice"),
    "another direction": (f'{HEAD}{TARGET}value = 1\ndirection = "Up"\n', 15, 1, "data.choice"),
    "another method": (f'{HEAD}{TARGET}value = 1\nmethod = "cgar"\n', 15, 1, "data.method"),
    "another method of the plan": (f'{HEAD}method = "cgar"\n', 9, 1, "data.method"),
    "an id twice": (f"{HEAD}{TARGET}value = 1\n{TARGET}value = 2\n", 17, 1, "data.twice"),
    "an endless note": (f'{HEAD}{TARGET}note = "{"x" * 2001}"\n', 14, 1, "data.text_length"),
    "a value and a growth": (f"{HEAD}{TARGET}value = 1\ngrowth = 6.5\n", 15, 1, "data.one_number"),
    "growth without a deadline": (f'{HEAD}{TARGET}growth = 6.5\nby = "undated"\n', 14, 1, "data.growth_undated"),
    "another kind of figures": (f'{HEAD}{TARGET}value = 1\nfigures = "rates"\n', 15, 1, "data.choice"),
    "every year without a value": (f"{HEAD}{TARGET}every_year = true\n", 14, 1, "data.every_year"),
    "a range backwards": (f"{HEAD}{TARGET}value = {{ from = 55, to = 45 }}\n", 14, 1, "data.backwards"),
    "half a range": (f"{HEAD}{TARGET}value = {{ from = 55 }}\n", 14, 1, "data.missing_key"),
    "a range of texts": (f'{HEAD}{TARGET}value = {{ from = "1", to = 2 }}\n', 14, 1, "data.number"),
    "a range with a comparator": (
        f'{HEAD}{TARGET}value = {{ from = 1, to = 2 }}\nat = "most"\n',
        15,
        1,
        "data.range_at",
    ),
    "a range of halves": (f"{HEAD}{TARGET}value = {{ from = 0.5, to = 2 }}\nwhole = true\n", 14, 1, "data.not_whole"),
    "a limit in words": (f'{HEAD}{TARGET}value = 1\nlimit = "all"\n', 15, 1, "data.number"),
    "a break in no year": (f'{HEAD}{TARGET}value = 1\ncomparable_from = "2020"\n', 15, 1, "data.whole_number"),
    "a change of no day": (f'{HEAD}{TARGET}value = 1\nreplaces = "gdp"\n', 10, 1, "data.missing_key"),
    "a change before the plan": (f"{HEAD}{TARGET}value = 1\nsince = 2021-03-01\n", 15, 1, "data.since"),
    "a target changed twice": (
        f"{HEAD}{TARGET}value = 1\n{LATER}{LATER.replace('later', 'last')}",
        32,
        1,
        "data.replaced_twice",
    ),
    "a change in a circle": (
        f"{HEAD}{TARGET}value = 1\nsince = 2025-04-01\nreplaces = 'later'\n{LATER}",
        24,
        1,
        "data.since",
    ),
    "rates towards a level": (f'{HEAD}{TARGET}value = 1\nfigures = "growth"\n', 15, 1, "data.figures"),
    "amounts that double": (f'{HEAD}{TARGET}multiple = 2\nfigures = "flow"\n', 15, 1, "data.figures"),
    "trend for a number": (f'{HEAD}{TARGET}value = 1\nmethod = "trend"\n', 15, 1, "data.trend"),
    "cagr for a direction": (f'{HEAD}{TARGET}direction = "up"\nmethod = "cagr"\n', 15, 1, "data.only_trend"),
    "a change of itself": (f'{HEAD}{TARGET}value = 1\nsince = 2025-03-01\nreplaces = "gdp"\n', 16, 1, "data.replaces"),
    "a change of nothing": (f'{HEAD}{TARGET}value = 1\nsince = 2025-03-01\nreplaces = "gpd"\n', 16, 1, "data.replaces"),
    "a short name in one language": (f'{HEAD}{TARGET}value = 1\nshort = "GDP"\n', 15, 1, "data.table"),
    "a note in one language": (f'{HEAD}{TARGET}value = 1\nnote = {{ en = "x" }}\n', 15, 1, "data.missing_key"),
    "a note that is a number": (f"{HEAD}{TARGET}value = 1\nnote = 1\n", 15, 1, "data.text"),
    "an alias that is a text": (f'{HEAD}{TARGET}value = 1\naliases = "GDP"\n', 15, 1, "data.tables"),
    "an alias that is another id": (
        f'{HEAD}{TARGET}value = 1\naliases = ["area"]\n{TARGET.replace("gdp", "area")}value = 1\n',
        *(15, 1, "data.alias"),
    ),
    "binding in words": (f'{HEAD}{TARGET}value = 1\nbinding = "yes"\n', 15, 1, "data.boolean"),
    "other prices": (f'{HEAD}{TARGET}value = 1\nprices = "fixed"\n', 15, 1, "data.choice"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, what: str) -> None:
    text, line, column, key = BROKEN[what]
    first = problems(tmp_path / "targets.toml", text)[0]
    assert (first.line, first.column, first.message.key) == (line, column, key)


def test_every_kind_of_target_is_read(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    changed = TARGET.replace("gdp", "gdp-2025")
    path.write_text(
        HEAD.replace('"a gazette"', '{ en = "a gazette", zh = "公报" }')
        + f"""{TARGET}growth = 6.5
figures = "growth"
comparable_from = 2020
binding = true
prices = "constant"
short = {{ en = "GDP", zh = "GDP" }}
aliases = ["GDP", "地区生产总值（GDP）"]
note = {{ en = "a note", zh = "说明" }}
{TARGET.replace("gdp", "share")}value = {{ from = 45, to = 55.50 }}
every_year = true
limit = 100
{TARGET.replace("gdp", "trees")}value = 500
figures = "flow"
{changed}metric = "gdp"
value = 2
since = 2025-03-01
replaces = "gdp"
""",
        "utf-8",
    )
    plan = load_plan(path)
    gdp, share, trees, later = plan.targets
    assert (gdp.growth, gdp.figures, gdp.comparable_from, gdp.value) == (Decimal("6.5"), "growth", 2020, None)
    assert (gdp.binding, gdp.prices, gdp.short) == (True, "constant", Bilingual("GDP", "GDP"))
    assert (gdp.aliases, gdp.note) == (("GDP", "地区生产总值（GDP）"), Bilingual("a note", "说明"))
    assert share.value is None
    assert str(share.value_range) == "(Decimal('45'), Decimal('55.50'))"
    assert (share.every_year, trees.every_year, trees.figures) == (True, False, "flow")
    assert share.limit == Decimal(100)
    assert plan.source == Bilingual("a gazette", "公报")
    assert (later.metric, later.since, later.replaces, gdp.since) == ("gdp", date(2025, 3, 1), "gdp", None)


UNKNOWN = {
    # what a file holds that a newer version may know, line, column, the key
    "a table too many": (f"{HEAD}\n[[actual]]\n", 10, 1, "actual"),
    "a key of a target": (f"{HEAD}{TARGET}value = 1\n  taget = 2100\n", 15, 3, "taget"),
    "a key of the plan": (f"{HEAD}metod = 1\n", 9, 1, "metod"),
    "a third language": (HEAD.replace("zh = ", "fr = 'x', zh = ", 1), 3, 1, "fr"),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_an_unknown_key_is_a_warning_and_the_rest_is_read(tmp_path: Path, what: str) -> None:
    text, line, column, key = UNKNOWN[what]
    path = tmp_path / "targets.toml"
    path.write_text(text, "utf-8")
    (warning,) = read_plan(path).warnings
    assert (warning.line, warning.column, warning.message.key) == (line, column, "data.unknown_key")
    assert (warning.serious, warning.message.values["key"]) == (False, key)
    assert load_plan(path).id == "ours"


def test_the_hint_for_an_unknown_key_lists_the_allowed_ones(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    path.write_text(f"{HEAD}{TARGET}value = 1\nnotes = 1\n", "utf-8")
    (typo,) = read_plan(path).warnings
    said = typo.message.translate("en")
    assert "did you mean “note”?" in said
    for key in ("id", "name", "unit", "value", "metric", "at", "direction", "by", "base_year", "baseline", "multiple"):
        assert key in said


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = HEAD.replace("2020", '"2020"').replace("area", "aera") + TARGET + 'value = "1"\nat = "x"\n'
    found = problems(tmp_path / "targets.toml", text)
    assert [problem.line for problem in found] == [1, 4, 5, 14, 15]
    assert {problem.message.key for problem in found} == {
        "data.missing_key",
        "data.unknown_key",
        "data.whole_number",
        "data.number",
        "data.choice",
    }


def test_places_are_right_behind_strings_of_many_lines(tmp_path: Path) -> None:
    text = f'{HEAD}{TARGET}note = """\n[[target]]\nid = "not one"\n"""\nvalue = "1"\n{TARGET}value = "2"\n'
    lines = text.split("\n")
    found = problems(tmp_path / "targets.toml", text)
    assert [lines[problem.line - 1] for problem in found] == ['value = "1"', 'value = "2"']


def test_a_thousand_problems_take_no_time(tmp_path: Path) -> None:
    targets = "".join(f"{TARGET.replace('gdp', f't{number}')}value = true\n" for number in range(1000))
    assert len(problems(tmp_path / "targets.toml", HEAD + targets)) == 1000


def test_no_file_is_told_at_its_first_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidData) as raised:
        load_plan(tmp_path / "targets.toml")
    (problem,) = raised.value.problems
    assert (problem.line, problem.column, problem.message.key) == (1, 1, "data.no_plan")
