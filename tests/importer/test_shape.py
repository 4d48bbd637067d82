"""The three shapes, merged and two-row headings, and what must be chosen."""

import pytest

from .made import left_out, refused, request, taken

AMOUNTS = "指标,2022年,,2023年,\n,绝对值,增长%,绝对值,增长%\n地区生产总值(亿元),1000,5.1,1100,6.2\n"
GROUPS = "地区,地区生产总值(亿元),,常住人口(万人),\n,2022,2023,2022,2023\n北京市,1,2,3,4\n重庆市,5,6,7,8\n"
AREAS = "年份,北京,重庆\n2020,1,2\n2021,3,4\n"


def test_a_row_a_figure() -> None:
    assert taken("metric,year,value\ngdp,2020,1\nfirms,2020,5\ngdp,2021,2\n") == {
        "gdp": {2020: "1", 2021: "2"},
        "firms": {2020: "5"},
    }


def test_years_across() -> None:
    assert taken("指标,单位,2022年,2023年\n地区生产总值,万元,10000,..\n城镇化率,%,60.1,61\n") == {
        "gdp": {2022: "10000万元"},
        "urban-rate": {2022: "60.1", 2023: "61"},
    }


def test_years_down() -> None:
    table = "年份,地区生产总值（亿元）,第一产业,城镇化率\n2020,1000,5,60\n2021,1100,6,61\n"
    assert taken(table) == {"gdp": {2020: "1000", 2021: "1100"}, "urban-rate": {2020: "60", 2021: "61"}}
    assert left_out(table) == {"columns": 1}


@pytest.mark.parametrize("value", ["重庆", "C", "c"])
def test_years_down_and_areas_across(value: str) -> None:
    assert taken(AREAS, request(metric="gdp", value=value)) == {"gdp": {2020: "2", 2021: "4"}}


def test_several_columns_of_figures_must_be_chosen() -> None:
    said = refused(AREAS, request(metric="gdp"))
    assert "2 columns hold figures: 北京, 重庆" in said
    assert said.endswith("fuling import table.csv --metric gdp --value 北京")


def test_several_amounts_of_a_year_must_be_chosen() -> None:
    assert refused(AMOUNTS).endswith("fuling import table.csv --value 绝对值")
    assert taken(AMOUNTS, request(value="绝对值")) == {"gdp": {2022: "1000", 2023: "1100"}}


def test_years_below_names_of_metrics() -> None:
    assert taken(GROUPS, request("地区=重庆市")) == {"gdp": {2022: "5", 2023: "6"}, "people": {2022: "7", 2023: "8"}}
    assert "2 areas: 北京市, 重庆市" in refused(GROUPS) or "2022 stands there 2 times" in refused(GROUPS)


@pytest.mark.parametrize("units", [",亿元,万人", ",（亿元）,（万人）"])
def test_a_row_of_units_below_the_names(units: str) -> None:
    assert taken(f"年份,地区生产总值,常住人口\n{units}\n2020,1000,90.5\n") == {
        "gdp": {2020: "1000"},
        "people": {2020: "90.5"},
    }


def test_a_row_of_other_units_is_not_passed_over() -> None:
    assert taken("年份,地区生产总值,常住人口\n,万元,人\n2020,10000000,905000\n") == {
        "gdp": {2020: "10000000万元"},
        "people": {2020: "905000人"},
    }


def test_a_group_is_part_of_a_name() -> None:
    table = "年份,人均,,全部\n,地区生产总值,消费,地区生产总值\n2020,9,8,1000\n"
    assert "is nearly gdp" in refused(table)
    assert taken(table, request(metric="gdp", value="全部 地区生产总值")) == {"gdp": {2020: "1000"}}


def test_the_column_of_years_may_be_named() -> None:
    table = "统计期,year,地区生产总值\n2020,1,1000\n2021,2,1100\n"
    assert (
        taken(table, request(year="统计期")) == taken(table, request(year="A")) == {"gdp": {2020: "1000", 2021: "1100"}}
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (request(metric="gdp", value="Wien"), "no column is called “Wien” (--value); there are 年份, 北京, 重庆"),
        (request("地区=x", metric="gdp"), "no column is called “地区” (--where)"),
        (request("北京=9", metric="gdp"), "no row has “9” in the column 北京; there are 1, 3"),
        (request(metric="gdp", year="Z"), "no column is called “Z” (--year)"),
    ],
)
def test_a_column_that_is_not_there_is_told_with_those_that_are(asked: object, words: str) -> None:
    assert words in refused(AREAS, asked)  # type: ignore[arg-type]


def test_columns_of_the_same_name_go_by_their_letters() -> None:
    table = "年份,值,值\n2020,1,2\n"
    assert "--value B, C" in refused(table, request(metric="gdp", value="值"))
    assert taken(table, request(metric="gdp", value="C")) == {"gdp": {2020: "2"}}


def test_a_name_without_a_row_of_its_own_is_an_index() -> None:
    assert taken(",metric,year,value\n0,gdp,2020,1000\n") == {"gdp": {2020: "1000"}}
    assert taken(",2020,2021\n地区生产总值,1000,1100\n") == {"gdp": {2020: "1000", 2021: "1100"}}


def test_a_comma_within_a_number_is_noticed() -> None:
    assert refused("metric,year,value\ngdp,2023,1,626.5\n").startswith("2:4: “626.5” stands under no heading")


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("指标,2024年1月,2024年2月\n地区生产总值,1,2\n", "months"),
        ("指标,2024Q1,2024Q2\n地区生产总值,1,2\n", "quarters"),
        ("Year,GDP\n2019/20,1\n2020/21,2\n", "spans of years"),
        ("DATE,GDP\n2015-01-01,1\n2015-02-01,2\n", "days or months"),
        ("DATE,GDP\n2015-03-31,1\n", "days or months"),
        ("月份,地区生产总值\n2024-01,1\n2024-02,1\n".replace("月份", "时间"), "months"),
    ],
)
def test_a_table_of_other_periods_is_recognised(table: str, kind: str) -> None:
    assert f"this is a table of {kind}, not of years" in refused(table, request(metric="gdp"))


def test_other_periods_beside_years_are_left_out_with_their_number() -> None:
    assert left_out("指标,2023年,2024年,2025年1-9月,2025Q3\n地区生产总值,1,2,3,4\n") == {
        "month_columns": 1,
        "quarter_columns": 1,
    }
    assert left_out("年份,地区生产总值\n2023,1\n2024-01,2\n2024-02,2\n平均,1.5\n1850,7\n") == {
        "month": 2,
        "no_year": 1,
        "early": 1,
    }


def test_dates_of_one_day_a_year_are_years() -> None:
    assert taken("DATE,VALUE\n2015-01-01,1\n2016-01-01,2\n", request(metric="gdp")) == {"gdp": {2015: "1", 2016: "2"}}
    assert taken(
        "Stichtag;Quote\n30.06.2015;1,5\n30.06.2016;2\n".replace("Stichtag", "Date"), request(metric="urban-rate")
    ) == {"urban-rate": {2015: "1.5", 2016: "2"}}
