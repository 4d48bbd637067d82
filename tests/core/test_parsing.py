"""VALUE as people type it: faults I01, I02 and I03."""

from contextlib import suppress
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fuling_cli.core.decimals import LARGEST, MOST_DIGITS
from fuling_cli.core.figure import Figure
from fuling_cli.core.parsing import (
    AT_LEAST,
    AT_MOST,
    LONGEST,
    OR_LESS,
    OR_MORE,
    TO,
    figure_as_typed,
    figure_from,
)
from fuling_cli.errors import WrongUsage


def digits(figure: Figure) -> list[object]:
    """Every digit of a figure: 108.0 and 108.00 differ."""
    return [number and number.as_tuple() for number in (figure.value, figure.low, figure.high)]


def refused(text: str, unit: str = "亿元") -> WrongUsage:
    with pytest.raises(WrongUsage) as caught:
        figure_from(text, unit)
    return caught.value


# Row I01, what is read


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1626", "亿元", "1626"),
        ("1,626.5", "亿元", "1626.5"),
        ("1，626.5", "亿元", "1626.5"),
        ("12,345,678", "元", "12345678"),
        ("1504.37亿元", "亿元", "1504.37"),
        ("1625.6亿元", "亿元", "1625.6"),
        ("１６２５．６亿元", "亿元", "1625.6"),
        ("１，６２５．６", "亿元", "1625.6"),
        ("1,625.6亿", "亿元", "1625.6"),
        ("1，625.6亿", "亿元", "1625.6"),
        ("1625.6 亿 元", "亿元", "1625.6"),
        ("  1626\u3000亿元\n", "亿元", "1626"),
        ("162.56bn", "亿元", "1625.6"),
        ("162.56 bn yuan", "亿元", "1625.6"),
        ("162.56 Billion RMB", "亿元", "1625.6"),
        ("1626亿", "亿元", "1626"),
        ("1626 亿元人民币", "亿元", "1626"),
        ("0.16256万亿", "亿元", "1625.6"),
        ("16.4亿", "元", "1640000000"),
        ("16.4亿", "亿元", "16.4"),
        ("1.640bn yuan", "亿元", "16.40"),
        ("1640000000元", "亿元", "16.40000000"),
        ("164000万元", "亿元", "16.4000"),
        ("108.00", "亿元", "108.00"),
        ("108.00亿", "亿元", "108.00"),
        ("108.00亿", "元", "10800000000"),
        ("0.285", "%", "0.285"),
        ("0", "家", "0"),
        ("-5.2%", "%", "-5.2"),
        ("−5.2％", "%", "-5.2"),
        ("+5.2 percent", "%", "5.2"),
        ("5.2个百分点", "个百分点", "5.2"),
        ("5.2 pp", "个百分点", "5.2"),
        ("6家", "家", "6"),
        ("1.2万", "家", "12000"),
        ("1.2万家", "家", "12000"),
        ("100亿m3", "亿立方米", "100"),
        ("10 bn m³", "亿立方米", "100"),
        ("5 tonnes", "t", "5"),
        ("12.5件/10万人", "件/10万人", "12.5"),
        ("1626 100 million yuan", "100 million yuan", "1626"),
        ("1626100 million yuan", "100 million yuan", "16261.00"),
        ("5万人以上", "万人以上", "5"),
        ("7", "", "7"),
    ],
)
def test_a_value_keeps_the_digits_that_were_typed(text: str, unit: str, value: str) -> None:
    assert digits(figure_from(text, unit)) == digits(Figure.exactly(Decimal(value)))


