"""fuling import: many figures from a table, all of them or none."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import STATUSES, Actual
from fuling_cli.formats.csv import render
from fuling_cli.importer.placed import Defaults
from fuling_cli.importer.reading import read_sheet
from fuling_cli.importer.request import Request
from fuling_cli.importer.source import sheet_of_file
from fuling_cli.reports.definitions import actuals
from fuling_cli.store.plan_file import load_plan

from .program import LEDGER, PLAN, Fuling, Said, digests, timeless

LONG = "metric,year,value,source\ngdp,2021,1100.0,yearbook\nfirms,2021,5,\nwaste,2022,70..75万吨,report\n"
ADDED = """
[[actual]]
metric = "gdp"
year = 2021
value = 1100.0
unit = "亿元"
status = "provisional"
source = "yearbook"
recorded = THEN

[[actual]]
metric = "firms"
year = 2021
value = 5
unit = "家"
status = "provisional"
recorded = THEN

[[actual]]
metric = "waste"
year = 2022
low = 70
high = 75
unit = "万吨"
status = "provisional"
source = "report"
recorded = THEN
"""


def table(fuling: Fuling, text: str, encoding: str = "utf-8") -> Path:
    """A CSV file in the project."""
    path = fuling.here / "new.csv"
    path.write_bytes(text.encode(encoding))
    return path


def added(fuling: Fuling) -> str:
    """What was added to the ledger, without the moments."""
    text = fuling.actuals.read_text("utf-8")
    assert text.startswith(LEDGER)
    return timeless(text.removeprefix(LEDGER))


def refused(fuling: Fuling, *typed: str | Path, code: int = 2, language: str = "en") -> Said:
    """Import what must be refused, whole."""
    before = digests(fuling.home)
    said = fuling("import", *typed, FULING_LANG=language)
    assert (said.code, said.out) == (code, ""), said.err
    assert digests(fuling.home) == before
    return said


@pytest.mark.parametrize(
    ("text", "encoding", "options"),
    [
        (LONG, "utf-8", ()),
        (LONG, "utf-8-sig", ()),
        (LONG.replace(",", "\t"), "utf-8", ()),
        (LONG.replace("\n", "\r\n"), "utf-8", ()),
        (LONG.replace("metric,year,value,source", "指标,年份,数值,来源"), "gb18030", ("--encoding", "gb18030")),
        (LONG.replace("gdp", "生产总值").replace("firms", "Listed Firms"), "utf-8", ()),
        (LONG.replace("\n", ",,,\n") + ",,,,,,\n\n", "utf-8", ()),
        (LONG.replace("1100.0", '"1,100.0亿元"').replace("2021", "２０２１"), "utf-8", ()),
    ],
)
def test_figures_are_added_in_the_order_of_the_table(
    fuling: Fuling, text: str, encoding: str, options: tuple[str, ...]
) -> None:
    said = fuling("import", table(fuling, text, encoding), *options)
    assert said.code == 0, said.err
    assert said.out.startswith(f"Imported into {fuling.actuals}: 3 new, 0 known\n")
    assert "took 3 figures of 3 metrics" in said.err
    assert added(fuling) == ADDED


def test_a_wide_table_has_a_year_in_each_column(fuling: Fuling) -> None:
    text = "指标,单位,2021年,2022,2023,来源\n生产总值,亿元,1100.0,,1250,年鉴\nwaste,吨,,700000,,\n"
    assert fuling("import", table(fuling, text)).code == 0
    found = [
        line for line in added(fuling).splitlines() if line.startswith(("metric", "year", "value", "unit", "source"))
    ]
    assert found == [
        *('metric = "gdp"', "year = 2021", "value = 1100.0", 'unit = "亿元"', 'source = "年鉴"'),
        *('metric = "gdp"', "year = 2023", "value = 1250", 'unit = "亿元"', 'source = "年鉴"'),
        *('metric = "waste"', "year = 2022", "value = 700000", 'unit = "吨"'),
    ]


def test_a_workbook_is_read_with_the_decimals_that_it_shows(fuling: Fuling) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["指标", "年份", "数值", "公布日期", None])
    sheet.append(["生产总值", 2021, 1108, datetime(2022, 2, 1), None])  # noqa: DTZ001  as a workbook has it
    sheet.append(["生产总值", 2022, 1120.5, date(2023, 2, 1), None])
    sheet["C2"].number_format = sheet["C3"].number_format = "#,##0.00"
    path = fuling.here / "new.xlsx"
    book.save(path)
    assert fuling("import", path).code == 0
    found = [line for line in added(fuling).splitlines() if line.startswith(("year", "value", "published"))]
    assert found == [
        *("year = 2021", "value = 1108.00", "published = 2022-02-01"),
        *("year = 2022", "value = 1120.50", "published = 2023-02-01"),
    ]


def test_one_bad_cell_keeps_the_whole_table_out_and_every_bad_cell_is_named(fuling: Fuling, language: str) -> None:
    path = table(
        fuling,
        "metric,year,value,unit,published,status\n"
        "gdp,2021,1100,亿元,2022-02-01,final\n"
        "gpd,2022,1200,亿元,2022-02-30,done\n"
        "gdp,22,12oo,万吨,2023-02-01,\n"
        "gdp,2022,1200,亿元,2021-02-01,\n"
        "gdp,2023,125000,亿元,,\n"
        "gdp,2026,1300,亿元,2026-12-01,\n"
        "gdp,2025,1301.5,亿元,,\n"
        "firms,2022,4.5,家,,\n",
    )
    said = refused(fuling, path, language=language)
    places = [line.removeprefix(f"{path}:").split(": ")[0] for line in said.err.splitlines()]
    assert places == ["3:1", "4:2", "4:3", "4:4", "5:5", "6:3", "7:2", "7:5", "8:3", "9:3"]
    for line, value in zip(
        said.err.splitlines(),
        ["gpd", "22", "12oo", "万吨", "2021-02-01", "125000", "2026", "2026-12-01", "1301.5", "4.5"],
        strict=True,
    ):
        assert value in line


def test_a_figure_of_a_year_that_has_one_needs_revise(fuling: Fuling) -> None:
    path = table(fuling, "metric,year,value,status,published\ngdp,2025,1500,revised,2026-10-01\n")
    assert "1500亿元: already recorded" in refused(fuling, path).err
    assert fuling("import", path, "--revise").code == 0
    assert "value = 1500" in added(fuling)


def test_a_second_figure_of_a_year_in_one_table_is_refused_whatever_the_options(fuling: Fuling) -> None:
    path = table(fuling, "metric,year,value,area\ngdp,2022,1200,\ngdp,2022,1201,here\n")
    for options in ((), ("--revise",), ("--force",), ("--revise", "--force")):
        said = refused(fuling, path, *options)
        assert "gdp: 2022 stands there 2 times (rows 2, 3): choose with --where" in said.err
        assert said.err.rstrip().endswith(f"fuling import {path} --metric gdp --where area=")
    assert fuling("import", path, "--metric", "gdp", "--where", "area=here").code == 0
    assert "value = 1201" in added(fuling)


def test_what_is_added_by_one_import_shares_one_moment(fuling: Fuling) -> None:
    fuling("import", table(fuling, LONG))
    moments = [line for line in fuling.actuals.read_text("utf-8").splitlines() if line.startswith("recorded")]
    assert len(set(moments[-3:])) == 1
    fuling("import", table(fuling, "metric,year,value\ntrade,2021,1\n"))
    later = [line for line in fuling.actuals.read_text("utf-8").splitlines() if line.startswith("recorded")]
    assert later[-1] != moments[-1]
    assert "trade 2021" in fuling("undo").err
    assert "3 figures" in fuling("undo").err


def test_a_jump_needs_force(fuling: Fuling) -> None:
    path = table(fuling, "metric,year,value\ngdp,2023,12500\n")
    assert "12500" in refused(fuling, path).err
    assert fuling("import", path, "--force").code == 0


def test_a_jump_from_one_row_to_the_next_is_found_too(fuling: Fuling) -> None:
    fuling.plan(ledger=None)
    path = table(fuling, "metric,year,value\ngdp,2022,1250\ngdp,2023,12600\n")
    assert refused(fuling, path).err.startswith(f"{path}:3:3: ")


def test_what_is_recorded_already_is_skipped_and_counted(fuling: Fuling, language: str) -> None:
    path = table(fuling, LONG)
    fuling("import", path)
    before = digests(fuling.home)
    said = fuling("import", path, FULING_LANG=language)
    assert said.code == 0
    assert "3" in said.out.replace(str(fuling.actuals), "")
    assert digests(fuling.home) == before
    table(fuling, LONG + "gdp,2022,1200,\n")
    assert fuling("import", path).out.startswith(f"Imported into {fuling.actuals}: 1 new, 3 known\n")


def test_a_dry_run_shows_what_would_be_added_and_writes_nothing(fuling: Fuling) -> None:
    path = table(fuling, LONG)
    before = digests(fuling.home)
    for option in ("--dry-run", "-n"):
        said = fuling("import", path, option)
        assert said.code == 0
        assert f"Nothing written; {fuling.actuals} would gain 3 new, 0 are known" in said.out
        for words in (["gdp", "2021", "1100.0", "亿元", "new"], ["firms", "2021", "5", "家", "new"]):
            assert words in [line.split() for line in said.out.splitlines()]
    assert digests(fuling.home) == before
    assert not list(fuling.data.glob(".*"))


def test_the_first_figures_make_the_ledger(fuling: Fuling) -> None:
    fuling.plan(ledger=None)
    fuling.actuals.unlink(missing_ok=True)
    assert fuling("import", table(fuling, LONG)).code == 0
    assert timeless(fuling.actuals.read_text("utf-8")).endswith(ADDED)


def test_an_import_into_the_plan_that_ships_makes_a_copy_of_ones_own(bare: Fuling) -> None:
    path = table(bare, "metric,year,value\ngdp,2018,1000\n")
    said = bare("import", path)
    assert said.code == 0, said.err
    assert "value = 1000\n" in (bare.own / "actuals.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ":1:1: "),
        ("hello\n", ":1:1: "),
        ("metric,year,value,colour\n", ":1:1: "),
        ("metric,year,value\ngdp,2023,1,626.5\n", ":2:4: "),
        ('metric,year,value\ngdp,2023,"1\n', ":2:1: "),
    ],
)
def test_what_is_no_table_of_figures_is_told(fuling: Fuling, text: str, told: str, language: str) -> None:
    path = table(fuling, text)
    said = refused(fuling, path, language=language)
    assert all(line.startswith(f"{path}{told}") for line in said.err.splitlines())
    assert said.err.isascii() == (language == "en") or "“" in said.err or "指标" in said.err


def test_a_file_that_is_not_there_and_an_encoding_that_is_none(fuling: Fuling) -> None:
    assert "none.csv" in refused(fuling, "none.csv").err
    assert "klingon" in refused(fuling, table(fuling, LONG), "--encoding", "klingon").err
    assert "gb18030" in refused(fuling, table(fuling, LONG + "涪陵", "gb18030"), "--encoding", "utf-8").err


def test_a_spoilt_ledger_stays_as_it_is(fuling: Fuling) -> None:
    fuling.actuals.write_text(LEDGER + "[[actual", encoding="utf-8")
    assert refused(fuling, table(fuling, LONG), code=3).err.startswith(f"{fuling.actuals}:")


# An export of the actuals imports back to the same ledger

TOLD_TWICE = """
[[actual]]
metric = "waste"
year = 2023
value = 70
unit = "万吨"
source = "x"
recorded = 2024-01-01T08:00:00Z

