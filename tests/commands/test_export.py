"""fuling export: a report as a file, whole or not at all, and never over another one unasked."""

import csv
import io
import json
from pathlib import Path

import pytest

from .program import Fuling, digests

REPORTS = ("status", "actuals", "targets")
SUFFIXES = {"csv": ".csv", "json": ".json", "markdown": ".md"}


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("form", SUFFIXES)
def test_a_file_holds_what_stdout_shows(fuling: Fuling, report: str, form: str) -> None:
    shown = fuling("export", report, "--format", form)
    named = fuling("export", report, "-o", f"out{SUFFIXES[form]}")
    assert (shown.code, shown.err, named.code, named.out) == (0, "", 0, "")
    assert (fuling.here / f"out{SUFFIXES[form]}").read_bytes().removeprefix(b"\xef\xbb\xbf") == shown.stdout
    assert fuling("export", report, "-o", "-", "--format", form).stdout == shown.stdout


def test_csv_is_the_default(fuling: Fuling) -> None:
    assert fuling("export").stdout == fuling("export", "status", "--format", "csv").stdout
    fuling("export", "-o", "out")
    assert (fuling.here / "out").read_bytes().endswith(fuling("export").stdout)


def test_csv_files_bear_a_mark_for_excel_and_stdout_does_not(fuling: Fuling) -> None:
    mark = b"\xef\xbb\xbf"
    fuling("export", "-o", "usual.csv")
    fuling("export", "-o", "without.csv", "--no-bom")
    fuling("export", "-o", "out.json")
    assert (fuling.here / "usual.csv").read_bytes().startswith(mark)
    assert not (fuling.here / "without.csv").read_bytes().startswith(mark)
    assert not (fuling.here / "out.json").read_bytes().startswith(mark)
    assert not fuling("export").stdout.startswith(mark)
    assert fuling("export", "--bom").stdout == mark + fuling("export").stdout


def test_csv_rows_have_the_columns_of_the_document(fuling: Fuling) -> None:
    rows = list(csv.DictReader(io.StringIO(fuling("export", "--all").out)))
    assert [row["id"] for row in rows] == ["gdp", "firms", "waste", "trade", "gdp-doubling", "harmony"]
    assert rows[0]["baseline_value"] == "1000.00"
    assert rows[0]["name_zh"] == "生产总值"
    assert rows[2]["latest_low"] == "60"
    assert rows[2]["latest_value"] == ""


def test_actuals_are_the_entries_that_count(fuling: Fuling) -> None:
    fuling("undo")
    rows = json.loads(fuling("export", "actuals", "--format", "json").out)["actuals"]
    assert [(row["metric"], row["year"]) for row in rows][-1] == ("waste", 2020)
    assert len(rows) == 7
    earlier = json.loads(fuling("export", "actuals", "--format", "json", "--as-of", "2025-12-31").out)["actuals"]
    assert {row["year"] for row in earlier} == {2020, 2024}


def test_an_existing_file_is_kept_unless_force_is_given(fuling: Fuling) -> None:
    (fuling.here / "out.csv").write_bytes(b"mine")
    refused = fuling("export", "-o", "out.csv")
    assert (refused.code, (fuling.here / "out.csv").read_bytes()) == (2, b"mine")
    assert "--force" in refused.err
    assert fuling("export", "-o", "out.csv", "--force").code == 0
    assert (fuling.here / "out.csv").read_bytes() != b"mine"


def test_a_path_with_dots_is_a_path(fuling: Fuling) -> None:
    (fuling.here / "a").mkdir()
    assert fuling("export", "-o", "a/../b.csv").code == 0
    assert (fuling.here / "b.csv").exists()


@pytest.mark.parametrize(
    ("output", "code"),
    [(".", 2), ("data", 2), ("data/", 2), ("out.docx", 2), ("nowhere/out.csv", 4), ("data/targets.toml/x.csv", 4)],
)
def test_what_cannot_be_written_leaves_everything_as_it_is(fuling: Fuling, output: str, code: int) -> None:
    before = digests(fuling.home)
    said = fuling("export", "-o", output)
    assert (said.code, said.out, digests(fuling.home)) == (code, "", before)
    assert len(said.err.splitlines()) == 1


def test_the_plan_is_never_exported_over_without_force(fuling: Fuling) -> None:
    before = digests(fuling.home)
    assert fuling("export", "--format", "csv", "-o", fuling.targets).code == 2
    assert digests(fuling.home) == before


def test_a_suffix_in_capitals_is_the_same_suffix(fuling: Fuling) -> None:
    fuling("export", "-o", "OUT.JSON")
    assert json.loads((fuling.here / "OUT.JSON").read_bytes())["schema"] == "fuling.status/1"


def test_the_format_that_is_named_goes_before_the_suffix(fuling: Fuling, tmp_path: Path) -> None:
    fuling("export", "-o", tmp_path / "table.txt", "--format", "markdown")
    assert "| ---" in (tmp_path / "table.txt").read_text("utf-8")
