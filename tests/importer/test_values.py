"""The figure in a cell, its flags, and what is refused."""

from decimal import Decimal

import pytest

from fuling_cli.errors import WrongUsage
from fuling_cli.importer.values import Decimals, decimals_of_file, value_from
from fuling_cli.importer.vocabulary import MISSING


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1626", "1626"), ("108.00", "108.00"), ("-5.2", "-5.2"), ("0", "0"), ("1,234,567.8", "1234567.8")),
        *(("1 234 567.8", "1234567.8"), ("1\u00a0234", "1234"), ("1\u202f234.50", "1234.50"), ("1'234", "1234")),
        *(("１，６２６．５", "1626.5"), ("1626亿元", "1626"), ("162.6bn", "1626"), (" 12 ", "12")),
    ],
)
def test_a_figure_with_its_digits(text: str, number: str) -> None:
    figure = value_from(text, "亿元").figure
    assert figure is not None
    assert str(figure.value) == number


@pytest.mark.parametrize("text", sorted(MISSING))
def test_a_mark_for_a_missing_figure_is_never_zero(text: str) -> None:
    assert value_from(text, "亿元").figure is None
    assert value_from(f" {text} ".upper(), "亿元").figure is None


@pytest.mark.parametrize(
    ("text", "status", "flags"),
    [
        *(("1 p", "provisional", ()), ("1p", "provisional", ()), ("1 e", "estimated", ()), ("1 r", "revised", ())),
        *(
            ("1 b", None, ("b",)),
            ("1 bp", "provisional", ("b",)),
            ("1（初步）", "provisional", ()),
            ("1 (预计)", "estimated", ()),
        ),
        *(("1*", None, ("*",)), ("1①", None, ("①",)), ("1[1]", None, ("[1]",)), ("1 d", None, ("d",))),
        *(("1(p)①", "provisional", ("①",)), ("1 ① (e)", "estimated", ("①",))),
    ],
)
def test_flags_behind_a_number(text: str, status: str | None, flags: tuple[str, ...]) -> None:
    found = value_from(text, "亿元")
    assert found.figure is not None
    assert (found.figure.value, found.status, found.flags) == (Decimal(1), status, flags)


@pytest.mark.parametrize("text", [": c", ".. ①", ": z", "-*"])
def test_a_flag_behind_a_missing_mark(text: str) -> None:
    assert value_from(text, "亿元").figure is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "60.1²",
            "1,6256",
            "12,34",
            "1.234.567",
            "1.625,6",
            "(5.2)",
            "5.2(1)",
            "1e6",
            "1E+06",
            "0x10",
            "12oo",
            "5 万吨",
            "1626.5 m",
        ),
        *("#DIV/0!", "#REF!", "约1700", "1-", "--5", "007", "1,234,5", "∞", "٣", "1 2", "1 b x", "x" * 200, "9" * 40),
    ],
)
def test_what_is_in_doubt_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage):
        value_from(text, "亿元")


@pytest.mark.parametrize(
    ("text", "decimals", "number"),
    [
        *(("14,5", "comma", "14.5"), ("3.403,70", "comma", "3403.70"), ("1.234.567", "comma", "1234567")),
        *(
            ("1.234", "comma", "1234"),
            ("1,234", "unclear", "1.234"),
            ("1234", "unclear", "1234"),
            ("1.234.567", "unclear", "1234567"),
        ),
        *(("14,5 p", "comma", "14.5"), ("-0,5", "comma", "-0.5"), ("50958125", "comma", "50958125")),
    ],
)
def test_decimal_commas(text: str, decimals: Decimals, number: str) -> None:
    figure = value_from(text, "%", decimals).figure
    assert figure is not None
    assert str(figure.value) == number


@pytest.mark.parametrize(
    ("text", "decimals"), [("1.234", "unclear"), ("14.5", "comma"), ("1,234.5", "comma"), ("1.23,4.5", "comma")]
)
def test_a_point_in_a_file_of_decimal_commas(text: str, decimals: Decimals) -> None:
    with pytest.raises(WrongUsage):
        value_from(text, "%", decimals)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        *((["1,5", "2"], "comma"), (["1.234", "1,234"], "unclear"), (["14.5", "1"], "point"), (["1,234.5"], "point")),
        *((["1.234,5"], "comma"), (["1,5", "1.5"], None), ([], "unclear"), (["0,123"], "comma"), (["0.123"], "point")),
    ],
)
def test_how_a_file_writes_decimals(cells: list[str], found: Decimals | None) -> None:
    assert decimals_of_file(cells) == found
