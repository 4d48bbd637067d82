"""`fuling import` as it is typed: what it says, records, refuses and gives back."""

import json
from pathlib import Path

import pytest

from fuling_cli.store.ledger_file import load_ledger
from tests.commands.program import LEDGER, Fuling, digests


@pytest.fixture
def fuling(tmp_path: Path) -> Fuling:
    """The program in a project with a made-up plan."""
    program = Fuling(tmp_path / "home")
    program.plan()
    return program


def table(fuling: Fuling, text: str, name: str = "new.csv") -> Path:
    """A file in the project."""
    path = fuling.here / name
    path.write_text(text, "utf-8")
    return path


def test_the_options_of_record_are_for_every_figure_without_its_own(fuling: Fuling) -> None:
    path = table(fuling, "指标,年份,数值,来源,性质\n生产总值,2021,1100,,\n生产总值,2022,1200,年鉴,最终\n")
    options = (
        "--source",
        "公报",
        "--url",
        "http://example.org",
        "--published",
        "2023-02-01",
        "--note",
        "摘录",
        "--status",
        "revised",
    )
    assert fuling("import", path, *options).code == 0
    first, second = load_ledger(fuling.actuals).entries[-2:]
    assert (first.source, first.status, first.url, first.note) == ("公报", "revised", "http://example.org", "摘录")
    assert (second.source, second.status, str(second.published)) == ("年鉴", "final", "2023-02-01")


def test_what_is_left_out_is_an_error_with_strict(fuling: Fuling, language: str) -> None:
    path = table(fuling, "指标,2021,2022\n生产总值,1100,..\n别的,1,2\n")
    before = digests(fuling.home)
    said = fuling("import", path, "--strict", FULING_LANG=language)
    assert said.code == 2
    assert "--strict" in said.err
    assert said.err.count("1") == 2
    assert digests(fuling.home) == before
    assert fuling("import", path).code == 0


def test_more_than_five_problems_of_a_kind_are_told_as_five_and_a_count(fuling: Fuling) -> None:
    rows = "".join(f"gdp,{year},12oo\n" for year in range(1990, 2010))
    said = fuling("import", table(fuling, f"metric,year,value\n{rows}gdp,2010,x1\nfirms,2010,1.5\n"))
    lines = said.err.splitlines()
    assert said.code == 2
    assert sum("12oo" in line for line in lines) == 5
    assert any("15 more" in line for line in lines)
    assert sum("fraction" in line for line in lines) == 1


def test_standard_input_is_read(fuling: Fuling) -> None:
    said = fuling.process("import", "-", answer="metric,year,value\ngdp,2021,1100\n")
    assert said.code == 0, said.err
    assert len(load_ledger(fuling.actuals).entries) == len(load_ledger(table(fuling, LEDGER, "old.toml")).entries) + 1
    bad = fuling.process("import", "-", answer="metric,year,value\ngdp,2021,12oo\n")
    assert bad.code == 2
    assert bad.err.startswith("-:2:3: ")


def test_what_it_did_to_the_verdicts_is_said(fuling: Fuling) -> None:
    path = table(fuling, "metric,year,value\ntrade,2020,100\ntrade,2025,200\nwaste,2022,70\n")
    said = fuling("import", path, "-n")
    told = fuling("import", path).err
    for words in ("trade: no verdict -> on track", "waste: "):
        assert words in said.err
        assert words in told
    assert "as before" in told


def test_force_says_what_it_let_pass(fuling: Fuling) -> None:
    path = table(fuling, "metric,year,value\ngdp,2023,12500\n")
    assert fuling("import", path).code == 2
    said = fuling("import", path, "--force")
    assert said.code == 0
    assert "12500" in said.err.split("--force let this pass: ")[1]


def test_a_dry_run_shows_what_is_new_and_what_is_known(fuling: Fuling) -> None:
    path = table(fuling, "metric,year,value\ngdp,2021,1100\ngdp,2025,1500\n")
    fuling("import", table(fuling, "metric,year,value\ngdp,2021,1100\n", "first.csv"))
    said = fuling("import", path, "--revise", "-n")
    rows = [line.split() for line in said.out.splitlines()]
    assert ["gdp", "2021", "1100", "亿元", "known"] in rows
    assert ["gdp", "2025", "1500", "亿元", "newer", "version"] in rows


def test_a_metric_is_named_as_everywhere(fuling: Fuling) -> None:
    path = table(fuling, "Year,Figure\n2021,1100\n")
    assert fuling("import", path, "--metric", "生产总值", "-n").code == 0
    said = fuling("import", path, "--metric", "gpd")
    assert said.code == 2
    assert "gdp" in said.err


@pytest.mark.parametrize(
    "options", [("--where", "x"), ("--where", "=1"), ("--status", "done"), ("--published", "x"), ("--source", " ")]
)
def test_an_option_that_cannot_be_read_is_told(fuling: Fuling, options: tuple[str, ...]) -> None:
    said = fuling("import", table(fuling, "metric,year,value\ngdp,2021,1\n"), *options)
    assert said.code == 2
    assert "Traceback" not in said.err


@pytest.mark.parametrize("layout", ["long", "wide", "sdmx"])
def test_every_layout_of_the_actuals_reads_back(fuling: Fuling, layout: str) -> None:
    export = fuling.here / "export.csv"
    assert fuling("export", "actuals", "--layout", layout, "-o", export).code == 0
    again = Fuling(fuling.home / "again")
    again.plan(ledger=None)
    said = again("import", export, "--source", "x", "--force")
    assert said.code == 0, said.err

    def current(program: Fuling) -> list[object]:
        found = json.loads(program("status", "--format", "json").out)["targets"]
        return [
            (one["id"], one["latest"]["year"], one["latest"]["value"], one["latest"]["low"], one["verdict"])
            for one in found
            if one["latest"]
        ]

    assert current(again) == current(fuling)


def test_a_scorecard_that_was_exported_is_recognised(fuling: Fuling, language: str) -> None:
    for name in ("out.csv", "out.xlsx"):
        export = fuling.here / name
        assert fuling("export", "-o", export, FULING_LANG=language).code == 0
        said = fuling("import", export)
        assert said.code == 2
        assert "fuling export actuals" in said.err


def test_what_is_taken_is_told_in_full_and_undone_with_one_word(fuling: Fuling) -> None:
    said = fuling("import", table(fuling, "指标,2021年,2022年\n生产总值,1100,1200\n别的,1,2\n"), "--source", "x")
    assert "took 2 figures of 1 metric; left out: 1 row of metrics that no target follows" in said.err
    assert ["gdp", "2021-2022", "2", "1100", "1200", "亿元", "2", "0"] in [
        line.split() for line in said.out.splitlines()
    ]
    assert "fuling undo" in said.err


def test_nothing_changes_where_everything_is_known(fuling: Fuling) -> None:
    path = table(fuling, "metric,year,value\ngdp,2021,1100\n")
    fuling("import", path)
    before = digests(fuling.home)
    said = fuling("import", path)
    assert (said.code, ": 0 new, 1 known" in said.out) == (0, True)
    assert digests(fuling.home) == before