[[actual]]
metric = "waste"
year = 2023
value = 71
unit = "万吨"
source = "x"
recorded = 2024-01-01T08:00:00.000001Z

[[actual]]
metric = "waste"
year = 2023
value = 70
unit = "万吨"
source = "x"
recorded = 2024-01-02T08:00:00+08:00
"""


def test_an_export_imports_back_to_the_same_ledger(fuling: Fuling) -> None:
    fuling.plan(ledger=LEDGER + TOLD_TWICE)
    export = fuling.here / "export.csv"
    fuling("export", "actuals", "-o", export)
    again = Fuling(fuling.home / "again")
    again.plan(ledger=None)
    assert again("import", export).out.startswith(f"Imported into {again.actuals}: 11 new, 0 known\n")
    assert again("export", "actuals", "--bom").stdout == export.read_bytes()
    assert again("history", "--format", "json").stdout == fuling("history", "--format", "json").stdout
    for program in (again, fuling):
        assert ": 0 new, 11 known" in program("import", export).out
        assert program("export", "actuals", "--bom").stdout == export.read_bytes()


def test_an_export_brings_a_ledger_that_has_part_of_it_up_to_date(fuling: Fuling) -> None:
    fuling.plan(ledger=LEDGER + TOLD_TWICE)
    export = fuling.here / "export.csv"
    fuling("export", "actuals", "-o", export)
    fuling.plan(ledger=LEDGER + TOLD_TWICE[: TOLD_TWICE.index("[[actual]]", 100)])
    assert fuling("import", export).out.startswith(f"Imported into {fuling.actuals}: 2 new, 9 known\n")
    assert fuling("export", "actuals", "--bom").stdout == export.read_bytes()


printable = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)
tricky = st.text(st.sampled_from("='\"“\\+-@＝ ,;\u3000x"), min_size=1, max_size=6)
texts = st.none() | printable | tricky | st.tuples(tricky, printable).map("".join)
numbers = st.decimals(-(10**12), 10**12, places=2) | st.integers(-(10**12), 10**12).map(Decimal)
figures = st.one_of(
    numbers.map(Figure.exactly),
    numbers.map(Figure.at_least),
    numbers.map(Figure.at_most),
    numbers.map(lambda low: Figure.between(low, low + 1)),
)
entries = st.builds(
    Actual,
    metric=st.just("gdp"),
    year=st.integers(1900, 2024),
    figure=figures,
    unit=st.sampled_from(["亿元", "万元", "100 million yuan"]),
    recorded=st.datetimes(
        datetime(2025, 1, 1),  # noqa: DTZ001  the strategy adds the offset
        datetime(2026, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=3, minutes=30))]),
    ),
    status=st.sampled_from(STATUSES),
    published=st.none() | st.dates(date(2025, 1, 1), date(2026, 1, 1)),
    source=texts,
    url=texts,
    note=texts,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the made-up plan, for many tables one after the other."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "targets.toml").write_text(PLAN, encoding="utf-8")
    return folder


@given(held=st.lists(entries, min_size=1, max_size=4))
def test_whatever_can_be_seen_comes_back_as_it_was(held: list[Actual], folder: Path) -> None:
    plan = load_plan(folder / "targets.toml")
    path = folder / "export.csv"
    path.write_bytes(render(actuals(plan, held, date(2027, 1, 1)), language="en").encode("utf-8-sig"))
    read = read_sheet(sheet_of_file(path), plan, Request(), Defaults(datetime(2027, 1, 1, tzinfo=UTC)))
    assert [one.actual for one in read.placed] == held
    assert not read.wrong
    assert all(one.dated for one in read.placed)
