"""fuling undo: the last entry is withdrawn by another one, and stays in the file."""

import tomllib

from .program import LEDGER, Fuling, digests


def test_the_last_entry_stays_and_no_longer_counts(fuling: Fuling) -> None:
    said = fuling("undo")
    assert (said.code, said.out) == (0, "")
    assert "waste 2025 = 60..85 万吨" in said.err
    assert fuling.actuals.read_text("utf-8") == LEDGER + (
        "\n[[withdrawal]]\n"
        'metric = "waste"\n'
        "year = 2025\n"
        "entry = 2026-06-06T08:00:00Z\n"
        "recorded = 2026-11-22T08:00:00Z\n"
    )
    assert "one figure only (2020): no growth to judge yet" in fuling("status", "waste").out
    assert "withdrawn" in fuling("history", "waste").out


def test_an_undo_of_an_undo_withdraws_the_entry_before(fuling: Fuling) -> None:
    assert "waste 2025" in fuling("undo").err
    assert "waste 2020" in fuling("undo").err
    assert "firms 2025" in fuling("undo").err
    assert len(tomllib.loads(fuling.actuals.read_text("utf-8"))["withdrawal"]) == 3


def test_a_revision_taken_back_lets_the_figure_before_it_count_again(fuling: Fuling) -> None:
    fuling("record", "gdp", "2025", "1500", "--source", "x", "--revise")
    assert " 1500 " in fuling("status", "gdp").out
    fuling("undo")
    assert " 1480.5 " in fuling("status", "gdp").out


def test_what_was_withdrawn_can_be_recorded_again(fuling: Fuling) -> None:
    fuling("undo")
    assert fuling("record", "waste", "2025", "61", "--source", "x").code == 0
    assert fuling("check").code == 0
    assert "61" in fuling("undo").err


def test_a_dry_run_shows_the_withdrawal_and_writes_nothing(fuling: Fuling) -> None:
    before = digests(fuling.home)
    said = fuling("undo", "--dry-run")
    assert (said.code, digests(fuling.home)) == (0, before)
    assert "waste 2025" in said.err
    fuling("undo")
    assert fuling.actuals.read_text("utf-8") == f"{LEDGER}\n{said.out}"


def test_everything_can_be_withdrawn_and_then_nothing_more(fuling: Fuling) -> None:
    for _ in range(8):
        assert fuling("undo").code == 0
    before = digests(fuling.home)
    said = fuling("undo")
    assert (said.code, digests(fuling.home)) == (2, before)
    assert "4 no verdict" in fuling("status").out


def test_without_a_ledger_there_is_nothing_to_withdraw(fuling: Fuling) -> None:
    fuling.actuals.unlink()
    assert fuling("undo").code == 2
    assert not fuling.actuals.exists()
