"""A row a series and a column a year."""

from decimal import Decimal

from fuling_cli.core.figure import Figure
from fuling_cli.language import message
from fuling_cli.tables.table import Cell, Column, Kind, Scalar, Table
from fuling_cli.tables.wide import wide

COLUMNS = (
    Column("metric", Kind.TEXT),
    Column("year", Kind.YEAR),
    Column("figure", Kind.FIGURE),
    Column("path", Kind.DERIVED),
)
TEN = Figure.exactly(Decimal(10))


def turned(*rows: tuple[Cell, ...], values: tuple[str, ...] = ("figure",)) -> list[dict[str, Scalar]]:
    """The records of a table of these rows, turned on its side."""
    table = Table("t/1", message("actuals.title"), "rows", COLUMNS, rows)
    return list(wide(table, ("metric",), values).records())


def test_figures_stand_under_their_years_and_bounds_as_they_are_typed() -> None:
    assert turned(
        ("gdp", 2024, Figure.at_least(Decimal(1700)), None),
        ("gdp", 2021, Figure.exactly(Decimal("1402.740")), None),
        ("waste", 2022, Figure.between(Decimal(60), Decimal(85)), None),
        ("waste", 2024, Figure.at_most(Decimal("-0.5")), None),
    ) == [
        {"metric": "gdp", "2021": Decimal("1402.740"), "2022": None, "2023": None, "2024": ">1700"},
        {"metric": "waste", "2021": None, "2022": "60..85", "2023": None, "2024": "<-0.5"},
    ]


def test_several_values_are_a_row_each_in_their_order_without_the_empty_ones() -> None:
    assert turned(
        ("gdp", 2021, None, TEN), ("gdp", 2022, Figure.exactly(Decimal(11)), TEN), values=("figure", "path")
    ) == [
        {"metric": "gdp", "curve": "figure", "2021": None, "2022": Decimal(11)},
        {"metric": "gdp", "curve": "path", "2021": Decimal(10), "2022": Decimal(10)},
    ]
    assert [row["curve"] for row in turned(("gdp", 2021, None, TEN), values=("figure", "path"))] == ["path"]


def test_a_computed_value_keeps_the_side_on_which_it_is_open() -> None:
    one, two = Decimal(1), Decimal(2)
    assert turned(
        ("gdp", 2021, None, Figure(one, one, None)),
        ("gdp", 2022, None, Figure(one, None, one)),
        ("gdp", 2023, None, Figure(one, one, two)),
        ("gdp", 2024, None, Figure(one, None, None)),
        values=("path",),
    ) == [{"metric": "gdp", "2021": ">1", "2022": "<1", "2023": "1..2", "2024": "?"}]


def test_without_a_row_there_is_no_year() -> None:
    assert turned() == []