@pytest.mark.parametrize(
    ("text", "low"),
    [
        (">1700亿", "1700"),
        (">=1700", "1700"),
        ("≥ 1700", "1700"),
        ("＞1700", "1700"),
        ("＞＝1700亿元", "1700"),
        ("突破1700亿元", "1700"),
        ("超100亿元", "100"),
        ("超过 100 亿元", "100"),
        ("不低于1,700.0", "1700.0"),
        ("more than 1700", "1700"),
        ("Over 170bn yuan", "1700"),
        ("at least 1700", "1700"),
        ("1700亿元以上", "1700"),
        ("1700 以上", "1700"),
        ("170 bn or more", "1700"),
        ("1700余亿元", "1700"),
        ("1700多亿元", "1700"),
        ("1700亿多元", "1700"),
        ("1700餘億元", "1700"),
        ("1700亿元多", "1700"),
        ("1700+", "1700"),
        ("1700+亿元", "1700"),
        ("1700亿+", "1700"),
        ("1700亿元+", "1700"),
        ("突破1700亿元大关", "1700"),
        ("突破1700亿元关口", "1700"),
        ("超过1700多亿元", "1700"),
        (">1700以上", "1700"),
    ],
)
def test_more_than_is_a_low_bound(text: str, low: str) -> None:
    assert digits(figure_from(text, "亿元")) == digits(Figure.at_least(Decimal(low)))


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("10余家", "家", Figure.at_least(Decimal(10))),
        ("10多家", "家", Figure.at_least(Decimal(10))),
        ("6家", "家", Figure.exactly(Decimal(6))),
        ("3000余万吨", "万吨", Figure.at_least(Decimal(3000))),
        ("3000餘萬噸", "万吨", Figure.at_least(Decimal(3000))),
        ("1626億元", "亿元", Figure.exactly(Decimal(1626))),
        ("1.2萬億元", "亿元", Figure.exactly(Decimal(12000))),
        ("1626亿元", "億元", Figure.exactly(Decimal(1626))),
        ("-0", "亿元", Figure.exactly(Decimal(0))),
        ("-0.00", "亿元", Figure.exactly(Decimal("0.00"))),
    ],
)
def test_values_are_read_as_reports_write_them(text: str, unit: str, figure: Figure) -> None:
    assert digits(figure_from(text, unit)) == digits(figure)
    assert not figure_from(text, unit).printed.is_signed()


@pytest.mark.parametrize(
    ("text", "high"),
    [
        ("<1700亿", "1700"),
        ("<=1700", "1700"),
        ("≤1700", "1700"),
        ("＜1700", "1700"),
        ("近2500亿元", "2500"),
        ("nearly 250bn", "2500"),
        ("不足 100.0", "100.0"),
        ("up to 1700", "1700"),
        ("At most 170 billion yuan", "1700"),
        ("不超过1700亿元", "1700"),
        ("1700亿元以下", "1700"),
    ],
)
def test_at_most_is_a_high_bound(text: str, high: str) -> None:
    assert digits(figure_from(text, "亿元")) == digits(Figure.at_most(Decimal(high)))


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("1700..1800亿", "亿元", "1700", "1800"),
        ("1700-1800亿元", "亿元", "1700", "1800"),
        ("1700–1800亿元", "亿元", "1700", "1800"),
        ("1700~1800", "亿元", "1700", "1800"),
        ("1700～1800亿元", "亿元", "1700", "1800"),
        ("1700至1800亿元", "亿元", "1700", "1800"),
        ("1700亿元至1800亿元", "亿元", "1700", "1800"),
        ("1700 to 1800", "亿元", "1700", "1800"),
        ("170 to 180.0bn yuan", "亿元", "1700", "1800"),
        ("170bn..180", "亿元", "1700", "1800"),
        ("9000万-1亿", "亿元", "0.9000", "1"),
        ("9000万-1.20亿元", "万元", "9000", "12000"),
        ("1,700.50..1,800.00", "亿元", "1700.50", "1800.00"),
        ("-5.2%..-3%", "%", "-5.2", "-3"),
        ("-5-3%", "%", "-5", "3"),
        ("5 to 6 t", "t", "5", "6"),
        ("5 t to 6 t", "t", "5", "6"),
        ("10 m3-20 m3", "m³", "10", "20"),
    ],
)
def test_a_range_has_both_ends_and_shares_its_unit(text: str, unit: str, low: str, high: str) -> None:
    found = figure_from(text, unit)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("word", [*AT_LEAST, *OR_MORE, *AT_MOST, *OR_LESS])
