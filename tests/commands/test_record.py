"""fuling record: what it writes, what it says, and when it asks."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fuling_cli.store.data_folder import shipped_folder

from .program import LEDGER, PLAN, ROOT, TODAY, Fuling, digests
from .terminals import at_terminal, needs_terminal


def entries(fuling: Fuling) -> list[dict[str, Any]]:
    """The entries of the project's ledger."""
    found: list[dict[str, Any]] = tomllib.loads(fuling.actuals.read_text("utf-8-sig"))["actual"]
    return found


def test_a_figure_is_appended_as_the_specification_writes_it(fuling: Fuling) -> None:
    said = fuling(
        *("record", "gdp", "2023", "1,250.50亿元", "--published", "2024-02-01", "--source", "bulletin 2023"),
        *("--url", "https://example.org/2023", "--note", "first figure", "--status", "final"),
    )
    assert (said.code, said.out) == (0, "")
    assert fuling.actuals.read_text("utf-8") == LEDGER + (
        "\n[[actual]]\n"
        'metric = "gdp"\n'
        "year = 2023\n"
        "value = 1250.50\n"
        'unit = "亿元"\n'
        'status = "final"\n'
        "published = 2024-02-01\n"
        'source = "bulletin 2023"\n'
        'url = "https://example.org/2023"\n'
        'note = "first figure"\n'
        "recorded = 2026-11-22T08:00:00Z\n"
    )


def test_it_says_what_it_did_to_every_target_of_the_metric(fuling: Fuling) -> None:
    typed = ("--published", "2026-10-01", "--source", "yearbook", "--revise", "--status", "final")
    assert fuling("record", "gdp", "2025", "1379亿", *typed).err.splitlines() == [
        "recorded   gdp 2025 = 1379 亿元 (137,900,000,000 元)",
        "           final, 1 October 2026, yearbook",
        "on 2024    +6.08% at most (2024 was >1300)",
        "status     gdp: √ on track  ->  ! behind: observed 6.64%, required 7.18% a year",
        f"status     gdp-doubling: - no verdict: {UNDATED}",
        "undo       fuling undo",
    ]


UNDATED = "1379 in 2025, target 2000.00: no deadline was announced, so no growth is required by any year"


@pytest.mark.parametrize(
    ("value", "on_2024"),
    [
        ("1480.5", "on 2024    +13.89% at most (2024 was >1300)"),
        ("1300+", ""),
        ("1200..1400", "on 2024    +7.70% at most (2024 was >1300)"),
    ],
)
def test_growth_on_the_year_before_is_a_bound_where_a_figure_is_one(fuling: Fuling, value: str, on_2024: str) -> None:
    said = fuling("record", "gdp", "2025", value, "--revise").err
    assert [line for line in said.splitlines() if line.startswith("on ")] == [on_2024] * bool(on_2024)


def test_growth_of_a_share_is_in_percentage_points(fuling: Fuling) -> None:
    fuling.plan(PLAN + SHARE, "")
    fuling.actuals.unlink()
    fuling("record", "forest", "2023", "48.2%")
    assert "on 2023    +0.60 percentage points (2023 was 48.2)" in fuling("record", "forest", "2024", "48.8").err
    assert "比 2024    -0.80个百分点" in fuling("record", "forest", "2025", "48", "--lang", "zh").err.replace(
        " 个", "个"
    )


SHARE = """
[[target]]
id = "forest"
name = { en = "Forest cover", zh = "森林覆盖率" }
unit = "%"
value = 55
"""


@pytest.mark.parametrize(
    "name", ["gdp", "GDP", "Gross product", "gross PRODUCT", "生产总值", "生产总值翻番", " 生产 总值 "]
)
def test_a_metric_goes_by_its_id_and_its_names(fuling: Fuling, name: str) -> None:
    assert "gdp 2023 = 1250" in fuling("record", name, "2023", "1250").err


