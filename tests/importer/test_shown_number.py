"""A number through its format: what a person sees, or a refusal."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.importer.shown_number import shown_number
from fuling_cli.language import Message

ACCOUNTING = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        *(
            ("108", "0.00", "108.00"),
            ("1626.5", "#,##0.00", "1626.50"),
            ("1626.5", "#.0", "1626.5"),
            ("2023", "General", "2023"),
        ),
        *(
            ("-5.2", "0.00;[Red]-0.00", "-5.20"),
            ("0", "0.0", "0.0"),
            ("-5.2", "General", "-5.2"),
            ("1E+20", "General", "1" + "0" * 20),
        ),
        *(("1626.567", "0.0", "1626.6"), ("78.600000000000001", "General", "78.6"), ("0.1", "@", "0.1")),
        *(("0.052", "0.0%", "5.2%"), ("1", "0%", "100%"), ("5.2", '0.0"%"', "5.2%"), ("5.2", "0.0\\%", "5.2%")),
        *(("16265000", "0!.0,", "1626.5"), ("162650000", "0!.0000,", "16.2650"), ("1626000", "#,##0,", "1626")),
        *(
            ("1626", '0"万元"', "1626万元"),
            ("1626", '0.00"亿元"', "1626.00亿元"),
            ("1626", '">"0', ">1626"),
            ("1626", 'General"万元"', "1626万元"),
        ),
        *(
            ("0", '0;-0;"-"', "-"),
            ("5", ";;;", ""),
            ("1626", "[$¥-804]#,##0.00", "¥1626.00"),
            ("1626", ACCOUNTING, "¥1626.00"),
        ),
        *(("2023", '0"年"', "2023年"), ("-5.2", "0.00_);(0.00)", "(5.20)"), ("0.5", "#.0", "0.5"), ("5", "000", "005")),
    ],
)
def test_what_a_cell_shows(value: str, number_format: str, text: str) -> None:
    assert shown_number(Decimal(value), number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        *(
            ("1626.5", "0.00E+00"),
            ("1626.1", "# ?/?"),
            ("5", "[DBNum1]General"),
            ("5", "[>100]0;0.0"),
            ("44197", "yyyy"),
        ),
        *(
            ("-5.2", "0.00;[Red]0.00"),
            ("0.3", "0"),
            ("NaN", "0"),
            ("Infinity", "General"),
            ("5", "0.0.0"),
            ("5", "hh:mm"),
        ),
    ],
)
def test_what_is_not_known_is_refused(value: str, number_format: str) -> None:
    assert isinstance(shown_number(Decimal(value), number_format), Message)


@given(
    number=st.decimals(-(10**9), 10**9, places=3).filter(bool),
    decimals=st.integers(0, 6),
    thousands=st.booleans(),
)
def test_a_plain_format_shows_the_rounded_number(number: Decimal, decimals: int, thousands: bool) -> None:  # noqa: FBT001
    number_format = ("#,##0" if thousands else "0") + ("." + "0" * decimals if decimals else "")
    shown = shown_number(number, number_format)
    if isinstance(shown, Message):
        assert abs(number) < 1  # which would show as 0
    else:
        assert abs(Decimal(shown) - number) <= Decimal(5).scaleb(-decimals - 1)
        assert len(shown.partition(".")[2]) == decimals


@given(number=st.decimals(-(10**6), 10**6, places=2), number_format=st.text('0#?.,%;@"\\!_*[]Ee+-/万 年', max_size=12))
def test_whatever_the_format_it_is_shown_or_refused(number: Decimal, number_format: str) -> None:
    assert isinstance(shown_number(number, number_format), (str, Message))