def test_every_listed_bound_is_understood(word: str) -> None:
    text = f"1700亿元 {word}" if word in OR_MORE + OR_LESS else f"{word} 1700亿元"
    bound = Figure.at_least if word in AT_LEAST + OR_MORE else Figure.at_most
    assert figure_from(text, "亿元") == bound(Decimal(1700))


@pytest.mark.parametrize("word", TO)
def test_every_listed_range_is_understood(word: str) -> None:
    assert figure_from(f"1700{word}1800亿元", "亿元") == Figure.between(Decimal(1700), Decimal(1800))
    assert figure_from(f"1700亿 {word} 1800亿", "亿元") == Figure.between(Decimal(1700), Decimal(1800))


# Row I02, what is refused

UNREADABLE = [
    "1.625,6", "1,6256", "1,62", "12,34,567", "0,626", ",626", "1,626,",
    "1__0", "1_000", "0x10", "007", ".5", "5.", "1.2.3",
    "²", "٣", "１٣", "5٣", "1e999999",
    "1e5", "1E+5", "1e-5", "1.5e3亿", "∞", "NaN", "nan", "sNaN",
    "Infinity", "-inf", "亿", "万亿亿", "亿元", "家",
    "--5", "+-5", "5-", "-", ">", "..", "1..", "..2", "1..2..3", ">1700..1800", "<1700以上", "1700..1800以上", ">>5",
    "1626!5", "=1+1", "$(id)", "1/2", "1700++", "1,626.5,0", "1700多..1800", "1700亿元大关", "<1700余",
    "余1700", "多家",
]  # fmt: skip


@pytest.mark.parametrize(
    "text", [*UNREADABLE, "", "   ", "\u3000", "1 626", "1700 1800", "\x00", "1\x1b[31m2", "\ud800"]
)
def test_what_is_not_a_number_is_refused_with_the_text_and_the_unit(text: str) -> None:
    error = refused(text)
    assert error.exit_code == 2
    assert error.message.key == "value.unreadable"
    assert error.message.values == {"text": text, "unit": "亿元"}


@pytest.mark.parametrize("text", ["9" * 5000, "9" * (LONGEST + 1), " " * 100_000, "1" + ",000" * 100_000])
def test_a_text_too_long_is_refused_showing_its_beginning(text: str) -> None:
    error = refused(text)
    assert error.message.key == "value.too_long"
    assert error.message.values == {"text": text[:40] + "…", "longest": LONGEST, "digits": MOST_DIGITS}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("9" * (MOST_DIGITS + 1), "亿元"),
        ("0." + "0" * MOST_DIGITS, "亿元"),
        ("1..2" + "0" * MOST_DIGITS, "亿元"),
        ("9" * MOST_DIGITS + "亿", "元"),
        ("0." + "9" * 27 + "元", "万亿元"),
    ],
)
def test_a_number_of_too_many_digits_is_refused(text: str, unit: str) -> None:
    assert refused(text, unit).message.key == "value.too_long"


def test_the_longest_number_is_accepted() -> None:
    longest = "-" + "9" * 18 + "." + "9" * (MOST_DIGITS - 18)
    assert figure_from(longest, "亿元").value == Decimal(longest)


def test_a_number_that_no_ledger_holds_is_refused_as_a_value() -> None:
    assert figure_from(str(LARGEST), "亿元").value == LARGEST
    for text in (f"{LARGEST + 1}", f"-{LARGEST + 1}", "1..9" + "0" * 18, "2" + "0" * 18):
        assert refused(text, "亿元").message.key == "value.too_large"


@pytest.mark.parametrize(
    "text",
    [
        "约1700",
        "约1700..1800",
        "About 1700",
        "约 1700亿元",
        "大约1700",
        "about 1700",
        "approx. 170bn",
        "~1700",
        "≈1700",
        "1700亿元左右",
        "1700 or so",
    ],
)
def test_about_is_neither_a_bound_nor_exact(text: str) -> None:
    error = refused(text)
    assert error.message.key == "value.about"
    assert error.message.values == {"text": text, "unit": "亿元"}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1800..1700亿", "1800", "1700"),
        ("1700-1700.0", "1700", "1700"),
        ("1亿-9000万", "1", "0.9"),
        ("5--3", "5", "-3"),
    ],
)
def test_a_range_runs_from_the_smaller_to_the_larger(text: str, low: str, high: str) -> None:
    error = refused(text)
    assert error.message.key == "value.backwards"
    assert error.message.values == {"text": text, "unit": "亿元", "low": Decimal(low), "high": Decimal(high)}


