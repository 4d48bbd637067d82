"""Rounding for the eye, and what rounding may have taken from a printed figure."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.decimals import MOST_DECIMALS, decimals_apart, half_last_digit, round_half_up

numbers = st.decimals(-(10**6), 10**6, places=5)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-3"),
        ("0.245", 2, "0.25"),
        ("0.2449999", 2, "0.24"),
        ("-0.04", 1, "0.0"),
        ("108", 2, "108.00"),
        ("1E+90", 1, "1" + "0" * 90 + ".0"),
        ("9" * 70 + ".95", 1, "1" + "0" * 70 + ".0"),
    ],
)
def test_halves_go_away_from_zero(value: str, decimals: int, shown: str) -> None:
    assert format(round_half_up(Decimal(value), decimals), "f") == shown


@pytest.mark.parametrize(
    ("values", "least", "decimals"),
    [
        (["1", "2"], 1, 1),
        (["6.516", "6.490"], 1, 2),
        (["0.9500001", "0.95"], 2, 7),
        (["5", "5"], 1, 1),
        (["1.00001", "3", "1"], 1, 5),
        (["1", "1.0000000000000001"], 1, 16),
        (["-0.5", "-0.45", "0"], 0, 2),
        (["1", f"1.{'0' * 50}1"], 1, MOST_DECIMALS),
        ([], 3, 3),
    ],
)
def test_as_many_decimals_as_tell_values_apart(values: list[str], least: int, decimals: int) -> None:
    assert decimals_apart(map(Decimal, values), least) == decimals


@given(values=st.lists(numbers, max_size=5), least=st.integers(0, 3))
def test_values_told_apart_stand_in_their_order_and_no_decimal_is_idle(values: list[Decimal], least: int) -> None:
    decimals = decimals_apart(values, least)
    distinct = sorted(set(values))
    shown = [round_half_up(value, decimals) for value in distinct]
    assert all(lower < upper for lower, upper in pairwise(shown))
    if decimals > least:
        assert len({round_half_up(value, decimals - 1) for value in distinct}) < len(distinct)


@pytest.mark.parametrize(
    ("printed", "half"), [("1504.37", "0.005"), ("108.00", "0.005"), ("1626", "0.5"), ("0", "0.5"), ("162E+4", "5000")]
)
def test_half_of_the_last_printed_digit(printed: str, half: str) -> None:
    assert half_last_digit(Decimal(printed)) == Decimal(half)


def test_what_is_no_number_has_no_last_digit() -> None:
    with pytest.raises(TypeError, match=r"^only a finite number has a last digit$"):
        half_last_digit(Decimal("Infinity"))
