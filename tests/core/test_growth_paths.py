"""The path from baseline to target, and the side of it on which a value lies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.growth import Point, path_value, side_of_path
from tests.builders import examples

usual = examples(300)
values = st.decimals(-1000, 1000, places=2)
years_on = st.integers(2021, 2030)


def path(start: str, end: str, year: int) -> Decimal:
    return path_value(Point(2020, Decimal(start)), Point(2030, Decimal(end)), year)


@pytest.mark.parametrize(
    ("start", "end", "year", "value"),
    [
        ("1", "1024", 2023, "8"),
        ("1024", "1", 2023, "128"),
        ("0", "10", 2023, "3"),
        ("10", "0", 2023, "7"),
        ("-10", "-20", 2025, "-15"),
        ("-5", "5", 2020, "-5"),
        ("1", "1024", 2030, "1024"),
        ("1", "1024", 2035, "1024"),
        ("1", "1024", 2019, "1"),
    ],
)
def test_the_value_of_a_year(start: str, end: str, year: int, value: str) -> None:
    assert abs(path(start, end, year) - Decimal(value)) < Decimal("1E-50")


def test_a_straight_line_has_no_idle_zeros() -> None:
    assert str(path("0.00", "10.00", 2023)) == "3"


@given(start=values, end=values, latest=values, year=years_on)
@usual
def test_the_side_is_that_of_the_difference(start: Decimal, end: Decimal, latest: Decimal, year: int) -> None:
    first, last = Point(2020, start), Point(2030, end)
    difference = latest - path_value(first, last, year)
    sign = 0 if abs(difference) < Decimal("1E-24") else 1 if difference > 0 else -1
    assert side_of_path(first, last, Point(year, latest)) == sign


@pytest.mark.parametrize(
    ("start", "end", "latest", "sign"),
    [
        ("1", "32", "8", 0),  # on the compound path
        ("1", "32", "8.000000000000000000000000000000000000000000001", 1),
        ("1", "32", "7.999999999999999999999999999999999999999999999", -1),
        ("1", "32", "0", -1),
        ("1", "32", "-3", -1),
        ("-2", "8", "4", 0),  # on the straight line
        ("-2", "8", "4.000000000000000000000000000000000000000000001", 1),
        ("0", "-1", "-0.6", 0),
    ],
)
def test_a_side_by_the_last_digit(start: str, end: str, latest: str, sign: int) -> None:
    first, last = Point(2020, Decimal(start)), Point(2025, Decimal(end))
    assert side_of_path(first, last, Point(2023, Decimal(latest))) == sign


@pytest.mark.parametrize(("latest", "sign"), [("31", -1), ("32", 0), ("33", 1)])
@pytest.mark.parametrize("year", [2025, 2026])
def test_from_the_deadline_on_the_path_stays_at_its_end(latest: str, sign: int, year: int) -> None:
    assert side_of_path(Point(2020, Decimal(1)), Point(2025, Decimal(32)), Point(year, Decimal(latest))) == sign


def test_at_either_end_the_path_is_the_end_itself_digit_by_digit() -> None:
    assert path_value(Point(2020, Decimal(3)), Point(2030, Decimal(1)), 2030) == 1  # a third of 3 by powers is 0.99…
    assert str(path_value(Point(2020, Decimal("-5.0")), Point(2030, Decimal("5.0")), 2020)) == "-5.0"


def test_a_straight_path_keeps_sixty_digits() -> None:
    third = path_value(Point(2020, Decimal(-1)), Point(2023, Decimal(0)), 2022)
    assert abs(third + Decimal(1) / 3) < Decimal("1E-27")
    assert len(third.as_tuple().digits) == 60
