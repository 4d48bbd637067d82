"""How long a value, a year and a day may be, to the last character, and what is said of a longer one."""

from datetime import date
from decimal import Decimal

import pytest

from fuling_cli.core.decimals import MOST_DIGITS
from fuling_cli.core.figure import Figure
from fuling_cli.core.parsing import LONGEST, day_from, figure_as_typed, figure_from, year_from
from fuling_cli.errors import WrongUsage
from fuling_cli.language import message


def test_spaces_may_fill_a_text_up_to_the_longest() -> None:
    assert figure_from("5".ljust(LONGEST), "亿元").value == 5
    assert year_from("2023".ljust(LONGEST)) == 2023
    assert day_from("2025-01-19".ljust(LONGEST), "--published") == date(2025, 1, 19)


def test_a_year_may_end_as_chinese_tables_write_it_and_not_begin_so() -> None:
    assert year_from("2023年") == year_from("2023 年") == 2023
    with pytest.raises(WrongUsage):
        year_from("年2023")


def test_one_more_is_too_long_whatever_it_says() -> None:
    with pytest.raises(WrongUsage):
        figure_from("5".ljust(LONGEST + 1), "亿元")
    with pytest.raises(WrongUsage):
        year_from("2023".ljust(LONGEST + 1))
    with pytest.raises(WrongUsage):
        day_from("2025-01-19".ljust(LONGEST + 1), "--published")


def test_a_wrong_day_is_said_with_its_option_whole_up_to_the_longest() -> None:
    for text, shown in (("x" * LONGEST, "x" * LONGEST), ("x" * (LONGEST + 1), "x" * 40 + "…")):
        with pytest.raises(WrongUsage) as caught:
            day_from(text, "--published")
        assert caught.value.message == message("error.day", option="--published", text=shown)


@pytest.mark.parametrize(("text", "is_day"), [("1900-01-31", True), ("1899-12-31", False), ("2100-01-01", False)])
def test_a_day_is_of_a_year_that_can_be_meant(text: str, *, is_day: bool) -> None:
    if is_day:
        assert day_from(text, "--published") == date(1900, 1, 31)
    else:
        with pytest.raises(WrongUsage):
            day_from(text, "--published")


def test_too_many_digits_are_said_with_both_limits() -> None:
    text = "9" * (MOST_DIGITS + 1)
    with pytest.raises(WrongUsage) as caught:
        figure_from(text, "亿元")
    assert caught.value.message == message("value.too_long", text=text, longest=LONGEST, digits=MOST_DIGITS)


@pytest.mark.parametrize(("unit", "text"), [("MW", "5 MW"), ("kWh", "5 kWh"), ("亿元", "5亿元"), ("%", "5%")])
def test_only_a_unit_in_letters_stands_apart_from_its_number(unit: str, text: str) -> None:
    assert figure_as_typed(Figure.exactly(Decimal(5)), unit) == text
