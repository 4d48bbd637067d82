"""Units as tables state them: read, refused, or no unit at all."""

import pytest

from fuling_cli.importer.stated_unit import is_bare_unit, scaled_unit, stated_unit
from fuling_cli.language import Message


@pytest.mark.parametrize(
    ("text", "wanted", "unit"),
    [
        *(
            ("亿元", "亿元", "亿元"),
            ("万元", "亿元", "万元"),
            ("单位：亿元", "亿元", "亿元"),
            ("100 million yuan", "亿元", "100 million yuan"),
        ),
        *(
            ("CLV20_EUR_HAB", "欧元", "欧元"),
            ("MIO_EUR", "欧元", "百万欧元"),
            ("Euro", "欧元", "欧元"),
            ("EUR", "亿欧元", "欧元"),
        ),
        *(
            ("current US$", "美元", "美元"),
            ("constant 2015 US$", "亿美元", "美元"),
            ("US$ million", "美元", "百万美元"),
        ),
        *(("U.S. dollars, billions", "亿美元", "十亿美元"), ("£ m", "英镑", "百万英镑"), ("£m", "英镑", "百万英镑")),
        *(("% equivalent primary energy", "%", "%"), ("Percentage", "%", "%"), ("percent of GDP", "%", "%")),
        *(
            ("Number", "人", "人"),
            ("Persons", "万人", "Persons"),
            ("thousand persons", "万人", "thousand persons"),
            ("‰", "‰", "‰"),
        ),
    ],
)
def test_a_unit_that_converts(text: str, wanted: str, unit: str) -> None:
    assert stated_unit(text, wanted, certain=True) == unit


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *(
            ("万吨", "亿元"),
            ("亿美元", "亿元"),
            ("元", "欧元"),
            ("%", "个百分点"),
            ("%", "亿元"),
            ("亿元、人", "亿元"),
            ("上年=100", "%"),
        ),
        *(
            ("CLV20_MEUR", "欧元"),
            ("10 million EUR", "欧元"),
            ("million thousand EUR", "欧元"),
            ("US$", "亿元"),
            ("户", "家"),
        ),
        *(("kg", "人"), ("Percent change since 2016", "人"), ("2010=100", "亿元"), ("m", "英镑"), ("Millions", "英镑")),
    ],
)
def test_a_unit_that_does_not_convert_is_never_passed_over(text: str, wanted: str) -> None:
    assert isinstance(stated_unit(text, wanted, certain=True), Message)
    found = stated_unit(text, wanted, certain=False)
    assert found is None or isinstance(found, Message)


@pytest.mark.parametrize(
    ("text", "wanted"), [("现价", "亿元"), ("CVM SA", "英镑"), ("Stichtag", "人"), ("GDP", "亿元")]
)
def test_in_brackets_there_may_be_something_else(text: str, wanted: str) -> None:
    assert stated_unit(text, wanted, certain=False) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("上年=100", "%"), ("万吨", "亿元"), ("constant 2015 US$ millions of 1000", "美元"), ("亿美元", "亿元")],
)
def test_in_brackets_another_unit_is_refused_too(text: str, wanted: str) -> None:
    assert isinstance(stated_unit(text, wanted, certain=False), Message)


def test_nothing_says_nothing() -> None:
    assert stated_unit(" ", "亿元", certain=True) is None
    assert stated_unit("Number", "家", certain=True) is None


@pytest.mark.parametrize(
    ("noun", "power", "wanted", "unit"),
    [
        ("CNY", 8, "亿元", "亿元"),
        ("EUR", 6, "亿欧元", "百万欧元"),
        ("", 9, "亿元", "十亿元"),
        ("人", 0, "万人", "人"),
        ("Persons", 3, "万人", "千人"),
    ],
)
def test_a_unit_of_a_power_of_ten(noun: str, power: int, wanted: str, unit: str) -> None:
    assert scaled_unit(noun, power, wanted) == unit


@pytest.mark.parametrize(
    ("noun", "power", "wanted"), [("吨", 3, "亿元"), ("CNY", 2, "亿元"), ("CNY", -3, "亿元"), ("万元", 4, "亿元")]
)
def test_a_power_that_cannot_be_written_is_refused(noun: str, power: int, wanted: str) -> None:
    assert isinstance(scaled_unit(noun, power, wanted), Message)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("亿元", True),
        ("%", True),
        ("US$ million", True),
        ("百强企业", False),
        ("地区生产总值(亿元)", False),
        ("家", True),
        ("m", False),
        ("亿元、%", False),
    ],
)
def test_what_is_a_unit_and_nothing_else(text: str, bare: bool) -> None:  # noqa: FBT001
    assert is_bare_unit(text) == bare
