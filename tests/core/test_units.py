"""Units: what splits, what converts, what does not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.core.units import SCALES, SYNONYMS, Unit, normalize_spaces, scale_slip, unit_factor, unit_of


@pytest.mark.parametrize(
    ("text", "power", "noun"),
    [
        ("元", 0, "元"),
        ("万元", 4, "元"),
        ("千万元", 7, "元"),
        ("亿元", 8, "元"),
        ("百亿元", 10, "元"),
        ("万亿元", 12, "元"),
        ("亿 元", 8, "元"),
        ("亿元人民币", 8, "元"),
        ("yuan", 0, "元"),
        ("million yuan", 6, "元"),
        ("bn yuan", 9, "元"),
        ("Billion RMB", 9, "元"),
        ("bn元", 9, "元"),
        ("100 million yuan", 8, "元"),
        ("10 000 tonnes", 4, "吨"),
        ("家", 0, "家"),
        ("万户", 4, "户"),
        ("亿立方米", 8, "立方米"),
        ("亿m³", 8, "立方米"),
        ("bn m3", 9, "立方米"),
        ("%", 0, "%"),
        ("％", 0, "%"),
        ("per cent", 0, "%"),
        ("个百分点", 0, "个百分点"),
        ("百分点", 0, "个百分点"),
        ("percentage points", 0, "个百分点"),
        ("亿", 8, ""),
        ("bn", 9, ""),
        ("", 0, ""),
        ("百货", 0, "百货"),  # 百 alone is no scale
        ("bnx", 0, "bnx"),  # nor is the beginning of a word
        ("100000人", 0, "100000人"),  # nor the beginning of a number
        ("件/10万人", 0, "件/10万人"),
        ("electric vehicles", 0, "electric vehicles"),
    ],
)
def test_a_unit_is_a_power_of_ten_and_a_noun(text: str, power: int, noun: str) -> None:
    assert unit_of(text) == Unit(Decimal(10) ** power, noun)


@pytest.mark.parametrize(
    ("from_unit", "to_unit", "expected"),
    [
        ("亿元", "亿元", "1"),
        ("万元", "亿元", "0.0001"),
        ("bn yuan", "亿元", "10"),
        ("万亿元", "bn RMB", "1000"),
        ("million m3", "亿立方米", "0.01"),
        ("percent", "％", "1"),
        ("件/万人", "件/万人", "1"),
    ],
)
def test_same_nouns_convert_by_a_power_of_ten(from_unit: str, to_unit: str, expected: str) -> None:
    found = unit_factor(from_unit, to_unit)
    assert found == Decimal(expected)
    assert found is not None
    assert found.as_tuple().digits == (1,)


@pytest.mark.parametrize(
    ("from_unit", "to_unit"),
    [("万吨", "亿元"), ("%", "个百分点"), ("家", "户"), ("亿美元", "亿元"), ("亿", "亿元"), ("m²", "m³"), ("mW", "MW")],
)
def test_different_nouns_never_convert(from_unit: str, to_unit: str) -> None:
    assert unit_factor(from_unit, to_unit) is None
    assert unit_factor(to_unit, from_unit) is None


def test_no_noun_is_listed_twice_and_none_begins_with_a_scale() -> None:
    words = [word.casefold() for noun, others in SYNONYMS.items() for word in (noun, *others)]
    assert len(words) == len(set(words))
    assert all(unit_of(word).multiplier == 1 for word in words)


SCALED = st.builds("{}{}".format, st.sampled_from(["", *(s for s in SCALES if not s.isascii())]), st.just("元"))


@given(st.decimals(allow_nan=False, allow_infinity=False), SCALED, SCALED)
def test_there_and_back_is_the_same_number_with_the_same_digits(number: Decimal, one: str, other: str) -> None:
    there, back = unit_factor(one, other), unit_factor(other, one)
    assert there is not None
    assert back is not None
    assert Figure.exactly(number).times(there).times(back).printed.as_tuple() == number.as_tuple()


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        (" １，６２５．６ 亿 元 ", "1,625.6亿元"),
        ("−5.2％", "-5.2%"),
        ("\u30001626\xa0\xa0bn  yuan\n", "1626 bn yuan"),
        ("² ٣ ½ Ⅳ ①", "² ٣ ½ Ⅳ ①"),
    ],
)
def test_only_listed_characters_change_width(typed: str, tidy: str) -> None:
    assert normalize_spaces(typed) == tidy


@pytest.mark.parametrize(
    ("previous", "new", "ratio"),
    [
        ("1504.37", "15043.7", "10"),
        ("1504.37", "150.437", "0.1"),
        ("1504.37", "12034.95", None),
        ("1504.37", "188.047", None),
        ("1504.37", "1625.6", None),
        ("16", "1600", "100"),
        ("-5", "50", "-10"),
        ("-5", "5", None),
        ("0", "1700", None),
        ("1700", "0", None),
        ("0", "0", None),
        ("1.0000000000000000000000000000000001", "8", None),  # judged exactly, whatever the precision of the moment
    ],
)
def test_eight_times_more_or_less_than_before_is_a_slip(previous: str, new: str, ratio: str | None) -> None:
    assert scale_slip(Decimal(previous), Decimal(new)) == (None if ratio is None else Decimal(ratio))
