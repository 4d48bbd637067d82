"""fuling undo and redo: what the last command recorded is withdrawn as a whole, and put back; the file only grows."""

import tomllib

import pytest

from fuling_cli.store.data_folder import shipped_folder

from .program import LEDGER, Fuling, digests

TABLE = "metric,year,value,unit,source\ngdp,2022,1200,亿元,x\ngdp,2023,1250,亿元,x\nfirms,2024,4,家,x\n"
IMPORT = ("import", "new.csv", "--revise")


def record(fuling: Fuling, *typed: str) -> None:
    """Record a figure today."""
    said = fuling("record", *typed, "--source", "x")
    assert said.code == 0, said.err


def counting(fuling: Fuling) -> list[tuple[str, int]]:
    """Metric and year of every figure that counts."""
    rows = fuling("export", "actuals", "--format", "csv").out.splitlines()[1:]
    return [(row.split(",")[0], int(row.split(",")[1])) for row in rows]


def test_the_last_entry_stays_and_no_longer_counts(fuling: Fuling) -> None:
    said = fuling("undo", "--force")
    assert (said.code, said.out) == (0, "")
    assert "waste 2025 = 60..85 万吨" in said.err
    assert "fuling redo" in said.err
    assert fuling.actuals.read_text("utf-8") == LEDGER + (
        "\n[[withdrawal]]\n"
        'metric = "waste"\n'
        "year = 2025\n"
        "entry = 2026-06-06T08:00:00Z\n"
        "recorded = 2026-11-22T08:00:00Z\n"
    )
    assert "one figure only (2020): no growth to judge yet" in fuling("status", "waste").out
    assert "withdrawn" in fuling("history", "waste").out


def test_what_was_not_recorded_today_is_asked_about(fuling: Fuling, language: str) -> None:
    before = digests(fuling.home)
    said = fuling("undo", FULING_LANG=language)
    assert (said.code, digests(fuling.home)) == (2, before)
    assert "waste 2025" in said.err
    assert "--force" in said.err
    record(fuling, "gdp", "2023", "1250")
    assert fuling("undo").code == 0


def test_an_undo_of_an_undo_withdraws_the_step_before(fuling: Fuling) -> None:
    record(fuling, "gdp", "2023", "1250")
    record(fuling, "gdp", "2022", "1200")  # in the same second: a step of its own all the same
    assert "gdp 2022" in fuling("undo").err
    assert "gdp 2023" in fuling("undo").err
    assert "waste 2025" in fuling("undo", "--force").err
    assert len(tomllib.loads(fuling.actuals.read_text("utf-8"))["withdrawal"]) == 3


def test_an_import_is_one_step(fuling: Fuling) -> None:
    before = counting(fuling)
    (fuling.here / "new.csv").write_text(TABLE, "utf-8")
    assert fuling(*IMPORT).code == 0
    after = counting(fuling)
    assert len(after) == len(before) + 3
    said = fuling("undo")
    assert said.code == 0
    assert "3 figures of gdp, firms, 2022 to 2024" in said.err
    assert counting(fuling) == before
    assert fuling("redo").code == 0
    assert counting(fuling) == after
    assert fuling("undo").code == 0
    assert counting(fuling) == before


def test_every_undo_can_be_put_back_one_after_the_other(fuling: Fuling) -> None:
    record(fuling, "gdp", "2022", "1200")
    record(fuling, "gdp", "2023", "1250")
    figures = fuling("export", "actuals", "--format", "json").out
    assert (fuling("undo").code, fuling("undo").code) == (0, 0)
    for metric_and_year in ("gdp 2022", "gdp 2023"):
        assert metric_and_year in fuling("redo").err
    assert fuling("export", "actuals", "--format", "json").out == figures
    assert fuling("redo").code == 2
    assert "gdp 2023" in fuling("undo").err
    assert "gdp 2023" in fuling("redo").err


def test_nothing_is_put_back_behind_what_was_recorded_since(fuling: Fuling, language: str) -> None:
    assert fuling("redo").code == 2
    record(fuling, "gdp", "2023", "12500", "--force")
    fuling("undo")
    record(fuling, "gdp", "2023", "1250")
    before = digests(fuling.home)
    said = fuling("redo", FULING_LANG=language)
    assert (said.code, said.out, digests(fuling.home)) == (2, "", before)


def test_a_revision_taken_back_lets_the_figure_before_it_count_again(fuling: Fuling) -> None:
    record(fuling, "gdp", "2025", "1500", "--revise")
    assert " 1500 " in fuling("status", "gdp").out
    fuling("undo")
    assert " 1480.5 " in fuling("status", "gdp").out
    fuling("redo")
    assert " 1500 " in fuling("status", "gdp").out


def test_what_was_withdrawn_can_be_recorded_again(fuling: Fuling) -> None:
    fuling("undo", "--force")
    record(fuling, "waste", "2025", "61")
    assert fuling("check").code == 0
    assert "61" in fuling("undo").err


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_a_dry_run_shows_the_entries_and_writes_nothing(fuling: Fuling, command: str) -> None:
    if command == "redo":
        record(fuling, "gdp", "2023", "1250")
        fuling("undo")
    before, text = digests(fuling.home), fuling.actuals.read_text("utf-8")
    said = fuling(command, "--dry-run")
    assert (said.code, digests(fuling.home)) == (0, before)
    assert ("waste 2025" if command == "undo" else "gdp 2023") in said.err
    fuling(command, *(["--force"] if command == "undo" else []))
    assert fuling.actuals.read_text("utf-8") == f"{text}\n{said.out}"


def test_everything_can_be_withdrawn_and_then_nothing_more(fuling: Fuling) -> None:
    while counting(fuling):
        assert fuling("undo", "--force").code == 0
    before = digests(fuling.home)
    said = fuling("undo", "--force")
    assert (said.code, digests(fuling.home)) == (2, before)
    assert "4 no verdict" in fuling("status").out


def test_without_a_ledger_there_is_nothing_to_withdraw(fuling: Fuling) -> None:
    fuling.actuals.unlink()
    assert (fuling("undo").code, fuling("redo").code) == (2, 2)
    assert not fuling.actuals.exists()


def test_the_figures_that_ship_are_never_withdrawn(bare: Fuling, language: str) -> None:
    before = digests(shipped_folder())
    for words in (("undo",), ("undo", "--force"), ("undo", "-n"), ("redo",)):
        said = bare(*words, FULING_LANG=language)
        assert (said.code, said.out) == (2, "")
    assert not bare.own.exists()
    record(bare, "gdp", "2025", "1830")
    assert bare("undo").code == 0
    assert bare("undo", "--force").code == 2
    assert bare("redo").code == 0
    assert digests(shipped_folder()) == before