SLIPS = {
    ("gdp", "2023", "12500"): "12500 亿元 is 9.6 times the 1300 亿元 recorded for 2024",
    ("gdp", "2024", "130", "--revise"): "130 亿元 is 1/10 of the 1300 亿元 recorded for 2024",
    ("gdp", "2023", "0"): "0 亿元 after 1300 亿元 in 2024",
    ("gdp", "2023", "-1250"): "another sign",
    ("firms", "2023", "-200家"): "a count below zero",
    ("gdp", "2026", "1500"): "2026 is not over",
}


@pytest.mark.parametrize("typed", SLIPS)
def test_what_looks_like_a_slip_needs_force_which_says_what_it_lifted(fuling: Fuling, typed: tuple[str, ...]) -> None:
    refused = fuling("record", *typed)
    assert (refused.code, fuling.actuals.read_text("utf-8")) == (2, LEDGER)
    assert SLIPS[typed] in refused.err
    assert "--force (nothing recorded)" in refused.err
    forced = fuling("record", *typed, "--force")
    assert forced.code == 0
    assert f"not asked because of --force: {SLIPS[typed][:6]}" in forced.err or SLIPS[typed] in forced.err


def test_an_estimate_of_the_year_that_runs_is_no_slip(fuling: Fuling) -> None:
    assert fuling("record", "gdp", "2026", "1500", "--status", "estimated").code == 0


@needs_terminal
def test_on_a_terminal_what_is_left_out_is_asked_for(fuling: Fuling) -> None:
    code, said = answered(fuling, ["生产总值", "2025", "2023", "什么", "1250亿元", "bulletin", ""], "record")
    assert code == 0
    assert "Which metric (gdp, firms, waste, trade)?" in said
    assert "Which year was measured? " in said
    assert "already recorded: gdp 2025 = 1480.5 亿元" in said
    assert "(2024: >1300, 2025: 1480.5)" in said
    assert entries(fuling)[-1] | {"recorded": 0} == {
        "metric": "gdp",
        "year": 2023,
        "value": 1250,
        "unit": "亿元",
        "status": "provisional",
        "source": "bulletin",
        "recorded": 0,
    }


@needs_terminal
def test_the_day_in_the_source_and_the_next_year_are_what_is_known(fuling: Fuling) -> None:
    fuling("record", "trade", "2023", "100", "--published", "2024-02-01")
    code, said = answered(fuling, ["", "什么", "110", "report of 2025-06-05", ""], "record", "trade")
    assert code == 0
    assert "Which year was measured? [2024]" in said
    assert "cannot read" in said
    assert "(2023: 100)" in said
    assert "[2025-06-05]" in said
    assert (entries(fuling)[-1]["year"], entries(fuling)[-1]["published"]) == (2024, date(2025, 6, 5))


@needs_terminal
@pytest.mark.parametrize("answers", [[], ["gdp"], ["gdp", "2023"]])
def test_where_the_answers_end_nothing_is_recorded(fuling: Fuling, answers: list[str]) -> None:
    code, said = answered(fuling, [*answers, "\x04"], "record")
    assert (code, fuling.actuals.read_text("utf-8")) == (2, LEDGER)
    assert said.strip().endswith("Nothing recorded.")


def answered(fuling: Fuling, answers: list[str], *typed: str) -> tuple[int, str]:
    """The exit code, and what is on the terminal, when these lines are typed into it."""
    keys = "".join(f"{line}\n" if line != "\x04" else line for line in answers)
    said, seen = at_terminal(fuling, *typed, keys=keys)
    return said.code, seen


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
def test_a_bound_that_the_shell_took_for_a_file_is_explained(fuling: Fuling) -> None:
    script = f"'{sys.executable}' -m fuling_cli record gdp 2023 >1200亿元"
    environment = fuling.environment({"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"})
    done = subprocess.run(
        ["sh", "-c", script], cwd=fuling.here, env=environment, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, fuling.actuals.read_text("utf-8")) == (2, LEDGER)
    assert "Did you mean '>1200亿元'?" in done.stderr.decode()
    assert "突破1200亿元 needs none" in done.stderr.decode()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("１２５０．５亿元", {"value": "1250.5"}),
        ("125.05bn", {"value": "1250.5"}),
        ("1250", {"value": "1250"}),
        (">1200亿", {"low": "1200"}),
        ("<1300", {"high": "1300"}),
        ("1200..1300亿", {"low": "1200", "high": "1300"}),
        ("-1250", {"value": "-1250"}),
    ],
)
def test_values_are_read_as_people_write_them(fuling: Fuling, typed: str, written: dict[str, str]) -> None:
    assert fuling("record", "gdp", "2023", typed, "--source", "x", "--force").code == 0
    last = fuling.actuals.read_text("utf-8").removeprefix(LEDGER)
    assert dict(re.findall(r"^(value|low|high) = (\S+)$", last, re.MULTILINE)) == written


