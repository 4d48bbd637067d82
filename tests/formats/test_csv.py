"""CSV: what a program and a spreadsheet read back."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.formats.csv import render, render_readable
from fuling_cli.language import LANGUAGES, Bilingual, message
from fuling_cli.tables.safe_text import FORMULA, visible
from fuling_cli.tables.table import Cell, Column, Kind, Table


def table_of(kind: Kind, *cells: Cell) -> Table:
    """A table of one column."""
    return Table("t/1", message("t"), "rows", (Column("a.b", kind),), tuple((cell,) for cell in cells))


def read(text: str) -> list[list[str]]:
    """The fields of a CSV text, as the standard library reads them."""
    return list(csv.reader(StringIO(text, newline=""), strict=True))


def test_it_is_the_golden_file(table: Table, golden: Callable[[str, str], None]) -> None:
    golden("formats/status.csv", render(table, language="en"))


def test_the_language_changes_nothing(table: Table) -> None:
    assert render(table, language="zh") == render(table, language="en")


def test_lines_end_as_the_standard_asks_and_no_mark_comes_first() -> None:
    assert render(table_of(Kind.TEXT, "x", None), language="en") == 'a_b\r\nx\r\n""\r\n'


def test_a_table_without_rows_keeps_its_header(table: Table) -> None:
    empty = Table(table.schema, table.title, table.rows_key, table.columns, ())
    assert render(empty, language="en") == render(table, language="en").splitlines()[0] + "\r\n"


@pytest.mark.parametrize(
    "sign", ["=1+1", "+1", "-1", "@S", "\t=", "\r=", "\n=", "＝1", "－1", "＋1", "＠S", '"x,=1', ' "=1', "'=1", " =1"]
)
def test_text_that_a_spreadsheet_could_run_is_put_behind_an_apostrophe(sign: str) -> None:
    [_, [cell]] = read(render(table_of(Kind.TEXT, sign), language="en"))
    assert cell == "'" + visible(sign)


@pytest.mark.parametrize(
    ("typed", "written"),
    [("x;=1+1", "x;'=1+1"), ("=1;-2", "'=1;'-2"), ("x;'=1", "x;''=1"), ("a; @b", "a;' @b"), ("a; b", "a; b")],
)
def test_and_so_is_what_follows_a_semicolon_where_many_spreadsheets_split(typed: str, written: str) -> None:
    [_, [cell]] = read(render(table_of(Kind.TEXT, typed), language="en"))
    assert cell == written
    assert re.sub(FORMULA, "", cell) == typed  # which is what an import takes away again


def test_a_list_is_one_harmless_text() -> None:
    [_, [flags], [evil]] = read(render(table_of(Kind.LIST, ("bound", "stale"), ("=1", "x")), language="en"))
    assert (flags, evil) == ("bound;stale", "'=1;x")


@pytest.mark.parametrize(
    ("number", "text"), [("-5.2", "-5.2"), ("108.00", "108.00"), ("1E+3", "1000"), ("1E-7", "0.0000001")]
)
def test_numbers_stay_as_they_were_recorded(number: str, text: str) -> None:
    [_, [cell]] = read(render(table_of(Kind.NUMBER, Decimal(number)), language="en"))
    assert cell == text


def test_a_figure_is_three_fields() -> None:
    assert read(render(table_of(Kind.FIGURE, Figure.at_least(Decimal("-1.50"))), language="en")) == [
        ["a_b_value", "a_b_low", "a_b_high"],
        ["", "-1.50", ""],
    ]


def test_beside_a_computed_number_stand_the_ends_between_which_it_lies() -> None:
    number = Decimal("0.063")
    cells = (Figure.exactly(number), Figure.at_least(number), Figure(number, None, None), None)
    assert read(render(table_of(Kind.GROWTH, *cells), language="en")) == [
        ["a_b", "a_b_low", "a_b_high"],
        ["0.063", "0.063", "0.063"],
        ["0.063", "0.063", ""],
        ["0.063", "", ""],
        ["", "", ""],
    ]
    exact = Table("t/1", message("t"), "rows", (Column("a.b", Kind.GROWTH, exact=True),), ((cells[0],),))
    assert read(render(exact, language="en")) == [["a_b"], ["0.063"]]


def test_the_readable_layout_is_what_people_see(table: Table, golden: Callable[[str, str], None]) -> None:
    for language in LANGUAGES:
        golden(f"formats/status.readable.{language}.csv", render_readable(table, language=language))


def test_and_nothing_in_it_begins_as_a_formula() -> None:
    columns = (Column("name", Kind.NAME), Column("observed_growth", Kind.GROWTH), Column("verdict", Kind.VERDICT))
    row = (Bilingual("=1+1", "=1+1"), Figure.exactly(Decimal("-0.0377")), Verdict.NOT_ASSESSED)
    bounded = (Bilingual("-x", "-x"), Figure.between(Decimal("-0.02"), Decimal("-0.01")), None)
    text = render_readable(Table("t/1", message("yes"), "rows", columns, (row, bounded)), language="en")
    assert read(text)[1:] == [["'=1+1", "-3.77%", "no verdict"], ["'-x", "-2.00%..-1.00%", ""]]


@given(st.lists(st.text(min_size=1)))
def test_any_text_reads_back_as_it_is_shown(texts: list[str]) -> None:
    rows = read(render(table_of(Kind.TEXT, *texts), language="en"))[1:]
    assert len(rows) == len(texts)
    for [cell], text in zip(rows, texts, strict=True):
        assert re.sub(FORMULA, "", cell) == visible(text)
        assert not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=4)))
def test_any_number_reads_back_equal(numbers: list[Decimal]) -> None:
    rows = read(render(table_of(Kind.NUMBER, *numbers), language="en"))[1:]
    assert [Decimal(cell) for [cell] in rows] == numbers
