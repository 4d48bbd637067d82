"""Tables of the kinds that offices publish, beside those of `tables/`: taken to the digit, or refused with a way on."""

import shlex

import pytest

from fuling_cli.core.ledger import Actual
from fuling_cli.importer.request import Request

from .made import PLAN, imported, left_out, plan_of, refused, request, taken
from .test_workbooks import book_of, saved

GDP_OF_TWO_YEARS = {"gdp": {2021: "28077.28", 2022: "29129.03"}}
TABLES = {
    "years as a data frame writes them": (
        ",metric,year,value\n0,gdp,2021.0,28077.28\n1,gdp,2022.0,29129.03\n",
        GDP_OF_TWO_YEARS,
    ),
    "years across as a data frame writes them": (
        "指标,2021.0,2022.0\n地区生产总值,28077.28,29129.03\n",
        GDP_OF_TWO_YEARS,
    ),
    "an indicator in two languages": (
        (
            "指标 Item,2021,2022\n地区生产总值 Gross Domestic Product (亿元 100 million yuan),28077.28,29129.03\n"
            "常住人口 Residents (万人 10 000 persons),3212.43,3213.34\n"
        ),
        GDP_OF_TWO_YEARS | {"people": {2021: "3212.43", 2022: "3213.34"}},
    ),
    "an indicator in two languages, each with its unit": (
        "指标,2021,2022\n地区生产总值(亿元) Gross Domestic Product (100 million yuan),28077.28,29129.03\n",
        GDP_OF_TWO_YEARS,
    ),
    "a unit as a code and in words": (
        (
            "REF_AREA,MEASURE,Measure,UNIT_MEASURE,Unit of measure,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
            "CN,URB,Urbanisation rate,PT_POP,Percentage of population,2021,64.7,0\n"
        ),
        {"urban-rate": {2021: "64.7"}},
    ),
    "firms counted in pieces": ("指标,单位,2021\n规上工业企业数,个,7314\n", {"firms": {2021: "7314"}}),
    "one of the units above the table": (
        "单位：亿元、万人,\n指标,2021\n地区生产总值,28077.28\n常住人口,3212.43\n",
        {"gdp": {2021: "28077.28"}, "people": {2021: "3212.43"}},
    ),
    "the unit in a note below": (
        "指标,2021\n地区生产总值,280772800\n城镇化率(%),70.33\n注：1.本表按现价计算。2.单位：万元。\n",
        {"gdp": {2021: "280772800万元"}, "urban-rate": {2021: "70.33"}},
    ),
    "the unit behind a word that adds nothing": (
        "年份,地区生产总值,\n,总量（万元）,增长（%）\n2021,280772800,8.3\n",
        {"gdp": {2021: "280772800万元"}},
    ),
    "growth and indices beside the level": (
        (
            "指标,2021,2022\n地区生产总值(亿元),28077.28,29129.03\n地区生产总值增速(%),8.3,2.6\n"
            "地区生产总值指数(上年=100),108.3,102.6\n人均地区生产总值(元),87450,90663\n"
        ),
        GDP_OF_TWO_YEARS,
    ),
    "quarters between the years": (
        "指标,2021年,2022年一季度,2022年上半年,2022年\n地区生产总值（亿元）,28077.28,6398,13511,29129.03\n",
        GDP_OF_TWO_YEARS,
    ),
    "marks behind names, years and figures": (
        '指标,2021*,2022①\n地区生产总值(亿元)①,"28,077.28[1]",29129.03（初步）\n城镇化率*(%),…,70.96①\n',
        GDP_OF_TWO_YEARS | {"urban-rate": {2022: "70.96"}},
    ),
    "spaces between thousands, a comma before decimals": (
        "Jahr;Urbanisation rate (%);Residents (万人)\n2021;70,3;3 212,43\n2022;71,0;3.213,34\n",
        {"urban-rate": {2021: "70.3", 2022: "71.0"}, "people": {2021: "3212.43", 2022: "3213.34"}},
    ),
    "areas at the left, metrics above years": (
        "地区,地区生产总值,,常住人口,\n,2021,2022,2021,2022\n重庆市,28077.28,29129.03,3212.4,3213.3\n",
        GDP_OF_TWO_YEARS | {"people": {2021: "3212.4", 2022: "3213.3"}},
    ),
    "the headings once more": (
        "指标,2021,2022\n地区生产总值(亿元),28077.28,29129.03\n指标,2021,2022\n城镇化率(%),70.3,71.0\n",
        GDP_OF_TWO_YEARS | {"urban-rate": {2021: "70.3", 2022: "71.0"}},
    ),
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_is_taken_to_the_digit(kind: str) -> None:
    table, figures = TABLES[kind]
    assert taken(table) == figures


def test_a_name_that_says_another_thing_in_the_other_language_is_a_question() -> None:
    said = refused("指标,2021,2022\n地区生产总值 Index (%),108.3,102.6\n")
    assert "is nearly gdp. Did you mean it?" in said


def test_units_that_contradict_each_other_are_refused() -> None:
    said = refused("指标,单位,Unit,2021\n地区生产总值,万元,100 million yuan,28077.28\n")
    assert "the unit “万元 / 100 million yuan” does not convert into 亿元" in said


def test_the_way_out_of_a_wrong_unit_is_one_that_works() -> None:
    assert "name the unit with --unit" in refused("指标,单位,2021\n地区生产总值,某种,1\n")
    said = refused("指标,单位,2021\n地区生产总值,万人,1\n")
    assert said.endswith("choose other rows or columns, or correct the unit in the file")
    assert taken("指标,单位,2021\n地区生产总值,某种,1\n", request(unit="亿元")) == {"gdp": {2021: "1"}}


def test_a_financial_year_that_is_expected_is_estimated() -> None:
    actuals: list[Actual] = [one.actual for one in imported("Metric,Unit,FY22,FY23E\ngdp,亿元,1,2\n").placed]
    assert [(actual.year, actual.status) for actual in actuals] == [(2022, "provisional"), (2023, "estimated")]


def test_a_table_below_is_left_out_and_its_place_told() -> None:
    table = "表一,,\n指标,2021,2022\n地区生产总值,1,2\n\n表二,,\n指标,2019,2020\n城镇化率,60,61\n常住人口,5,6\n"
    assert taken(table) == {"gdp": {2021: "1", 2022: "2"}}
    assert left_out(table) == {"beyond": 2}
    assert "nothing from row 6 on was read" in imported(table).told[0].translate("en")


def test_a_group_heading_that_is_not_merged_goes_on_to_the_right() -> None:
    book = book_of(
        ("地区", "地区生产总值", None, "常住人口", None),
        (None, "2021", "2022", "2021", "2022"),
        ("重庆市", 28077.28, 29129.03, 3212.4, 3213.3),
    )
    assert taken(saved(book)) == GDP_OF_TWO_YEARS | {"people": {2021: "3212.4", 2022: "3213.3"}}


def advice(table: str, asked: Request | None = None) -> list[str]:
    """The words of the command with which a table is refused."""
    return shlex.split(refused(table, asked).partition("For example: ")[2])[3:]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("年份,某项\n2021,8.3\n2022,2.6\n", ["--metric", "METRIC"]),
        ("年份,地区生产总值增长率\n2021,8.3\n2022,2.6\n", ["--metric", "METRIC"]),
        ("历年地区生产总值,\n年份,数\n2021,8\n2022,9\n", ["--metric", "gdp"]),
        ("指标,2021,2022\n某项,1,2\n", ["--metric", "METRIC", "--where", "指标=某项"]),
        ("REF_DATE,GEO,Characteristics,VALUE\n2021,重庆市,城镇化率,70\n2021,四川省,城镇化率,60\n",
         ["--metric", "urban-rate", "--where", "GEO=重庆市"]),
        ("Index,Place,年份,城镇化率\n1,涪陵,2020,70\n2,涪陵,2021,71\n3,万州,2020,60\n",
         ["--metric", "urban-rate", "--where", "Place=涪陵"]),
        ("区县,年份,地区生产总值,常住人口\n重庆市,2021,1,2\n涪陵区,2021,3,4\n", ["--where", "区县=重庆市"]),
        ("指标,2021,2022,2022\n地区生产总值,1,2,3\n", ["--value", "C"]),
    ],
)  # fmt: skip
def test_a_command_to_copy_takes_nothing_for_what_it_is_not(table: str, words: list[str]) -> None:
    assert advice(table) == words


