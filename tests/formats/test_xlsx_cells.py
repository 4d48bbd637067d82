"""Cells of a spreadsheet: what is held, how it is formatted, and what is then seen."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.formats.xlsx.cells import MISSING, Entry, SheetColumn, sheet_columns
from fuling_cli.language import message
from fuling_cli.tables.cell_text import to_text_table
from fuling_cli.tables.table import Cell, Column, Kind, Table


def columns(kind: Kind, *cells: Cell) -> tuple[SheetColumn, ...]:
    """The columns that one column becomes."""
    return sheet_columns(table(kind, *cells), "en")


def table(kind: Kind, *cells: Cell) -> Table:
    """A table of one column."""
    rows = tuple((cell,) for cell in cells)
    return Table("fuling.status/1", message("verdict.missed"), "rows", (Column("latest", kind),), rows)


def bounded(low: str | None, high: str | None) -> Figure:
    """A computed number between these ends, computed at one of them."""
    return Figure(Decimal(low or high or "1"), low and Decimal(low), high and Decimal(high))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("recorded", "text", "style"),
    [
        ("108.00", "108.00", "0.00"),
        ("2100", "2100", "0"),
        ("-5.2", "-5.2", "0.0"),
        ("0.0", "0.0", "0.0"),
        ("-0.00", "0.00", "0.00"),
        ("1E+3", "1000", "0"),
        ("1E-7", "0.0000001", "0.0000000"),
        ("123456789012345", "123456789012345", "0"),
        ("1234567890.12345", "1234567890.12345", "0.00000"),
    ],
)
def test_a_recorded_number_shows_the_digits_it_was_recorded_with(recorded: str, text: str, style: str) -> None:
    [column] = columns(Kind.NUMBER, Decimal(recorded))
    assert column.entries == (Entry(Decimal(recorded), text, style),)


@pytest.mark.parametrize(
    "recorded", ["1234567890123456", "123456789012345.0", "0.1234567890123456", "0.0000000000000001", "1E+20"]
)
def test_one_with_more_digits_than_a_spreadsheet_keeps_is_text(recorded: str) -> None:
    text = f"{Decimal(recorded):f}"
    [column] = columns(Kind.NUMBER, Decimal(recorded))
    assert column.entries == (Entry(text, text),)


def test_a_figure_is_its_value_and_its_ends_where_a_row_has_them() -> None:
    [column] = columns(Kind.FIGURE, Figure.exactly(Decimal("1504.37")), None)
    assert (column.key, column.heading) == ("latest", "Latest")
    figures = [
        Figure.exactly(Decimal("1504.37")),
        Figure.at_least(Decimal(1700)),
        Figure.between(Decimal(60), Decimal("85.0")),
    ]
    value, low, high = columns(Kind.FIGURE, *figures)
    assert [column.key for column in (value, low, high)] == ["latest", "latest.low", "latest.high"]
    assert [column.heading for column in (value, low, high)] == ["Latest", "Latest, at least", "Latest, at most"]
    assert value.entries == (Entry(Decimal("1504.37"), "1504.37", "0.00"), MISSING, MISSING)
    assert low.entries == (MISSING, Entry(Decimal(1700), "1700", "0"), Entry(Decimal(60), "60", "0"))
    assert high.entries == (MISSING, MISSING, Entry(Decimal("85.0"), "85.0", "0.0"))


@pytest.mark.parametrize(
    ("kind", "computed", "entry"),
    [
        (Kind.GROWTH, bounded("0.0651", "0.0651"), Entry(Decimal("0.0651"), "6.51%", "0.00%")),
        (Kind.SHARE, bounded("0.5", "0.5"), Entry(Decimal("0.5"), "50%", "0%")),
        (Kind.DERIVED, bounded("10.944", "10.944"), Entry(Decimal("10.944"), "10.9", "0.0")),
        (Kind.RATIO, Decimal("0.91304"), Entry(Decimal("0.91304"), "0.91", "0.00")),
        # a bound keeps its digits, unless a spreadsheet would then show one that does not hold
        (Kind.DERIVED, bounded("2042.04", None), Entry(Decimal("2042.04"), ">2042.0", '">"0.0;">"-0.0')),
        (Kind.DERIVED, bounded("2042.06", None), Entry(Decimal("2042.0"), ">2042.0", '">"0.0;">"-0.0')),
        (Kind.GROWTH, bounded(None, "-0.03766"), Entry(Decimal("-0.0376"), "<-3.76%", '"<"0.00%;"<"-0.00%')),
        (Kind.DERIVED, bounded(None, None), Entry(Decimal(1), "?1.0", '"?"0.0;"?"-0.0')),
        (Kind.GROWTH, bounded("-0.00001", "-0.00001"), Entry(Decimal("-0.00001"), "-0.001%", "0.000%")),
    ],
)
def test_a_computed_number_is_one_number_with_its_sign_in_its_format(kind: Kind, computed: Cell, entry: Entry) -> None:
    [column] = columns(kind, computed)
    assert column.entries == (entry,)


def test_a_computed_number_between_two_ends_has_them_beside_it() -> None:
    value, low, high = columns(Kind.DERIVED, bounded("55.98", "56.31"), bounded("60", None))
    assert value.entries[0] == Entry(Decimal("55.98"), "?56.0", '"?"0.0;"?"-0.0')
    assert low.entries == (Entry(Decimal("55.9"), "55.9", "0.0"), MISSING)
    assert high.entries == (Entry(Decimal("56.4"), "56.4", "0.0"), MISSING)


finite = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)


@example(Decimal("9.9999999999900E-13"), Kind.GROWTH, "low")  # less than what a number shows
@example(Decimal("-31249743.937499999999999999995"), Kind.GROWTH, "high")  # rounded once only, however many digits
@given(finite, st.sampled_from([Kind.DERIVED, Kind.GROWTH, Kind.SHARE]), st.sampled_from(["exact", "low", "high"]))
def test_a_spreadsheet_shows_the_digits_that_the_terminal_shows(number: Decimal, kind: Kind, known: str) -> None:
    cell = Figure(number, None if known == "high" else number, None if known == "low" else number)
    [column] = columns(kind, cell)
    assert column.entries[0].text == to_text_table(table(kind, cell), "en").rows[0][0]


def test_a_sheet_has_room_for_columns_that_a_screen_has_not() -> None:
    hidden = Column("note", Kind.TEXT, shown=False)
    given = (Column("unit", Kind.TEXT), hidden._replace(key="url"), hidden._replace(sheet=True))
    made = table(Kind.TEXT)._replace(columns=given, rows=(("x", "y", "z"),))
    assert [column.key for column in sheet_columns(made, "en")] == ["unit", "note"]
