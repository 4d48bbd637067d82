"""Where a table begins and ends on its sheet, and what stands above it."""

import pytest

from fuling_cli.importer.sheet import Refused
from fuling_cli.importer.source import sheet_of_bytes
from fuling_cli.importer.table import Table, find_table


def table_of(text: str) -> Table:
    """The first table of CSV text."""
    return find_table(sheet_of_bytes(text.encode()))


PREAMBLES = [
    "",
    "历年地区生产总值\n",
    "数据库：年度数据\n时间：2025\n\n",
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2017-10-30",\n\n',
    "Title,UK income\nRelease date,22-12-2023\nNext release,28 March 2024\n",
    "".join(f"line {number}\n" for number in range(25)),
]
ENDS = [
    "",
    "注：按现价计算。\n",
    "\n资料来源：统计局\n",
    "数据来源：国家统计局,,\n",
    "Source: the office\n2020,2021,2022\n",
    "Note: revised\n",
    "© Office\n",
    '__________\n"Bis 1989: West"\n',
    "\n\n1. The figures are revised.\n2. So they are.\n",
    "注1：一\n注2：二\n",
    "Last Updated: 05/30/2024,,\n",
]


@pytest.mark.parametrize("above", PREAMBLES)
@pytest.mark.parametrize("below", ENDS)
def test_a_table_is_found_between_a_preamble_and_notes(above: str, below: str) -> None:
    table = table_of(above + "指标,2022,2023\n地区生产总值,1,2\n城镇化率,3,4\n" + below)
    assert [list(table.sheet.rows[row]) for row in table.rows] == [["地区生产总值", "1", "2"], ["城镇化率", "3", "4"]]
    assert [column.heading for column in table.columns] == ["指标", "2022", "2023"]


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        *(
            ("单位：亿元\n", "亿元"),
            ("（单位:万元）\n", "万元"),
            ("计量单位：亿元,,\n", "亿元"),
            ("Unit: 100 million yuan\n", "100 million yuan"),
        ),
        *(("Unit,£ million\n", "£ million"), ("PreUnit,£\nUnit,m\n", "£ m"), ("Unit,\n", None), ("Title\n", None)),
    ],
)
def test_the_unit_above_a_table(above: str, unit: str | None) -> None:
    assert table_of(above + "指标,2022,2023\n地区生产总值,1,2\n").unit == unit


def test_a_blank_row_between_groups_ends_nothing() -> None:
    table = table_of("指标,2022,2023\n地区生产总值,1,2\n\n二、人口\n常住人口,3,4\n\n城镇化率,5,6\n")
    assert [table.sheet.rows[row][0] for row in table.rows] == ["地区生产总值", "常住人口", "城镇化率"]


def test_repeated_headings_are_no_row() -> None:
    table = table_of("指标,2022,2023\n地区生产总值,1,2\n指标,2022,2023\n城镇化率,5,6\n")
    assert [table.sheet.rows[row][0] for row in table.rows] == ["地区生产总值", "城镇化率"]


@pytest.mark.parametrize("between", ["\n", "注：一\n", "\n表二\n"])
def test_what_follows_a_table_is_counted_and_not_read(between: str) -> None:
    table = table_of(f"指标,2022,2023\n地区生产总值,1,2\n{between}指标,2018,2019\n地区生产总值,3,4\n")
    assert len(table.rows) <= 2
    assert table.beyond >= 1


def test_the_first_column_of_eurostat_holds_several() -> None:
    table = table_of("freq,unit,geo\\TIME_PERIOD\t2000 \t2001 \nA,EUR,BE\t1 \t2 b\n")
    assert [column.heading for column in table.columns] == ["freq", "unit", "geo", "2000", "2001"]
    assert table.sheet.wrong(1, 3, table.sheet.told[0] if table.sheet.told else None)[:2] == (2, 2)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "hello\n", "a,b\n1,2\n", "\n" * 40 + "指标,2022,2023\n地区生产总值,1,2\n"])
def test_a_file_without_headings_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        table_of(text)
    assert caught.value.cell.message.key == "import.no_headings"


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(Refused) as caught:
        table_of("指标," + ",".join(["2022"] * 1001) + "\n")
    assert caught.value.cell.message.key == "import.too_wide"
