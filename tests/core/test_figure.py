"""The four shapes of a figure."""

from decimal import Decimal

import pytest

from fuling_cli.core.figure import Figure
from tests.builders import at_least, at_most, between


@pytest.mark.parametrize(
    ("one", "exact", "printed"),
    [(Figure.exactly(Decimal(0)), True, 0), (at_least(5), False, 5), (at_most(5), False, 5), (between(5, 6), False, 5)],
)
def test_a_figure_is_known_by_the_number_that_was_printed(one: Figure, *, exact: bool, printed: int) -> None:
    assert one.exact is exact
    assert one.printed == printed


@pytest.mark.parametrize(
    ("value", "low", "high", "what"),
    [
        (None, None, None, "a figure is a value, or a bound, or a range"),
        (1, 1, None, "a figure is a value, or a bound, or a range"),
        (1, None, 1, "a figure is a value, or a bound, or a range"),
        (None, 2, 2, "a range runs from the smaller to the larger number"),
        (None, 3, 2, "a range runs from the smaller to the larger number"),
    ],
)
def test_a_shape_that_means_nothing_is_refused(value: int | None, low: int | None, high: int | None, what: str) -> None:
    numbers = [None if number is None else Decimal(number) for number in (value, low, high)]
    with pytest.raises(ValueError, match=f"^{what}$"):
        Figure.from_fields(*numbers)


def test_another_unit_loses_no_digit() -> None:
    digits = Decimal("1234567890123456789012345678.90123456789")
    assert str(Figure.exactly(digits).times(Decimal("1E+4")).printed) == "12345678901234567890123456789012.3456789"
    assert between("1.50", 2).times(Decimal(10)) == between("15.0", 20)
