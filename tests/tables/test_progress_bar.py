"""The bar of a share."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.tables.progress_bar import LENGTH, progress_bar

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 22)
values = st.decimals(-(10**9), 10**9, places=2)


def share(printed: str, low: str | None, high: str | None) -> Figure:
    return Figure(Decimal(printed), low and Decimal(low), high and Decimal(high))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("done", "bar"),
    [
        (share("0", "0", "0"), "░░░░░░░░░░"),
        (share("0.999", "0.999", "0.999"), "█████████░"),
        (share("1", "1", "1"), "██████████"),
        (share("3.5", "3.5", "3.5"), "██████████"),
        (share("-0.4", "-0.4", "-0.4"), "░░░░░░░░░░"),
        (share("0.3", "0.3", "0.55"), "███??░░░░░"),
        (share("0.3", None, "0.3"), "???░░░░░░░"),
        (share("0.3", None, None), "??????????"),
    ],
)
def test_a_bar_shows_full_tenths_and_what_is_not_known(done: Figure, bar: str) -> None:
    assert progress_bar(done) == bar


@given(values, values)
def test_a_bar_is_always_as_long(low: Decimal, beyond: Decimal) -> None:
    bar = progress_bar(Figure(low, min(low, beyond), max(low, beyond)))
    assert len(bar) == LENGTH
