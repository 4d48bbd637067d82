"""A table drawn at random gives exactly the figures it was drawn from, or is refused; no figure is of no cell."""

import re
from decimal import Decimal
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.errors import WrongUsage
from fuling_cli.importer.reading import Reading
from fuling_cli.importer.request import Request
from fuling_cli.importer.sheet import Refused, Sheet
from tests.builders import examples

from .made import PLAN, csv_of, imported

Figures = dict[str, dict[int, str]]
NAMES = {
    "gdp": ("gdp", "地区生产总值", "Gross domestic product"),
    "firms": ("firms", "规上工业企业数"),
    "urban-rate": ("urban-rate", "城镇化率", "Urbanisation rate"),
    "people": ("people", "常住人口", "Residents"),
}
UNITS = {"gdp": "亿元", "firms": "家", "urban-rate": "%", "people": "万人"}
PREAMBLE = [
    "2-1 国民经济主要指标",
    "数据库：年度数据",
    "时间：最近20年",
    "World Development Indicators",
    "Release date: 2024",
    "",
]
NOTES = ["注：1.本表按现价计算。", "  2.2023年为初步核算数。", "资料来源：统计局", "Source: the office", "© Office", ""]
MARKS = ["", "..", "…", "-", ":", "n/a", "—"]
FLAGS = ["", "", "", " p", "（初步）", "①", "*", " b"]
STRANGERS = ["第一产业增加值", "其中：别的", "Something else", "人均消费(元)"]

numbers = st.one_of(
    st.decimals(-(10**6), 10**6, places=2).map(lambda number: f"{number:f}"),
    st.integers(0, 10**7).map(str),
    st.integers(1000, 10**7).map(lambda number: f"{number:,}"),
)


class Drawn(NamedTuple):
    """A table, and the figures it was drawn from; one with a mark for a missing figure is none."""

    text: str
    figures: Figures


@st.composite
def figures(draw: st.DrawFn) -> dict[str, dict[int, str]]:
    """Metrics with figures by year, or marks where there is none."""
    years = sorted(draw(st.sets(st.integers(1950, 2024), min_size=2, max_size=6)), reverse=draw(st.booleans()))
    metrics = draw(st.lists(st.sampled_from(list(NAMES)), min_size=1, max_size=4, unique=True))
    cells = st.one_of(numbers, numbers, st.sampled_from(MARKS))
    return {metric: {year: draw(cells) for year in years} for metric in metrics}


@st.composite
def tables(draw: st.DrawFn) -> Drawn:
    """A table in one of the three shapes, with what stands around tables."""
    drawn = draw(figures())
    names = {metric: draw(st.sampled_from(NAMES[metric])) for metric in drawn}
    if draw(st.booleans()):
        names = {metric: f"{name}（{UNITS[metric]}）" for metric, name in names.items()}
    cells = {
        metric: {
            year: f"{cell}{draw(st.sampled_from(FLAGS))}" if cell not in MARKS else cell for year, cell in row.items()
        }
        for metric, row in drawn.items()
    }
    shape = draw(st.sampled_from([long_rows, across_rows, down_rows]))
    rows = shape(draw, names, cells)
    above = [[line] for line in draw(st.lists(st.sampled_from(PREAMBLE), max_size=4))]
    below = [[line] for line in draw(st.lists(st.sampled_from(NOTES), max_size=4))]
    delimiter = draw(st.sampled_from([",", "\t"]))
    expected = {
        metric: {year: cell.replace(",", "") for year, cell in row.items() if cell not in MARKS}
        for metric, row in drawn.items()
    }
    return Drawn(csv_of([*above, *rows, *below], delimiter), {metric: row for metric, row in expected.items() if row})


def long_rows(draw: st.DrawFn, names: dict[str, str], cells: Figures) -> list[list[str]]:
    """A row a figure, in any order of rows and columns, with a column and rows that nothing is read from."""
    columns = draw(st.permutations(["metric", "year", "value", "colour"]))
    heading = {"metric": "指标", "year": "年份", "value": "数值", "colour": "颜色"}
    rows = [
        {"metric": names[metric], "year": str(year), "value": cell, "colour": "x"}
        for metric, row in cells.items()
        for year, cell in row.items()
    ]
    rows += [
        {"metric": name, "year": "2000", "value": "5", "colour": ""}
        for name in draw(st.sets(st.sampled_from(STRANGERS)))
    ]
    return [[heading[key] for key in columns], *([row[key] for key in columns] for row in draw(st.permutations(rows)))]


