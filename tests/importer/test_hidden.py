"""Hidden rows and columns, as a filter hides rows: never read, and never left out without a word."""

from openpyxl import Workbook

from fuling_cli.importer.source import sheet_of_bytes

from .made import left_out, refused, request, taken
from .test_workbooks import book_of, saved

ROWS = (
    ("地区", "指标", "年份", "数值"),
    ("重庆市", "地区生产总值", 2020, 1000),
    ("涪陵区", "地区生产总值", 2020, 100),
    ("重庆市", "地区生产总值", 2021, 1100),
    ("涪陵区", "地区生产总值", 2021, 110),
    ("重庆市", "城镇化率", 2021, 70),
)


def filtered() -> Workbook:
    """A sheet filtered by area, as a spreadsheet saves it."""
    book = book_of(*ROWS)
    sheet = book.worksheets[0]
    sheet.auto_filter.ref = "A1:D6"
    for row, cells in enumerate(ROWS[1:], start=2):
        sheet.row_dimensions[row].hidden = cells[0] != "重庆市"
    return book


def with_hidden_columns() -> Workbook:
    """Years across, of which two neighbours and a note are hidden."""
    book = book_of(
        ("指标", 2020, 2021, 2022, 2023, "内部"), ("地区生产总值", 1, 2, 3, 4, "x"), ("城镇化率", 60, 61, 62, 63, "y")
    )
    columns = book.worksheets[0].column_dimensions
    columns.group("C", "D", hidden=True)
    columns["F"].hidden = True
    return book


def test_rows_that_a_filter_hides_are_left_out_with_their_number() -> None:
    raw = saved(filtered())
    assert taken(raw) == {"gdp": {2020: "1000", 2021: "1100"}, "urban-rate": {2021: "70"}}
    assert left_out(raw) == {"hidden_rows": 2}


def test_hidden_columns_are_left_out_with_their_number() -> None:
    raw = saved(with_hidden_columns())
    assert taken(raw) == {"gdp": {2020: "1", 2023: "4"}, "urban-rate": {2020: "60", 2023: "63"}}
    assert left_out(raw) == {"hidden_columns": 3}


def test_a_hidden_row_ends_no_table_and_what_is_empty_is_not_counted() -> None:
    book = book_of(("指标", 2020), ("别的", 5), ("工业", None), ("地区生产总值", 1000))
    for row in (2, 7):
        book.worksheets[0].row_dimensions[row].hidden = True
    assert taken(saved(book)) == {"gdp": {2020: "1000"}}
    assert left_out(saved(book)) == {"hidden_rows": 1}


def test_merged_headings_keep_their_text_beside_a_hidden_column() -> None:
    book = book_of(
        ("指标", 2022, None, 2023, None), (None, "绝对值", "增长", "绝对值", "增长"), ("地区生产总值", 1, 5, 2, 6)
    )
    for merged in ("A1:A2", "B1:C1", "D1:E1"):
        book.worksheets[0].merge_cells(merged)
    for letter in "BD":
        book.worksheets[0].column_dimensions[letter].hidden = True
    assert taken(saved(book), request(value="增长", unit="亿元")) == {"gdp": {2022: "5", 2023: "6"}}


def test_a_table_that_is_hidden_as_a_whole_gives_nothing() -> None:
    book = book_of(("指标", 2020), ("地区生产总值", 1000))
    book.worksheets[0].row_dimensions[2].hidden = True
    assert refused(saved(book)) == "1:1: nothing to import: 1 hidden row"


def test_a_figure_that_cannot_be_read_does_not_matter_where_it_is_hidden() -> None:
    book = book_of(("指标", 2020, 2021), ("地区生产总值", 1000, "#REF!"))
    book.worksheets[0].column_dimensions["C"].hidden = True
    sheet = sheet_of_bytes(saved(book))
    assert not sheet.refused
    assert sheet.hidden_columns == {2}


def test_what_states_the_unit_is_read_though_it_is_hidden() -> None:
    column = book_of(("指标", "单位", 2020, "内部"), ("地区生产总值", "万元", 10_000_000, "x"))
    for letter in "BD":
        column.worksheets[0].column_dimensions[letter].hidden = True
    above = book_of(("单位：万元", None), ("指标", 2020), ("地区生产总值", 10_000_000))
    above.worksheets[0].row_dimensions[1].hidden = True
    below = book_of(("年份", "地区生产总值"), (None, "（万元）"), (2020, 10_000_000))
    below.worksheets[0].row_dimensions[2].hidden = True
    for book in (column, above, below):
        assert taken(saved(book)) == {"gdp": {2020: "10000000万元"}}
    assert left_out(saved(column)) == {"hidden_columns": 1}
