"""Rows of text become actuals, or every cell that cannot be read is named."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.core.import_table import HEADINGS, MOST_COLUMNS, Placed, WrongCell, actuals_from
from fuling_cli.core.ledger import STATUSES, Actual
from fuling_cli.core.parsing import LONGEST_TEXT
from fuling_cli.core.target import Plan, Target
from fuling_cli.language import LANGUAGES, Bilingual, Message, message
from tests.builders import target

NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)


def plan(*targets: Target) -> Plan:
    """A plan of these targets."""
    name = Bilingual("A plan", "规划")
    return Plan("p", name, name, 2020, 2030, date(2021, 1, 1), "a gazette", targets)


GDP = target(id="gdp", metric="gdp", name=Bilingual("Gross product", "生产总值"))
DOUBLED = GDP._replace(id="gdp-doubling", name=Bilingual("Gross product, doubled", "翻番"))
FIRMS = target(id="firms", metric="firms", unit="家", name=Bilingual("Firms", "企业"))
HARMONY = target(id="harmony", metric="harmony", unit="", value=None, name=Bilingual("Harmony", "和谐"))
WHY = message("odd.metric", metric="x")
PLAN = plan(GDP, DOUBLED, FIRMS, HARMONY)


def rows(*lines: str) -> list[list[str]]:
    """A table, its cells told apart by bars."""
    return [line.split("|") for line in lines]


def read(*lines: str) -> list[Actual]:
    """The actuals of a table without a wrong cell."""
    found = list(actuals_from(rows(*lines), PLAN, NOW))
    assert all(isinstance(cell, Placed) for cell in found), found
    return [cell.actual for cell in found if isinstance(cell, Placed)]


def wrong(*lines: str) -> list[tuple[int, int, str]]:
    """Row, column and message key of every wrong cell."""
    found = [cell for cell in actuals_from(rows(*lines), PLAN, NOW) if isinstance(cell, WrongCell)]
    assert all(cell.message.in_language(language) for cell in found for language in LANGUAGES)
    return [(cell.row, cell.column, cell.message.key) for cell in found]


def gdp(year: int, value: str) -> Actual:
    return Actual("gdp", year, Figure.exactly(Decimal(value)), "亿元", NOW)


def test_a_long_table_has_a_figure_in_each_row() -> None:
    assert read("metric|year|value", "gdp|2023|1626.00", "firms|2024|6家") == [
        gdp(2023, "1626.00"),
        Actual("firms", 2024, Figure.exactly(Decimal(6)), "家", NOW),
    ]


def test_a_wide_table_has_a_year_in_each_column_and_leaves_gaps() -> None:
    assert read("metric|2022|2023年|2024", "gdp|1500||1700.0", "firms|||") == [gdp(2022, "1500"), gdp(2024, "1700.0")]


@pytest.mark.parametrize("name", HEADINGS)
@pytest.mark.parametrize("language", [0, -1])
def test_every_column_has_names_in_both_languages_in_any_case_and_order(name: str, language: int) -> None:
    heading = f" {HEADINGS[name][language].upper()} "
    rest = [heading for heading in ("value", "year", "metric") if heading != name]
    cells = {"metric": "gdp", "year": "2023", "value": "1", "low": "1", "high": "1", "unit": "亿元", "status": "final"}
    cells |= {"published": "2024-02-01", "recorded": "2024-03-01T08:00:00Z"}
    if name in ("low", "high"):
        rest.remove("value")
    table = ["|".join([*rest, heading]), "|".join([*(cells[key] for key in rest), cells.get(name, "x")])]
    assert len(read(*table)) == 1


def test_every_cell_reaches_its_place() -> None:
    [actual] = read(
        "指标|年份|下限|上限|单位|性质|公布日期|来源|网址|备注|记录时间",
        "生产总值|２０２３|1500|1,600.5|万元|final|2024-02-01|公报|http://example.org|a note|2024-03-01T08:00:00+08:00",
    )
    assert actual == Actual(
        metric="gdp",
        year=2023,
        figure=Figure.between(Decimal(1500), Decimal("1600.5")),
        unit="万元",
        recorded=datetime.fromisoformat("2024-03-01T08:00:00+08:00"),
        status="final",
        published=date(2024, 2, 1),
        source="公报",
        url="http://example.org",
        note="a note",
    )


@pytest.mark.parametrize("word", ["gdp", "Gross product", "GROSS PRODUCT", "生产总值", " 生产 总值 ", "翻番"])
def test_a_metric_is_named_by_its_id_or_by_a_target(word: str) -> None:
    assert read("metric|2023", f"{word}|1") == [gdp(2023, "1")]


def test_a_name_of_two_metrics_means_neither() -> None:
    twice = plan(GDP, FIRMS._replace(name=GDP.name))
    [cell] = actuals_from(rows("metric|2023", "Gross product|1"), twice, NOW)
    assert isinstance(cell, WrongCell)


def test_only_an_export_dates_its_entries_and_keeps_the_spaces_of_its_texts() -> None:
    found = list(
        actuals_from(
            rows("metric|year|value|source|recorded", "gdp|2023|1| x |2024-03-01T08:00:00Z", "gdp|2022|1| x |"),
            PLAN,
            NOW,
        )
    )
    assert [(cell.dated, cell.actual.source) for cell in found if isinstance(cell, Placed)] == [
        (True, " x "),
        (False, "x"),
    ]


def test_empty_rows_and_cells_say_nothing() -> None:
    assert read("metric|year|value|", "gdp|2023|1|", "", " | ||", "gdp|2024|2") == [gdp(2023, "1"), gdp(2024, "2")]
    assert read("metric|2023|source", "gdp|1") == [gdp(2023, "1")]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("", [(1, 1, "import.no_column")] * 3),
        ("metric", [(1, 1, "import.no_column")] * 2),
        ("metric|value", [(1, 1, "import.no_column")]),
        ("metric|year", [(1, 1, "import.no_column")]),
        ("metric|value|2023", [(1, 1, "import.no_column")]),
        ("metric|year|2023", [(1, 1, "import.no_column")]),
        ("year|value", [(1, 1, "import.no_column")]),
        ("metric|year|value|colour", [(1, 4, "import.unknown_column")]),
        ("metric|1234", [(1, 2, "import.unknown_column"), *[(1, 1, "import.no_column")] * 2]),
        ("metric|٢٠٢٣|2024", [(1, 2, "import.unknown_column")]),
        ("metric|year|value|年份", [(1, 4, "import.column_twice")]),
        ("metric|2023|2023年", [(1, 3, "import.column_twice")]),
        ("|".join(["metric", *("2023",) * MOST_COLUMNS]), [(1, MOST_COLUMNS + 1, "import.too_wide")]),
    ],
)
def test_a_wrong_heading_is_all_that_is_told(heading: str, expected: list[tuple[int, int, str]]) -> None:
    assert wrong(heading, "gpd|x|y|z") == expected


def test_a_table_without_rows_has_no_heading() -> None:
    assert [cell.message.key for cell in actuals_from([], PLAN, NOW) if isinstance(cell, WrongCell)] == [
        "import.no_column"
    ] * 3


LONG = "metric|year|value|low|high|unit|status|published|source|recorded"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("gpd|2023|1", [(1, "error.unknown_metric")]),
        ("xyz|2023|1", [(1, "error.unknown_metric")]),
        ("harmony|2023|1", [(1, "error.unknown_metric")]),
        ("|2023|1", [(1, "import.empty")]),
        ("gdp||1", [(2, "import.empty")]),
        ("gdp|23|1", [(2, "year.unreadable")]),
        ("gdp|2023|", [(3, "import.empty")]),
        ("gdp|2023|n/a", [(3, "value.unreadable")]),
        ("gdp|2023|5%", [(3, "value.wrong_unit")]),
        ("gdp|2023|1|2", [(3, "data.shape")]),
        ("gdp|2023||>2", [(4, "value.unreadable")]),
        ("gdp|2023||1|>2", [(5, "value.unreadable")]),
        ("gdp|2023||3|2", [(5, "data.backwards")]),
        ("gdp|2023|1|||万吨", [(6, "odd.unit")]),
        ("gdp|2023|1||||done", [(7, "error.unknown_status")]),
        ("gdp|2023|1|||||20240101", [(8, "error.day")]),
        ("gdp|2023|1|||||2024-02-30", [(8, "error.day")]),
        ("gdp|2023|1||||||" + "x" * 2001, [(9, "import.long_cell")]),
        ("g" * 2001 + "|2023|1", [(1, "import.long_cell")]),
        ("gdp|2023|1|||||||2024-03-01T08:00:00", [(10, "data.moment")]),
        ("gdp|2023|1|||||||yesterday", [(10, "data.moment")]),
        ("gdp|2023|1||||||||626", [(11, "import.no_heading")]),
        ("gdp|23|n/a|||万吨|done|x||x", [(6, ""), (10, ""), (7, ""), (8, ""), (2, ""), (3, "")]),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(row: str, expected: list[tuple[int, str]]) -> None:
    found = wrong(LONG, "gdp|2022|1", row, "gdp|2024|1")
    assert {at for at, _, _ in found} == {3}
    assert sorted((column, key if len(expected) == 1 else "") for _, column, key in found) == sorted(expected)


def test_a_wrong_cell_says_what_stands_there() -> None:
    table = rows(LONG, "gpd|2023|1", "gdp|23|1", "gdp|2023|n/a", "gdp|2023|1|||万吨", "gdp|2023|1|||||soon")
    for cell, there in zip(actuals_from(table, PLAN, NOW), ["gpd", "23", "n/a", "万吨", "soon"], strict=True):
        assert isinstance(cell, WrongCell)
        assert all(f"{there}" in cell.message.in_language(language) for language in LANGUAGES)


def test_a_figure_under_no_heading_is_not_passed_over() -> None:
    assert wrong("metric|year||value", "gdp|2023|7|1", "gdp|2024||1") == [(2, 3, "import.no_heading")]


def test_in_a_wide_table_the_other_cells_of_a_wrong_row_are_read_too() -> None:
    found = list(actuals_from(rows("metric|2022|2023|2024", "gdp|1|x|3"), PLAN, NOW))
    assert [(cell.column, type(cell)) for cell in found] == [(2, Placed), (4, Placed), (3, WrongCell)]


def test_what_speaks_against_a_figure_is_told_at_its_own_cell() -> None:
    [placed] = actuals_from(rows("metric|value|year|published", "gdp|>1,500|2023|2024-02-01"), PLAN, NOW)
    assert isinstance(placed, Placed)
    places = [placed.wrong(key, WHY).column for key in ("value", "year", "published", "metric", "unit")]
    assert places == [2, 3, 4, 1, 2]
    assert placed.wrong("year", WHY).message.in_language("en").startswith(">=1500亿元: ")


def told(*lines: str) -> list[Message]:
    """What is said of every wrong cell."""
    return [cell.message for cell in actuals_from(rows(*lines), PLAN, NOW) if isinstance(cell, WrongCell)]


UNKNOWN = message("error.did_you_mean", word="gdp")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("|2023|1", message("import.empty", name="metric")),
        ("gdp||1", message("import.empty", name="year")),
        ("gdp|2023|", message("import.empty", name="value")),
        ("gdq|2023|1", message("error.unknown_metric", word="gdq", hint=UNKNOWN)),
        ("xyz|2023|1", message("error.unknown_metric", word="xyz", hint=message("import.see_targets"))),
        ("gdp|2023||>2", message("value.unreadable", text=">2", unit="亿元")),
        ("gdp|2023||3|2", message("data.backwards", low=Decimal(3), high=Decimal(2))),
        ("gdp|2023||2|2", message("data.backwards", low=Decimal(2), high=Decimal(2))),
        ("gdp|2023|1|||万吨", message("odd.unit", unit="万吨", wanted="亿元")),
        (
            "gdp|2023|1||||done",
            message("error.unknown_status", word="done", hint=message("error.one_of", words=list(STATUSES))),
        ),
        ("gdp|2023|1|||||soon", message("error.day", option="published", text="soon")),
        ("gdp|2023|1|||||||soon", message("data.moment", key="recorded", value="soon")),
        (
            "gdp|2023|1||||||" + "x" * (LONGEST_TEXT + 1),
            message("import.long_cell", value="x" * 80 + "…", longest=LONGEST_TEXT),
        ),
        ("gdp|2023|1||||||||" + "x" * 80, message("import.no_heading", value="x" * 80)),
        ("gdp|2023|1||||||||" + "x" * 81, message("import.no_heading", value="x" * 80 + "…")),
    ],
)
def test_a_wrong_cell_is_said_with_what_it_holds(row: str, said: Message) -> None:
    assert told(LONG, row) == [said]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("metric|year|value|colour", message("import.unknown_column", name="colour", names=list(HEADINGS))),
        ("metric|year|value|年份", message("import.column_twice", name="年份", names=list(HEADINGS))),
        ("metric|year", message("import.no_column", name="value", names=list(HEADINGS["value"]))),
        ("metric|2023" + "|" * MOST_COLUMNS, message("import.too_wide", most=MOST_COLUMNS)),
    ],
)
def test_a_wrong_heading_is_said_with_its_name(heading: str, said: Message) -> None:
    assert told(heading) == [said]


def test_the_widest_table_and_the_longest_text_are_read() -> None:
    assert read("metric|2023" + "|" * (MOST_COLUMNS - 2), "gdp|1") == [gdp(2023, "1")]
    [longest] = read("metric|2023|note", "gdp|1|" + "x" * LONGEST_TEXT)
    assert longest.note == "x" * LONGEST_TEXT


def test_spaces_around_a_cell_are_nothing() -> None:
    assert read("metric|2022|2023", " gdp | | 1 ") == [gdp(2023, "1")]
    [final] = read("metric|2023|status", "gdp|1| final ")
    assert final.status == "final"
    [bound] = actuals_from(rows("metric|year|value|low", "gdp|2023| |1"), PLAN, NOW)
    assert bound.column == 4


def test_the_apostrophe_before_a_formula_is_taken_off() -> None:
    [entry] = read("metric|2023|source|note", "gdp|'-1|'=1+1|'tis")
    assert (entry.figure, entry.source, entry.note) == (Figure.exactly(Decimal(-1)), "=1+1", "'tis")


def test_a_figure_is_placed_by_row_and_column_in_a_long_table_and_in_a_wide_one() -> None:
    for heading in ("metric|value|year", "metric|2023"):
        [placed] = actuals_from(rows(heading, "", "gdp|1|2023" if "year" in heading else "gdp|1"), PLAN, NOW)
        assert isinstance(placed, Placed)
        assert (placed.row, placed.column, placed.dated, placed.columns["metric"]) == (3, 2, False, 1)
        assert placed.wrong("metric", WHY) == WrongCell(3, 1, message("import.cell", typed="1亿元", why=WHY))


def test_a_metric_is_found_by_its_id_in_its_own_case() -> None:
    named = plan(GDP._replace(id="R2", metric="R2"))
    [placed] = actuals_from(rows("metric|2023", "R2|1"), named, NOW)
    assert isinstance(placed, Placed)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="|"), min_size=1)
cells = st.one_of(st.sampled_from(["gdp", "2023", "1", "亿元", *STATUSES, "2024-01-01", ""]), texts)


@given(st.lists(st.lists(cells, max_size=6), max_size=4), st.sampled_from([LONG, "metric|2022|2023", "指标|年|值"]))
def test_whatever_the_cells_hold_each_is_read_or_named(table: list[list[str]], heading: str) -> None:
    for cell in actuals_from([heading.split("|"), *table], PLAN, NOW):
        assert 1 < cell.row <= len(table) + 1
        assert 1 <= cell.column <= max(len(heading.split("|")), 6)
        assert isinstance(cell, Placed) or cell.message.in_language("en")
