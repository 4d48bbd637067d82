"""Growth rates: where they exist, that compounding undoes them, and comparisons that no rounding turns."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.growth import compound_growth, compound_value, exact_root, pace_sign
from tests.builders import examples

usual = examples(300)
positive = st.decimals("0.0001", 10**9, places=4)
years_on = st.integers(1, 60)


@given(start=positive, end=positive, years=years_on)
@usual
def test_compounding_undoes_growth(start: Decimal, end: Decimal, years: int) -> None:
    growth = compound_growth(start, end, years)
    assert growth is not None
    assert abs(compound_value(start, growth, years) - end) <= end * Decimal("1E-26")


@given(start=positive, growth=st.decimals("-0.99", 3, places=5), years=years_on)
@usual
def test_growth_undoes_compounding(start: Decimal, growth: Decimal, years: int) -> None:
    found = compound_growth(start, compound_value(start, growth, years), years)
    assert found is not None
    assert abs(found - growth) <= Decimal("1E-55")


@given(
    start=st.decimals("1E-40", "1E+40", allow_nan=False),
    end=st.decimals("1E-40", "1E+40", allow_nan=False) | st.builds(Decimal(1).scaleb, st.integers(-9999, 9999)),
    years=st.integers(3, 300),
)
@usual
def test_growth_is_the_power_that_the_decimal_module_takes_longer_for(start: Decimal, end: Decimal, years: int) -> None:
    found = compound_growth(start, end, years)
    assert found is not None
    with localcontext(prec=80):
        root = (end / start) ** (1 / Decimal(years))
        assert abs(found - (root - 1)) <= max(root, Decimal(1)) * Decimal("1E-59")


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [("0", "5", 2), ("-1", "5", 2), ("5", "-0.1", 2), ("-5", "-4", 1), ("5", "6", 0), ("5", "6", -1)],
)
def test_a_growth_rate_that_does_not_exist_is_no_number(start: str, end: str, years: int) -> None:
    assert compound_growth(Decimal(start), Decimal(end), years) is None


@pytest.mark.parametrize(
    ("start", "end", "years", "growth"),
    [
        ("5", "0", 3, "-1"),
        ("0.1", "0.11", 1, "0.1"),
        ("4", "9", 2, "0.5"),
        ("0.001", "0.001", 1, "0"),
        ("8", "1", 3, "-0.5"),
        ("3", "1", 1, "-0.666666666666666666666666666666666666666666666666666666666667"),
        ("2", "3", 2, "0.22474487139158904909864203735294569598297374032833506421635"),
    ],
)
def test_a_growth_rate(start: str, end: str, years: int, growth: str) -> None:
    found = compound_growth(Decimal(start), Decimal(end), years)
    assert found is not None
    assert abs(found - Decimal(growth)) < Decimal("1E-58")


def test_one_and_two_years_of_exact_growth_leave_no_rounding() -> None:
    assert compound_growth(Decimal(3), Decimal("3.3"), 1) == Decimal("0.1")
    assert compound_growth(Decimal(3), Decimal("3.63"), 2) == Decimal("0.1")


@pytest.mark.parametrize("growth", ["-1", "0", "0.5"])
def test_no_years_change_nothing(growth: str) -> None:
    assert compound_value(Decimal("1.50"), Decimal(growth), 0) == Decimal("1.50")


def test_losing_everything_leaves_nothing() -> None:
    assert compound_value(Decimal(7), Decimal(-1), 1) == 0


@pytest.mark.parametrize(
    ("number", "degree", "root"),
    [
        (Fraction(8, 27), 3, Fraction(2, 3)),
        (Fraction(8, 26), 3, None),
        (Fraction(9, 27), 3, None),
        (Fraction(7), 1, Fraction(7)),
        (Fraction(1), 60, Fraction(1)),
        (Fraction(2), 2, None),
        (Fraction(3), 2, None),
        (Fraction(4), 2, Fraction(2)),
        (Fraction(0), 3, Fraction(0)),
    ],
)
def test_an_exact_root(number: Fraction, degree: int, root: Fraction | None) -> None:
    assert exact_root(number, degree) == root


@given(root=st.fractions("1/1000", 1000, max_denominator=1000), degree=st.integers(1, 30))
@usual
def test_every_exact_root_is_found_and_no_other(root: Fraction, degree: int) -> None:
    assert exact_root(root**degree, degree) == root
    if degree > 1:
        assert exact_root(root**degree + Fraction(1, 10**200), degree) is None


@given(
    start=positive,
    end=positive,
    goal=positive,
    years=st.integers(1, 12),
    goal_years=st.integers(1, 12),
    share=st.sampled_from([Decimal(1), Decimal("0.95"), Decimal("0.60"), Decimal("0.5")]),
)
@usual
def test_the_faster_pace_by_digits_that_settle_it(  # noqa: PLR0913  two rates of three numbers each
    start: Decimal, end: Decimal, goal: Decimal, years: int, goal_years: int, share: Decimal
) -> None:
    with localcontext(prec=150):
        observed = ((end / start).ln() / years).exp() - 1
        required = ((goal / start).ln() / goal_years).exp() - 1
        difference = observed - share * required
    sign = 0 if abs(difference) < Decimal("1E-100") else 1 if difference > 0 else -1
    assert pace_sign(start, end, years, goal, goal_years, share) == sign


@pytest.mark.parametrize(
    ("end", "sign"), [("112.36", 0), ("112.3600000000000000000000001", 1), ("112.3599999999999999999999999", -1)]
)
def test_at_six_tenths_of_ten_per_cent(end: str, sign: int) -> None:
    paces = (Decimal(100), Decimal(end), 2, Decimal("161.051"), 5)
    assert pace_sign(*paces, Decimal("0.60")) == sign


def test_equal_paces_of_an_irrational_rate() -> None:
    assert pace_sign(Decimal(1), Decimal(2), 2, Decimal(4), 4, Decimal(1)) == 0
    assert pace_sign(Decimal(1), Decimal(8), 6, Decimal(2), 2, Decimal(1)) == 0
    assert (
        pace_sign(Decimal(1), Decimal("2.0000000000000000000000000000000000000001"), 2, Decimal(4), 4, Decimal(1)) == 1
    )


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("value", ["0", "-1"])
def test_a_pace_that_does_not_exist_is_refused(place: int, value: str) -> None:
    start, end, goal = (Decimal(value) if at == place else Decimal(at + 1) for at in range(3))
    for share in ("1", "0.95"):
        with pytest.raises(ValueError, match=r"^growth exists only between positive values"):
            pace_sign(start, end, 2, goal, 5, Decimal(share))


@pytest.mark.parametrize(("years", "goal_years"), [(0, 5), (2, 0), (-1, 5)])
def test_a_pace_over_no_time_is_refused(years: int, goal_years: int) -> None:
    with pytest.raises(ValueError, match=r"^growth exists only between positive values"):
        pace_sign(Decimal(1), Decimal(2), years, Decimal(3), goal_years, Decimal("0.95"))