HOSTILE = [*UNREADABLE, "9" * 5000, "9," * 64, "1-" * 64, "1 to " * 25, "1元" * 64, "1" + "m3" * 63, "1" + "亿" * 127]
HOSTILE += [
    "1" + " t" * 63 + "9",
    "1至" * 64,
    "1" + "-a" * 63 + "9",
    "." * 128,
    "超" * 128,
    "~1" * 64,
    "1" + "以上" * 63 + "1",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_refusal_takes_less_than_a_tenth_of_a_second(text: str) -> None:
    figure_from("1", "亿元")  # the grammar is built once
    started = perf_counter()
    refused(text)
    assert perf_counter() - started < 0.1


# Row I03, the unit


@pytest.mark.parametrize(
    ("text", "given", "unit"),
    [
        ("5万吨", "万吨", "亿元"),
        (">5 万吨", "万吨", "亿元"),
        ("1700亿元..1800亿吨", "亿吨", "亿元"),
        ("1626亿美元", "亿美元", "亿元"),
        ("1626美元", "美元", "元"),
        ("5 mm", "mm", "m"),
        ("6家", "家", "户"),
        ("5%", "%", "个百分点"),
        ("5.2个百分点", "个百分点", "%"),
        ("5 pp", "pp", "percent"),
        ("5%", "%", "亿元"),
        ("5万", "万", "%"),
        ("5bn", "bn", "个百分点"),
        ("16万亿亿", "万亿亿", "亿元"),
        ("1626亿元", "亿元", ""),
    ],
)
def test_another_unit_is_refused_naming_both(text: str, given: str, unit: str) -> None:
    error = refused(text, unit)
    assert error.exit_code == 2
    assert error.message.key == "value.wrong_unit"
    assert error.message.values == {"text": text, "given": given, "unit": unit}


# Properties

PRINTED = st.builds(
    lambda sign, coefficient, places: Decimal((sign, tuple(map(int, str(coefficient))), -places)),
    st.integers(0, 1),
    st.integers(0, 10**17),
    st.integers(0, 7),
)
RANGES = st.tuples(PRINTED, PRINTED).filter(lambda ends: ends[0] != ends[1]).map(sorted)
FIGURES = st.one_of(
    PRINTED.map(Figure.exactly),
    PRINTED.map(Figure.at_least),
    PRINTED.map(Figure.at_most),
    RANGES.map(lambda ends: Figure.between(ends[0], ends[1])),
)
KNOWN_UNITS = [
    "亿元", "元", "万吨", "家", "%", "个百分点", "bn yuan", "100 million yuan", "亿m³", "件/10万人", "kWh", "t", "",
]  # fmt: skip
UNITS = st.one_of(
    st.sampled_from(KNOWN_UNITS),
    st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=20),
)


@given(FIGURES, UNITS)
@example(Figure.exactly(Decimal("108.00")), "亿元")
@example(Figure.at_least(Decimal("-0.0")), "%")
def test_what_is_printed_is_read_back_to_the_same_digits(figure: Figure, unit: str) -> None:
    assert digits(figure_from(figure_as_typed(figure, unit), unit)) == digits(figure)


PIECES = st.lists(
    st.sampled_from([*AT_LEAST, *AT_MOST, *OR_MORE, *OR_LESS, *TO, *"0159,._+-%eE ２．，亿万元家吨约"]), max_size=12
)


@given(st.one_of(st.text(), PIECES.map("".join)), UNITS)
@example("1" * 5000, "亿元")
def test_any_text_ends_as_a_figure_or_as_wrong_usage(text: str, unit: str) -> None:
    with suppress(WrongUsage):
        found = figure_from(text, unit)
        assert digits(figure_from(figure_as_typed(found, unit), unit)) == digits(found)
