"""fuling export: a report as a file, whole or not at all, and never over another one unasked."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .program import PLAN, Fuling, digests

REPORTS = ("status", "actuals", "targets")
SUFFIXES = {"csv": ".csv", "html": ".html", "json": ".json", "markdown": ".md"}


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
    rows = list(csv.DictReader(io.StringIO(fuling("export", "--all", "--layout", "long").out)))
    assert [row["id"] for row in rows] == ["gdp", "firms", "waste", "trade", "gdp-doubling", "harmony"]
    assert rows[0]["baseline_value"] == "1000.00"
    assert rows[0]["name_zh"] == "生产总值"
    assert rows[2]["latest_low"] == "60"
    assert rows[2]["latest_value"] == ""
    assert (rows[2]["share_done_low"], rows[2]["share_done_high"]) == ("-0.166666666666667", "0.666666666666667")


@pytest.mark.parametrize("report", ["status", "trajectory"])
def test_csv_is_readable_in_the_language_that_is_spoken(
    fuling: Fuling, golden: Callable[[str, str], None], report: str, language: str
) -> None:
    said = fuling("export", report, "--lang", language)
    assert (said.code, said.err) == (0, "")
    assert fuling("export", report, "--layout", "table", "--lang", language) == said
    golden(f"formats/{report}-table.{language}.csv", said.out)


def test_actuals_are_the_entries_that_count(fuling: Fuling) -> None:
    fuling("undo", "--force")
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


@pytest.mark.parametrize("folder", [".", "reports", "reports/", "reports.old/"])
def test_in_a_folder_a_report_is_named_after_the_plan_and_the_format(fuling: Fuling, folder: str) -> None:
    (fuling.here / folder).mkdir(exist_ok=True)
    wrote = Path(folder) / "made-up-status.csv"
    assert fuling("export", "-o", folder).err == f"wrote {wrote}\n"
    assert fuling("export", "targets", "-o", folder, "--format", "html").code == 0
    assert fuling("export", "-o", folder).code == 2
    assert fuling("export", "-o", folder, "--force").code == 0
    assert fuling("compare", "data", "-o", folder, "--format", "markdown").code == 0
    made = {file.name for file in (fuling.here / folder).iterdir()}
    assert made >= {"made-up-status.csv", "made-up-targets.html", "compare.md"}


@pytest.mark.parametrize(
    ("output", "code"),
    [("", 2), ("out.docx", 2), ("nowhere/", 4), ("nowhere/out.csv", 4), ("data/targets.toml/x.csv", 4)],
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


def read(text: str) -> list[dict[str, str]]:
    """The records of a CSV text by their headings."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("report", ["actuals", "trajectory"])
@pytest.mark.parametrize("layout", ["long", "wide", "sdmx"])
def test_a_layout_is_the_same_in_both_languages(
    fuling: Fuling, golden: Callable[[str, str], None], report: str, layout: str
) -> None:
    if (report, layout) != ("trajectory", "sdmx"):
        said = [fuling("export", report, "--layout", layout, "--lang", language) for language in ("en", "zh")]
        assert (said[0].code, said[0].err, said[1]) == (0, "", said[0])
        golden(f"formats/{report}-{layout}.csv", said[0].out)


def test_long_is_the_usual_layout_of_what_was_published(fuling: Fuling) -> None:
    for report in ("actuals", "targets"):
        assert fuling("export", report, "--layout", "long") == fuling("export", report)


def test_wide_figures_are_imported_again_with_the_same_values(fuling: Fuling, tmp_path: Path) -> None:
    assert fuling("export", "actuals", "--layout", "wide", "-o", tmp_path / "wide.csv").code == 0
    other = Fuling(tmp_path / "other")
    other.plan(ledger=None)
    assert other("import", tmp_path / "wide.csv", "--force").code == 0
    assert other("export", "actuals", "--layout", "wide").out == fuling("export", "actuals", "--layout", "wide").out
    assert [row["source"] for row in read(other("export", "actuals").out)] == [""] * 7


def test_a_layout_of_one_figure_a_year_has_the_vintage_that_counts(fuling: Fuling) -> None:
    def gdp(*typed: str) -> tuple[str, str]:
        wide, sdmx = (read(fuling("export", "actuals", "--layout", name, *typed).out) for name in ("wide", "sdmx"))
        found = [row for row in sdmx if (row["INDICATOR"], row["TIME_PERIOD"]) == ("gdp", "2025")]
        assert len(found) <= 1
        return wide[0].get("2025", ""), found[0]["OBS_VALUE"] if found else ""

    assert gdp() == ("1480.5", "1480.5")
    assert gdp("--as-of", "2026-03-01") == ("1450", "1450")
    assert gdp("--as-of", "2025-12-31") == ("", "")


@pytest.mark.parametrize(
    "typed",
    [
        "status --layout wide",
        "status --layout table --format json",
        "actuals --layout table",
        "targets --layout wide",
        "status --layout sdmx",
        "trajectory --layout sdmx",
        "actuals --layout tall",
        "actuals --layout wide --format json",
        "actuals --layout sdmx --format markdown",
        "actuals --layout wide -o wide.json",
        "actuals --encoding gb18030 --format json",
        "actuals --encoding latin1",
        "actuals --encoding gb18030 --bom",
    ],
)
def test_what_does_not_go_together_is_refused_in_a_line(fuling: Fuling, typed: str) -> None:
    before = digests(fuling.home)
    said = fuling("export", *typed.split())
    assert (said.code, said.out, len(said.err.splitlines()), digests(fuling.home)) == (2, "", 1, before)


def test_old_spreadsheets_get_their_encoding_without_a_mark(fuling: Fuling, tmp_path: Path) -> None:
    fuling("export", "targets", "--encoding", "gb18030", "-o", tmp_path / "old.csv")
    assert (tmp_path / "old.csv").read_bytes() == fuling("export", "targets").out.encode("gb18030")
    assert fuling("export", "targets", "--encoding", "gb18030").stdout.decode("gb18030").startswith("id,")


def test_what_an_encoding_does_not_have_is_named_and_nothing_is_written(fuling: Fuling) -> None:
    fuling.plan(PLAN.replace("less is better", "in m³, 𠀀"))
    said = fuling("export", "targets", "--encoding", "gbk", "-o", "old.csv")
    assert (said.code, said.out) == (2, "")
    assert said.err == "fuling: “³” cannot be written in gbk; use gb18030 or utf-8\n"
    assert not (fuling.here / "old.csv").exists()
    assert "m³, 𠀀" in fuling("export", "targets", "--encoding", "gb18030").stdout.decode("gb18030")


def test_a_link_to_itself_is_no_file_to_write(fuling: Fuling) -> None:
    (fuling.here / "loop.csv").symlink_to("loop.csv")
    said = fuling("export", "-o", "loop.csv", "--force")
    assert (said.code, said.out) == (4, "")
    assert "loop.csv" in said.err
