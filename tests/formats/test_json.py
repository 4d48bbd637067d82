"""JSON: what a strict parser reads back."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.formats.json import render
from fuling_cli.language import message
from fuling_cli.tables.table import Cell, Column, Kind, Table


def table_of(kind: Kind, *cells: Cell, head: dict[str, object] | None = None) -> Table:
    """A table of one column with a dotted key."""
    return Table("t/1", message("t"), "rows", (Column("a.b", kind),), tuple((cell,) for cell in cells), head=head or {})


def refuse(constant: str) -> object:
    """JSON has no NaN and no infinity."""
    raise AssertionError(constant)


def read(text: str) -> dict[str, object]:
    """The document with its numbers as they are written."""
    document = json.loads(text, parse_float=Decimal, parse_constant=refuse)
    assert isinstance(document, dict)
    return document


def test_it_is_the_golden_file(table: Table, golden: Callable[[str, str], None]) -> None:
    golden("formats/status.json", render(table, language="en"))


def test_the_language_changes_nothing(table: Table) -> None:
    assert render(table, language="zh") == render(table, language="en")


def test_the_rows_stand_between_head_and_foot(table: Table) -> None:
    document = read(render(table, language="en"))
    assert list(document) == ["schema", "plan", "chance", "targets", "summary"]


def test_computed_numbers_that_are_known_only_as_bounds_are_named_with_their_ends() -> None:
    number = Decimal("0.063")
    cells = (Figure.exactly(number), Figure.at_least(number), Figure.at_most(number), Figure(number, None, None), None)
    rows = read(render(table_of(Kind.GROWTH, *cells), language="en"))["rows"]
    assert isinstance(rows, list)
    assert [row["bounds"] for row in rows] == [
        {},
        {"a.b": {"low": number, "high": None}},
        {"a.b": {"low": None, "high": number}},
        {"a.b": {"low": None, "high": None}},
        {},
    ]


def test_a_dotted_key_is_an_object_in_an_object() -> None:
    assert read(render(table_of(Kind.TEXT, "x", None), language="en"))["rows"] == [
        {"a": {"b": "x"}},
        {"a": {"b": None}},
    ]


def test_a_key_that_lies_inside_a_value_is_a_mistake_of_the_report() -> None:
    columns = (Column("a", Kind.TEXT), Column("a.b", Kind.TEXT))
    with pytest.raises(TypeError, match=r"a\.b"):
        render(Table("t/1", message("t"), "rows", columns, (("x", "y"),)), language="en")


@pytest.mark.parametrize(
    ("number", "written"),
    [("108.00", "108.00"), ("2100", "2100"), ("1E+3", "1000"), ("1E-7", "0.0000001"), ("-0.063", "-0.063")],
)
def test_digits_stay_as_recorded_and_no_exponent_appears(number: str, written: str) -> None:
    text = render(table_of(Kind.NUMBER, Decimal(number), head={"chance": Decimal(number)}), language="en")
    assert text.count(f": {written}") == 2


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="not a number of JSON"):
        render(table_of(Kind.NUMBER, Decimal(number)), language="en")


def test_chinese_is_readable_and_nothing_hidden_is_left() -> None:
    text = render(table_of(Kind.TEXT, "亿元\x1b[31m\x9b\u202e\x7f"), language="en")
    assert '"亿元\\u001b[31m\\u009b\\u202e\\u007f"' in text


@given(st.lists(st.text()))
def test_any_text_reads_back_equal(texts: list[str]) -> None:
    document = read(render(table_of(Kind.TEXT, *texts), language="en"))
    assert document["rows"] == [{"a": {"b": text}} for text in texts]


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)))
def test_any_number_reads_back_with_its_digits(numbers: list[Decimal]) -> None:
    text = render(table_of(Kind.NUMBER, *numbers), language="en")
    rows = json.loads(text, parse_float=str, parse_int=str)["rows"]
    assert [row["a"]["b"] for row in rows] == [format(number, "f") for number in numbers]