def test_a_dry_run_shows_the_entry_and_writes_nothing(fuling: Fuling) -> None:
    before = digests(fuling.home)
    said = fuling("record", "gdp", "2023", "1250", "--source", "x", "--dry-run")
    assert (said.code, digests(fuling.home)) == (0, before)
    assert tomllib.loads(said.out)["actual"][0]["value"] == 1250
    assert fuling("record", "gdp", "2023", "1250", "--source", "x", "-n").out == said.out
    assert str(fuling.actuals) in said.err
    fuling("record", "gdp", "2023", "1250", "--source", "x")
    assert fuling.actuals.read_text("utf-8") == f"{LEDGER}\n{said.out}"


def test_the_first_record_makes_the_ledger(fuling: Fuling) -> None:
    fuling.actuals.unlink()
    assert fuling("record", "gdp", "2020", "1000", "--source", "x").code == 0
    assert fuling.actuals.read_text("utf-8").startswith("# ")
    assert len(entries(fuling)) == 1


def test_a_second_figure_of_a_year_needs_revise(fuling: Fuling) -> None:
    refused = fuling("record", "gdp", "2025", "1490", "--source", "x")
    assert (refused.code, fuling.actuals.read_text("utf-8")) == (2, LEDGER)
    assert "1480.5" in refused.err
    assert "--revise" in refused.err
    assert fuling("record", "gdp", "2025", "1490", "--source", "x", "--revise").code == 0
    assert entries(fuling)[-1]["status"] == "revised"
    assert " 1490 " in fuling("status", "gdp").out


def test_a_revision_published_before_the_one_that_counts_says_that_it_does_not(fuling: Fuling) -> None:
    said = fuling("record", "gdp", "2025", "1470", "--source", "x", "--revise", "--published", "2026-03-01")
    assert said.code == 0
    assert "fuling history" in said.err
    assert " 1480.5 " in fuling("status", "gdp").out


def test_two_revisions_in_the_same_second_are_told_apart(fuling: Fuling) -> None:
    for value in ("1490", "1495"):
        assert fuling("record", "gdp", "2025", value, "--source", "x", "--revise").code == 0
    assert entries(fuling)[-1]["recorded"] > entries(fuling)[-2]["recorded"]
    assert "1495" in fuling("undo").err
    assert " 1490 " in fuling("status", "gdp").out


def test_a_missing_source_is_allowed_and_said(fuling: Fuling) -> None:
    said = fuling("record", "gdp", "2023", "1250")
    assert said.code == 0
    assert "no source given: add one with --source" in said.err


def test_what_a_person_typed_cannot_move_the_cursor(fuling: Fuling) -> None:
    said = fuling("record", "gdp", "2023", "1250", "--source", "a\x1b]0;x\x07\nb\u202ec")
    assert said.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(said.err)
    assert entries(fuling)[-1]["source"] == "a\x1b]0;x\x07\nb\u202ec"
    for typed in ("history gdp", "explain gdp", "undo --dry-run", "status"):
        assert not {"\x1b", "\x07", "\u202e"} & set(fuling(*typed.split()).out), typed