def test_a_column_that_is_chosen_by_letter_is_of_its_year_alone() -> None:
    table = "指标,2021,2022,2022\n地区生产总值,1,2,3\n"
    assert taken(table, request(value="C")) == {"gdp": {2021: "1", 2022: "2"}}
    assert taken(table, request(value="D")) == {"gdp": {2021: "1", 2022: "3"}}


def test_a_year_without_the_chosen_second_heading_is_kept_or_counted() -> None:
    table = "指标,2020,2021,2022,2022\n,,增长,绝对值,增长\n地区生产总值,1,2,3,4\n"
    assert taken(table, request(value="绝对值")) == {"gdp": {2020: "1", 2022: "3"}}
    assert left_out(table, request(value="绝对值")) == {"columns": 1}


def test_rows_of_other_metrics_are_not_called_rows_that_nothing_follows() -> None:
    table = "指标,2021\n地区生产总值,1\n城镇化率,60\n别的,5\n"
    assert left_out(table, request(metric="gdp")) == {"other_rows": 1, "rows": 1}


LONG = "Proportion of the population below\nthe international poverty line, by sex, age, employment and location"


def test_a_long_name_on_several_lines_is_chosen_by_the_command_to_copy() -> None:
    table = f'指标,2021,2022\n"{LONG}",1,2\n'
    where = advice(table)[-1]
    assert "\n" not in where
    assert taken(table, request(where, metric="people")) == {"people": {2021: "1", 2022: "2"}}
    table = f'年份,"{LONG}",别的\n2021,1,3\n2022,2,4\n'
    value = advice(table, request(metric="people"))[-1]
    assert value.endswith("…")
    assert taken(table, request(metric="people", value=value)) == {"people": {2021: "1", 2022: "2"}}


def test_the_only_metric_of_a_plan_needs_no_name() -> None:
    said = refused("年份,某项\n2021,8.3\n2022,2.6\n", plan=plan_of(PLAN.targets[0]))
    assert said.endswith("--metric gdp")
