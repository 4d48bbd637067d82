"""Every row of tables/index.json is true, typed as a user types it, into an empty ledger."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from fuling_cli.core.ledger import Ledger
from fuling_cli.store.ledger_file import load_ledger
from tests.commands.program import Fuling, Said

from .made import TABLES

CASES: list[dict[str, Any]] = json.loads((TABLES / "index.json").read_text("utf-8"))
SAID = {
    "01-nbs-national.csv": ["left out: 4 rows of metrics that no target follows"],
    "02-nbs-provinces-gbk.csv": ["read as GB18030"],
    "03-nbs-download.xls": ["took 20 figures of 2 metrics", "3 rows of metrics that no target follows"],
    "05-yearbook-merged-header.xlsx": ["left out: 6 columns"],
    "15-eurostat.tsv": ["the series breaks (b) in 2009"],
    "22-destatis-genesis-latin1.csv": ["read as Windows-1252"],
    "24-ons-timeseries.csv": ["left out: 4 rows of quarters"],
    "23-statcan-table-view.csv": ["months, not of years"],
}
REFUSED = {
    "02-nbs-provinces-gbk.csv": ["6 areas: 北京市", "fuling import {file} --metric gdp --where 地区=北京市"],
    "19-open-sdg.csv": ["poverty-rate: 2015 stands there 5 times (rows 2, 11, …)", "neither --revise nor --force"],
    "23-statcan-table-view.csv": ["this is a table of months, not of years"],
}


@pytest.fixture
def program(tmp_path: Path) -> Fuling:
    """The program with the plan of the tables and an empty ledger."""
    program = Fuling(tmp_path / "home")
    program.plan()
    shutil.copy(TABLES / "targets.toml", program.data / "targets.toml")
    program.actuals.unlink()
    return program


@pytest.mark.parametrize("case", CASES, ids=[f"{case['file']} {' '.join(case['args'])}".strip() for case in CASES])
def test_a_public_table_gives_what_it_must(case: dict[str, Any], program: Fuling, language: str) -> None:
    file = TABLES / case["file"]
    said = program("import", file, *case["args"], FULING_LANG=language)
    assert said.code == case.get("exit", 0), said.err
    ledger = load_ledger(program.actuals) if program.actuals.exists() else Ledger()
    found = {(actual.metric, actual.year): actual for actual in ledger.entries}
    assert len(found) == len(ledger.entries)
    for metric, figures in case["takes"].items():
        for year, digits in figures.items():
            assert str(found[metric, int(year)].figure.value) == digits
    assert len(found) == case.get("figures", len(found))
    for year, status in case.get("status", {}).items():
        assert next(actual for actual in ledger.entries if actual.year == int(year)).status == status
    if language == "en":
        check_words(said, file, REFUSED if said.code else SAID)


def check_words(said: Said, file: Path, expected: dict[str, list[str]]) -> None:
    """Everything that must be told of a file is told."""
    for words in expected.get(file.name, []):
        assert words.format(file=file) in said.err


def test_a_command_that_is_suggested_does_what_it_says(program: Fuling) -> None:
    file = TABLES / "02-nbs-provinces-gbk.csv"
    advice = program("import", file).err.partition("For example:")[2].strip()
    assert advice.startswith("fuling import ")
    typed = [word.strip("'") for word in advice.split()[1:]]
    assert program(*typed).code == 0
    assert len(load_ledger(program.actuals).entries) == 19


def test_the_advice_for_several_rows_a_year_leads_to_one_series(program: Fuling) -> None:
    file = TABLES / "19-open-sdg.csv"
    said = program("import", file, "--metric", "poverty-rate")
    advice = said.err.partition("For example:")[2].strip()
    assert advice == f"fuling import {file} --metric poverty-rate --where Geography="
    assert program(*advice.split()[1:]).code == 0
    assert len(load_ledger(program.actuals).entries) == 9