def test_what_is_recorded_on_the_plan_that_ships_goes_into_a_ledger_of_ones_own(bare: Fuling) -> None:
    before = digests(shipped_folder())
    said = bare("record", "gdp", "2025", "1805.2亿元", "--source", "x")
    assert said.code == 0
    assert digests(shipped_folder()) == before
    assert [path.name for path in sorted(bare.own.iterdir())] == [".actuals.toml.lock", "actuals.toml"]
    assert (bare.own / "actuals.toml").read_text("utf-8").count("[[actual]]") == 1
    assert " 1805.2 " in bare("status", "gdp").out
    assert bare("record", "gdp", "2025", "1806", "--source", "x").code == 2
    assert bare("record", "gdp", "2025", "1806", "--source", "x", "--revise").code == 0
    assert bare("record", "gdp", "2024", "1710", "--source", "x").code == 2  # of that year a figure ships


def test_a_dry_run_makes_nothing_and_names_the_file_that_would_be_written(bare: Fuling) -> None:
    said = bare("record", "gdp", "2025", "1805.2", "--source", "x", "-n")
    assert said.code == 0
    assert str(bare.own / "actuals.toml") in said.err
    assert not bare.own.exists()


def test_what_is_refused_makes_nothing(bare: Fuling) -> None:
    assert bare("record", "gdp", "2022", "1800", "--source", "x").code == 2
    assert not bare.own.exists()


def test_without_a_place_of_its_own_the_plan_that_ships_cannot_be_recorded_into(bare: Fuling) -> None:
    nowhere = bare("record", "gdp", "2025", "1805.2", "--source", "x", HOME=None)
    assert nowhere.code == 4
    assert "--data-dir" in nowhere.err
    assert bare("record", "gdp", "2025", "1805.2", "--source", "x", HOME="/dev/null/home").code == 4


KEPT = {
    "comments": LEDGER + "# the end, without a newline",
    "no final newline": LEDGER.rstrip("\n"),
    "a blank end": LEDGER + "\n\n  \n",
    "CRLF": LEDGER.replace("\n", "\r\n"),
    "BOM": "\ufeff" + LEDGER,
    "odd order": LEDGER.replace('metric = "gdp"\nyear = 2020\n', 'year = 2020\n\n  "metric" = "gdp"   # first\n'),
    "other spellings": LEDGER.replace("1000.00", "1_000.00").replace('"yearbook 2021"', "'''yearbook\n2021'''"),
    "header only": "# nothing yet\n",
}


@pytest.mark.parametrize("how", KEPT)
def test_the_old_bytes_stay_in_front_of_the_new_ones(fuling: Fuling, how: str) -> None:
    old = KEPT[how].encode()
    fuling.actuals.write_bytes(old)
    assert fuling("record", "gdp", "2023", "1250", "--source", "x").code == 0
    recorded = fuling.actuals.read_bytes()
    assert recorded.startswith(old)
    assert fuling("undo").code == 0
    assert fuling.actuals.read_bytes().startswith(recorded)
    assert "gdp 2023" not in fuling("undo", "--dry-run").err
    ends = recorded.count(b"\r\n") if b"\r\n" in old else 0
    assert ends in (0, recorded.count(b"\n"))


def test_the_mode_of_the_ledger_stays(fuling: Fuling) -> None:
    fuling.actuals.chmod(0o640)
    assert fuling("record", "gdp", "2023", "1250", "--source", "x").code == 0
    assert fuling.actuals.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("relative", [True, False])
def test_a_ledger_that_is_a_link_stays_one(fuling: Fuling, *, relative: bool) -> None:
    elsewhere = fuling.home / "ledgers" / "ours.toml"
    elsewhere.parent.mkdir()
    fuling.actuals.rename(elsewhere)
    fuling.actuals.symlink_to(Path(os.path.relpath(elsewhere, fuling.data)) if relative else elsewhere)
    assert fuling("record", "gdp", "2023", "1250", "--source", "x").code == 0
    assert fuling.actuals.is_symlink()
    assert elsewhere.read_text("utf-8").startswith(LEDGER)
    assert len(elsewhere.read_text("utf-8")) > len(LEDGER)


def test_a_figure_recorded_today_counts_today(fuling: Fuling) -> None:
    fuling("record", "trade", "2020", "100", "--source", "x")
    fuling("record", "trade", "2025", "200", "--source", "x")
    said = fuling("status", "trade", "--as-of", TODAY)
    assert "on track" in said.out
