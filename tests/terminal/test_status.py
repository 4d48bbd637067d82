"""The scorecard on screens of several widths, in both languages, as text and in color."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.target import HEADLINE, Plan
from fuling_cli.language import LANGUAGES, Language
from fuling_cli.methods import assess
from fuling_cli.store.ledger_file import load_ledger
from fuling_cli.store.plan_file import load_plan
from fuling_cli.terminal.one_line import one_line_screen
from fuling_cli.terminal.status import status_screen
from tests.screens import screen

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def shipped() -> tuple[Plan, Sequence[Assessment]]:
    """The plan that ships, assessed."""
    plan, ledger = load_plan(DATA / "targets.toml"), load_ledger(DATA / "actuals.toml")
    return plan, assess(plan, ledger, as_of=TODAY, targets=plan.targets)


def drawn(shipped: tuple[Plan, Sequence[Assessment]], *, everything: bool = False, **how: object) -> str:
    """The scorecard as it comes out, of the headline targets or of all."""
    plan, found = shipped
    rows = [one for one in found if everything or one.target.group == HEADLINE]
    made = screen(**how)  # type: ignore[arg-type]
    terminal = made.terminal
    if terminal.room is None:
        terminal.show(one_line_screen(plan, rows, TODAY, terminal.language))
    else:
        terminal.show(status_screen(plan, rows, TODAY, terminal.language, terminal.room))
    return made.out.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_the_scorecard_on_a_screen(
    shipped: tuple[Plan, Sequence[Assessment]], width: int, language: Language, golden: Callable[[str, str], None]
) -> None:
    text = drawn(shipped, tty=True, width=width, language=language)
    golden(f"terminal/status.{width}.{language}.txt", text)
    assert max(map(cell_len, text.splitlines())) < width


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_on_a_screen(
    shipped: tuple[Plan, Sequence[Assessment]], language: Language, golden: Callable[[str, str], None]
) -> None:
    text = drawn(shipped, everything=True, tty=True, width=100, language=language)
    golden(f"terminal/status-all.100.{language}.txt", text)
    assert text.count("\n") <= 42


@pytest.mark.parametrize(("width", "most"), [(80, 26), (100, 23), (140, 23)])
def test_it_fits_a_screen(shipped: tuple[Plan, Sequence[Assessment]], width: int, most: int) -> None:
    for language in LANGUAGES:
        assert drawn(shipped, tty=True, width=width, language=language).count("\n") <= most


@pytest.mark.parametrize("language", LANGUAGES)
def test_off_a_terminal_it_is_one_line_a_target_that_begins_with_the_id(
    shipped: tuple[Plan, Sequence[Assessment]], language: Language
) -> None:
    lines = drawn(shipped, everything=True, language=language).splitlines()
    plan, _ = shipped
    assert [line.split()[0] for line in lines[3:]] == [target.id for target in plan.targets]
    assert all(line == line.rstrip() for line in lines)
    headings = re.split(" {2,}", lines[2])
    assert len(headings) == len({*headings})


@pytest.mark.parametrize("width", range(60, 201, 10))
@pytest.mark.parametrize("language", LANGUAGES)
def test_at_every_width_both_rates_and_the_verdict_stand_in_one_row(
    shipped: tuple[Plan, Sequence[Assessment]], width: int, language: Language
) -> None:
    text = drawn(shipped, tty=True, width=width, language=language)
    (row,) = (line for line in text.splitlines() if ">1700 2024" in line)
    assert "6.90%" in row
    assert ">6.30%" in row
    assert row.endswith("undecided" if language == "en" else "尚难判断")
    assert all(line == line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize(("encoding", "rule"), [("utf-8", "─"), ("gbk", "-"), ("ascii", "-")])
def test_a_console_that_is_not_utf_8_gets_plain_rules_and_bars(
    shipped: tuple[Plan, Sequence[Assessment]], encoding: str, rule: str
) -> None:
    text = drawn(shipped, tty=True, width=140, encoding=encoding)
    assert rule * 100 in text
    assert ("███???????" if encoding == "utf-8" else "###???????") in text


def test_color_only_repeats_what_symbol_and_word_say(shipped: tuple[Plan, Sequence[Assessment]]) -> None:
    plain, colored = (drawn(shipped, tty=True, width=100, color=color) for color in ("never", "always"))
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain
    for code, words in (("33", "? undecided"), ("32", "● achieved"), ("31", "× far behind"), ("2", "- no verdict")):
        assert f"\x1b[{code}m{words}" in colored
    for code, words in (("32", "1 on track"), ("31", "1 off track"), ("33", "2 undecided"), ("2", "2 no verdict")):
        assert f"\x1b[{code}m{words}" in colored
