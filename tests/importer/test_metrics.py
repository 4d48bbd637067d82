"""Names in tables and the metrics they mean, and names that are nearly one."""

import pytest

from fuling_cli.importer.metrics import MetricNames
from fuling_cli.language import Bilingual
from tests.builders import target

from .made import GDP, PLAN, plan_of

NAMES = MetricNames(PLAN)


@pytest.mark.parametrize(
    ("text", "metric", "unit"),
    [
        *(
            ("gdp", "gdp", None),
            ("GDP", "gdp", None),
            ("Gross Domestic  Product", "gdp", None),
            ("地区生产总值", "gdp", None),
        ),
        *(
            ("地区 生产总值", "gdp", None),
            ("翻番", "gdp", None),
            ("地区生产总值①", "gdp", None),
            ("地区生产总值 [1]", "gdp", None),
        ),
        *(
            ("地区生产总值(亿元)", "gdp", "亿元"),
            ("地区生产总值（单位：万元）", "gdp", "万元"),
            ("GDP (100 million yuan)", "gdp", "100 million yuan"),
        ),
        *(
            ("一、地区生产总值（亿元）", "gdp", "亿元"),
            ("1.地区生产总值", "gdp", None),
            ("（一）地区生产总值", "gdp", None),
        ),
        *(("城镇化率（%）", "urban-rate", "%"), ("地区生产总值²", "gdp", None), ("常住人口(人)", "people", "人")),
    ],
)
def test_a_name_means_a_metric(text: str, metric: str, unit: str | None) -> None:
    found = NAMES.find(text)
    assert found is not None
    assert (found.target.metric, found.unit) == (metric, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "人均地区生产总值",
        "地区生产总值(现价)",
        "地区生产总值(上年=100)",
        "地区生产总值（%）",
        "地区生产总值（万吨）",
        "和谐",
        "harmony",
        "gd",
        "其中：地区生产总值",
    ],
)
def test_other_names_mean_none(text: str) -> None:
    assert NAMES.find(text) is None


def test_a_name_of_two_metrics_means_neither() -> None:
    other = target(id="gni", metric="gni", name=GDP.name)
    assert MetricNames(plan_of(GDP, other)).find("地区生产总值") is None


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        *(("gpd", True), ("Gross domestic produkt", True), ("urban-rat", True), ("Residentss", True)),
        *(("地区生产总直", False), ("地区生产总", False), ("地区生产总值值", False), ("地区生产总值(现价)", False)),
    ],
)
def test_a_slip_is_noticed(text: str, certain: bool) -> None:  # noqa: FBT001
    near = NAMES.near(text)
    assert near is not None
    assert near.is_certain == certain


@pytest.mark.parametrize("text", ["gnp", "人均地区生产总值", "工业总产值", "rate", "地区生产总值(%)", "第一产业"])
def test_another_name_is_no_slip(text: str) -> None:
    assert NAMES.near(text) is None


def test_a_numeral_that_differs_is_no_slip() -> None:
    third = target(id="third", metric="third", name=Bilingual("Tertiary industry", "第三产业增加值"))
    assert MetricNames(plan_of(third)).near("第二产业增加值") is None
    industry = target(id="industry", metric="industry", name=Bilingual("Industry", "工业增加值"))
    assert MetricNames(plan_of(industry)).near("农业增加值") is None


@pytest.mark.parametrize("name", ["区域GDP", "地区生产总值（GDP）", "地区生产总值(GDP)（亿元）", "GRP", "总值"])
def test_a_short_name_and_an_alias_name_a_metric_too(name: str) -> None:
    known = GDP._replace(aliases=("区域GDP", "地区生产总值（GDP）"), short=Bilingual("GRP", "总值"))
    found = MetricNames(plan_of(known)).find(name)
    assert found is not None
    assert found.target is known
