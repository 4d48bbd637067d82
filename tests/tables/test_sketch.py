"""The small pictures that a wide terminal has room for, and the scorecard on screens of three widths."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.assessment import assess
from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import group_by_metric
from fuling_cli.core.target import HEADLINE
from fuling_cli.language import LANGUAGES, Language
from fuling_cli.methods import judge_of
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.store.ledger_file import load_ledger
from fuling_cli.store.plan_file import load_plan
from fuling_cli.tables.sketch import LENGTH, Heights, meter, sparkline, together
from fuling_cli.tables.table import Table
from tests.screens import drawn

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 22)
values = st.decimals(-(10**9), 10**9, places=2)


def share(printed: str, low: str | None, high: str | None) -> Figure:
    return Figure(Decimal(printed), low and Decimal(low), high and Decimal(high))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("done", "bar"),
    [
        (share("0", "0", "0"), ".........."),
        (share("0.999", "0.999", "0.999"), "#########."),
        (share("1", "1", "1"), "##########"),
        (share("3.5", "3.5", "3.5"), "##########"),
        (share("-0.4", "-0.4", "-0.4"), ".........."),
        (share("0.3", "0.3", "0.55"), "###??....."),
        (share("0.3", None, "0.3"), "???......."),
        (share("0.3", None, None), "??????????"),
    ],
)
def test_a_bar_shows_full_tenths_and_what_is_not_known(done: Figure, bar: str) -> None:
    assert meter(done) == bar


@given(values, values)
def test_a_bar_is_always_as_long(low: Decimal, beyond: Decimal) -> None:
    bar = meter(Figure(low, min(low, beyond), max(low, beyond)))
    assert len(bar) == LENGTH


@given(st.lists(st.none() | values, min_size=1, max_size=12))
def test_a_greater_value_is_never_drawn_lower(row: list[Decimal | None]) -> None:
    (heights,) = together(row)
    line = sparkline(heights)
    assert len(line) == len(row)
    drawn_values = sorted((value, mark) for value, mark in zip(row, line, strict=True) if value is not None)
    assert [mark for _, mark in drawn_values] == sorted(mark for _, mark in drawn_values)


def test_what_never_changes_is_drawn_full() -> None:
    assert sparkline(Heights((Decimal(7), Decimal(7)), Decimal(7), Decimal(7))) == "██"


@pytest.fixture(scope="module")
def shipped() -> Table:
    """The scorecard of the plan that ships."""
    plan, ledger = load_plan(DATA / "targets.toml"), load_ledger(DATA / "actuals.toml")
    actuals = group_by_metric(ledger.actuals)
    found = [
        assess(target, actuals.get(target.metric, ()), method="cagr", judge=judge_of("cagr"), as_of=TODAY)
        for target in plan.targets
        if target.group == HEADLINE
    ]
    return scorecard(plan, found, TODAY, sketched=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_scorecard_on_a_screen(
    shipped: Table, width: int, language: Language, golden: Callable[[str, str], None]
) -> None:
    golden(f"terminal/status.{width}.{language}.txt", drawn(shipped, tty=True, width=width, language=language))


def test_a_pipe_gets_no_pictures(shipped: Table) -> None:
    assert "▁" not in drawn(shipped)
    assert "###" not in drawn(shipped)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_pictures_reach_terminals_that_know_fewer_characters(shipped: Table, encoding: str) -> None:
    text = drawn(shipped, tty=True, width=120, encoding=encoding)
    assert ("▁▂▄▅▆█" if encoding == "gbk" else "_.=+*#") in text
    assert "\\u25" not in text


def test_a_terminal_that_draws_blocks_twice_as_wide_has_room_for_them(shipped: Table) -> None:
    longest = max(line.rstrip() for line in drawn(shipped, tty=True, width=120).split("\n") if "▁" in line)
    assert len(longest) + sum(character in "▁▂▃▄▅▆▇█●×▲▼√" for character in longest) <= 120
