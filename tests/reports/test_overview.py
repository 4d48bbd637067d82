"""The overview: what a reader needs of each target, and nothing else."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.target import Plan, Target
from fuling_cli.language import Bilingual, Language, translate_value
from fuling_cli.reports.overview import overview
from fuling_cli.tables.cell_text import to_text_table
from fuling_cli.tables.table import Cell, Table
from tests.builders import Typed, assessed, at_least, target

DAY = date(2026, 6, 30)


def table_of(*assessments: Assessment) -> Table:
    """The overview of a made-up plan."""
    targets: tuple[Target, ...] = tuple(found.target for found in assessments)
    plan = Plan("p", Bilingual("Plan", "规划"), Bilingual("A", "甲"), 2020, 2030, DAY, "gazette", targets)
    return overview(plan, assessments, DAY)


def headings(table: Table) -> list[str]:
    """The headings that readers of English see."""
    return [column.heading for column in to_text_table(table, "en", in_report=True).columns]


def found(series: Mapping[int, Typed], **given: object) -> Assessment:
    """What the usual method says of a made-up target."""
    return assessed("cagr", series, target(**given), as_of=DAY)


def cell(table: Table, key: str, row: int = 0) -> Cell:
    """One cell by the key of its column."""
    return table.rows[row][[column.key for column in table.columns].index(key)]


def said(value: Cell, language: Language = "en") -> str:
    """A cell in words."""
    return translate_value(value, language)


def test_there_are_eight_columns_and_a_note() -> None:
    assert headings(table_of(found({2020: 100, 2025: 150}))) == [
        "Target",
        "Latest",
        "Latest year",
        "Target for 2030",
        "Required growth a year",
        "Observed growth a year",
        "Growth a year from here",
        "Status",
        "Note",
    ]


def test_deadlines_that_differ_have_a_column() -> None:
    table = table_of(found({2020: 100, 2025: 150}), found({2020: 100, 2025: 150}, by=2027))
    assert headings(table)[3:5] == ["Target value", "Deadline"]


def test_the_unit_stands_behind_the_name_and_is_explained_once_in_english() -> None:
    table = table_of(found({2020: 100, 2025: 150}), found({2020: 100, 2025: 150}))
    assert said(cell(table, "label")) == "m (亿元)"
    assert said(cell(table, "label"), "zh") == "指标（亿元）"
    assert table.notes[-1].translate("en") == "Units: 亿元 = 100 million yuan."
    assert table.notes[-1].translate("zh") == "单位：亿元。"


def test_a_card_says_how_far_the_way_is_and_how_much_time_is_gone() -> None:
    table = table_of(found({2020: 100, 2025: at_least(150)}))
    assert said(cell(table, "way")) == ">150 in 2025 → 200 亿元 by 2030"
    assert said(cell(table, "progress")) == ">50% done; 5 of 10 years gone"
    gone = cell(table, "time_gone")
    assert gone is not None
    assert gone == (Decimal("0.5"),) * 3


def test_without_a_deadline_no_time_is_gone() -> None:
    table = table_of(found({2020: 100, 2025: 150}, by=None))
    assert said(cell(table, "way")) == "150 in 2025 → 200 亿元, no deadline"
    assert said(cell(table, "progress")) == "50% done"
    assert cell(table, "time_gone") is None
    assert headings(table)[3:5] == ["Target value", "Deadline"]
