"""YEAR as people type it: fault I05."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.parsing import year_from
from fuling_cli.errors import WrongUsage


@pytest.mark.parametrize(
    ("text", "year"), [("1900", 1900), ("2023", 2023), (" 2023 ", 2023), ("２０２３", 2023), ("2099", 2099)]
)
def test_a_year_has_four_digits(text: str, year: int) -> None:
    assert year_from(text) == year


YEARS_REFUSED = [
    "0", "99", "1899", "2100", "2_023", "2023.0", "02023", "+2023", "-2023", "2e3", "2023年度", "٢٠٢٣", "²⁰²³", "20,23",
]  # fmt: skip


@pytest.mark.parametrize("text", [*YEARS_REFUSED, "", " ", "20 23", "2023\x00"])
def test_anything_else_is_no_year(text: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        year_from(text)
    assert caught.value.message.key == "year.unreadable"
    assert caught.value.message.values == {"text": text, "first": 1900, "last": 2099}


def test_a_very_long_year_is_refused_showing_its_beginning() -> None:
    with pytest.raises(WrongUsage) as caught:
        year_from("2" * 5000)
    assert caught.value.message.values["text"] == "2" * 40 + "…"


@given(st.text())
def test_any_text_ends_as_a_year_or_as_wrong_usage(text: str) -> None:
    with suppress(WrongUsage):
        assert 1900 <= year_from(text) <= 2099