def across_rows(draw: st.DrawFn, names: dict[str, str], cells: Figures) -> list[list[str]]:
    """Years across, in one of the ways of writing them."""
    years = list(next(iter(cells.values())))
    form = draw(st.sampled_from(["{}", "{}年", "{} [YR{}]"]))
    rows = [[names[metric], *row.values()] for metric, row in cells.items()]
    rows += [[name, *("7" for _ in years)] for name in draw(st.sets(st.sampled_from(STRANGERS)))]
    heading = [draw(st.sampled_from(["指标", "Indicator", "指标名称"])), *(form.format(year, year) for year in years)]
    return [heading, *draw(st.permutations(rows))]


def down_rows(draw: st.DrawFn, names: dict[str, str], cells: Figures) -> list[list[str]]:
    """Years down, metrics across."""
    years = list(next(iter(cells.values())))
    columns = [[names[metric], *row.values()] for metric, row in cells.items()]
    columns += [[name, *("7" for _ in years)] for name in draw(st.sets(st.sampled_from(STRANGERS)))]
    first = [
        draw(st.sampled_from(["年份", "Year", "年度"])),
        *(draw(st.sampled_from(["{}", "{}年"])).format(year) for year in years),
    ]
    return [list(row) for row in zip(first, *draw(st.permutations(columns)), strict=True)]


def taken_or_none(table: str | Sheet, asked: Request | None = None) -> Reading | None:
    """What is taken; None where the table is refused, as a whole or for a cell."""
    try:
        found = imported(table, asked)
    except (Refused, WrongUsage):
        return None
    return None if found.wrong else found


@examples(150)
@given(drawn=tables())
def test_a_table_gives_the_figures_it_was_drawn_from_or_is_refused(drawn: Drawn) -> None:
    reading = taken_or_none(drawn.text)
    if reading is None:
        return
    found: Figures = {}
    for one in reading.placed:
        found.setdefault(one.actual.metric, {})[one.actual.year] = f"{one.actual.figure.value:f}"
        assert one.actual.unit == UNITS[one.actual.metric]
    assert found == drawn.figures
    assert len(reading.placed) == sum(len(row) for row in drawn.figures.values())


@examples(60)
@given(drawn=tables().filter(lambda drawn: bool(drawn.figures)))
def test_a_table_with_figures_is_not_refused(drawn: Drawn) -> None:
    assert taken_or_none(drawn.text) is not None


CELLS = [
    *(
        "指标",
        "年份",
        "数值",
        "地区",
        "metric",
        "year",
        "value",
        "unit",
        "单位",
        "gdp",
        "地区生产总值",
        "地区生产总值(万元)",
        "北京市",
        "重庆市",
    ),
    *(
        "2020",
        "2021年",
        "2022",
        "2020年1月",
        "2020-01-01",
        "31.12.2021",
        "Q1 2022",
        "1626.5",
        "1,626.5",
        "16265",
        "0",
        "-5",
        ">1700",
    ),
    *(
        "1700..1800",
        "5%",
        "12万元",
        "7亿元",
        "..",
        "-",
        "",
        "",
        "1 p",
        "3①",
        "注：x",
        "单位：万元",
        "合计",
        "1.5",
        "2,5",
        "1626²",
        "#REF!",
    ),
]


@examples(400)
@given(
    rows=st.lists(st.lists(st.sampled_from(CELLS) | st.text(max_size=4), max_size=6), max_size=8),
    metric=st.sampled_from([None, "gdp", "urban-rate"]),
    semicolons=st.booleans(),
)
def test_no_figure_is_taken_that_no_cell_shows(rows: list[list[str]], metric: str | None, semicolons: bool) -> None:  # noqa: FBT001
    asked = Request("table.csv", None if metric is None else PLAN.metrics[metric])
    reading = taken_or_none(Sheet(rows, semicolons=semicolons), asked)
    for one in reading.placed if reading else ():
        cell = rows[one.row - 1][one.column - 1]
        ends = {digits(end) for end in one.actual.figure if end is not None}
        assert ends <= {digits(Decimal(part)) for part in shown_numbers(cell, comma=semicolons)}, (cell, one.actual)


def digits(number: Decimal) -> str:
    """The significant digits of a number: a unit may move its point, and nothing else."""
    return f"{abs(number):f}".replace(".", "").strip("0")


def shown_numbers(cell: str, *, comma: bool) -> list[str]:
    """The numbers in a cell, with a point for the decimals."""
    text = cell.translate({ord(mark) + 0xFEE0: mark for mark in "0123456789.,"})
    found = [part.strip(".") for part in re.findall(r"[0-9][0-9.,]*", text.replace("..", " "))]
    plain = [part.replace(",", "") for part in found]
    return [*plain, *(part.replace(".", "").replace(",", ".") for part in found)] if comma else plain
