"""Whole tables as offices and portals hand them out: what is taken, left out, told and refused."""

import pytest

from .made import csv_of, imported, left_out, plan_of_tables, refused, request, taken

T = plan_of_tables()
IMF = (
    "WEO Country Code\tISO\tWEO Subject Code\tCountry\tSubject Descriptor\tUnits\tScale\t2020\t2021\t2022\n"
    "924\tCHN\tNGDP_RPCH\tChina\tGross domestic product, constant prices\tPercent change\t\t2.2\t8.4\tn/a\n"
    "924\tCHN\tNGDPD\tChina\tGross domestic product, current prices\tU.S. dollars\tBillions\t14,862.56\t--\t17,989.6\n"
    "\nInternational Monetary Fund, World Economic Outlook Database\n"
)
OECD = (
    "STRUCTURE,ACTION,REF_AREA,Reference area,UNIT_MEASURE,Unit of measure,TIME_PERIOD,Time period,OBS_VALUE,"
    "Observation value,OBS_STATUS,UNIT_MULT\n"
    "DATAFLOW,I,DEU,Germany,EUR,Euro,2020,,3403.1,,A,0\n"
    "DATAFLOW,I,DEU,Germany,EUR,Euro,2021,,3617.4,,P,0\n"
    "DATAFLOW,I,FRA,France,EUR,Euro,2021,,2500.9,,P,0\n"
)
UN = (
    '"Country or Area","Year","Series","Value","Footnotes"\n'
    '"China","2021","Population","1412.3",""\n"China","2020","Population","1411.1","1"\n'
    '\n"footnoteSeqID","Footnote"\n"1","Census"\n'
)
STATCAN = (
    '"REF_DATE","GEO","DGUID","Sex","UOM","UOM_ID","SCALAR_FACTOR","SCALAR_ID","VECTOR","COORDINATE","VALUE","STATUS","SYMBOL"\n'
    '"2020","Canada","x","Both","Persons","249","units","0","v1","1.1","38007166","",""\n'
    '"2021","Canada","x","Both","Persons","249","units","0","v1","1.1","..","..",""\n'
    '"2022","Canada","x","Both","Persons","249","thousands","3","v1","1.1","38930","",""\n'
)
DATABANK = (
    "Country Name,Country Code,Series Name,Series Code,1990 [YR1990],2000 [YR2000],2010 [YR2010]\n"
    "China,CHN,GDP (current US$),NY.GDP.MKTP.CD,360858508604.206,..,6087191746679.5\n"
    ",,,,,\n,,,,,\nData from database: World Development Indicators,,,,,\nLast Updated: 05/30/2024,,,,,\n"
)
DESTATIS = (
    "Tabelle: 81000-0001;;\nVGR des Bundes;;\n;Bruttoinlandsprodukt;Veränderung\nJahr;Mrd. EUR;%\n"
    "2019;3.473,3;1,1\n2020;3.403,7;-3,7\n2021;3.617,5;.\n__________\n© Statistisches Bundesamt (Destatis), 2024\n"
)
EUROSTAT = "freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \t2021 \nA,PC,DE\t17.3 \t19.1 b\t19.2 p\nA,PC,FR\t: \t19.1 \t: c\n"
PIVOT = "Geopolitical entity (reporting),TIME,2019,2020\nGermany,,17.3,19.1\n"
OWID = "Entity,Code,Year,Renewables\nGermany,DEU,1965,1.5\nGermany,DEU,2020,19.1\nWorld,OWID_WRL,2020,11\n"
SDG = (
    "Year,Units,Series,Sex,Value,GeoCode\n2015,%,Rate,,14.5,\n2016,%,Rate,,12.9,\n"
    "2015,%,Rate,Female,15.0,\n2016,%,Rate,Female,13.1,\n"
)
SEVERAL = {OWID: ["World,OWID_WRL,2019,11"]}
YEARBOOK = (
    "2-1  国民经济主要指标,,,\n,,,单位：亿元\n指   标,2021年,2022年,2023年\nIndicator,2021,2022,2023\n"
    "一、地区生产总值（GDP）,1402.74,1504.37,1626.0\n    第一产业,80.5,82.1,85\n"
    "二、年末常住人口（万人）,111.5,111.2,110.9\n"
    "注：1.本表按当年价格计算。,,,\n    2.2023年为初步核算数。,,,\n"
)


@pytest.mark.parametrize(
    ("table", "where", "metric", "figures"),
    [
        (IMF, ["WEO Subject Code=NGDP_RPCH"], "growth", {2020: "2.2", 2021: "8.4"}),
        (IMF, ["WEO Subject Code=NGDPD"], "gdp-usd", {2020: "14862.56十亿美元", 2022: "17989.6十亿美元"}),
        (OECD, ["Reference area=Germany"], "gdp-per-head", {2020: "3403.1", 2021: "3617.4"}),
        (OECD, ["REF_AREA=FRA"], "gdp-per-head", {2021: "2500.9"}),
        (UN, [], "population", {2020: "1411.1", 2021: "1412.3"}),
        (STATCAN, ["GEO=Canada"], "population", {2020: "38007166", 2022: "38930千人"}),
        (DATABANK, ["Country Name=China"], "gdp-usd", {1990: "360858508604.206", 2010: "6087191746679.5"}),
        (EUROSTAT, ["geo=DE"], "renewables", {2019: "17.3", 2020: "19.1", 2021: "19.2"}),
        (EUROSTAT, ["geo=FR"], "renewables", {2020: "19.1"}),
        (PIVOT, [], "renewables", {2019: "17.3", 2020: "19.1"}),
        (OWID, ["entity=germany"], "renewables", {1965: "1.5", 2020: "19.1"}),
        (SDG, ["Sex="], "poverty-rate", {2015: "14.5", 2016: "12.9"}),
        ("DATE,GDPCA\n2015-01-01,18206.023\n2016-01-01,.\n", [], "growth", {2015: "18206.023"}),
    ],
)
def test_the_download_of_a_portal(table: str, where: list[str], metric: str, figures: dict[int, str]) -> None:
    assert taken(table, request(*where, metric=metric, plan=T), T) == {metric: figures}


def test_a_table_with_decimal_commas_units_below_names_and_a_line_of_underscores() -> None:
    asked = request(metric="growth", plan=T, value="C")
    assert taken(DESTATIS, asked, T) == {"growth": {2019: "1.1", 2020: "-3.7"}}
    assert taken(DESTATIS.encode("latin-1"), asked, T) == {"growth": {2019: "1.1", 2020: "-3.7"}}
    euros = request(metric="gdp-per-head", plan=T, value="Bruttoinlandsprodukt Mrd. EUR")
    assert taken(DESTATIS, euros, T) == {
        "gdp-per-head": {2019: "3473.3十亿欧元", 2020: "3403.7十亿欧元", 2021: "3617.5十亿欧元"}
    }
    assert "Mrd. EUR" in refused(DESTATIS, request(metric="income-per-head", plan=T, value="B"), T)


@pytest.mark.parametrize(
    "heading", ["GDP, US$ million", "GDP million USD", "GDP (current US$, million)", "GDP in mn US$"]
)
def test_a_scale_in_a_heading_is_never_passed_over(heading: str) -> None:
    table = csv_of([["Year", heading], [2020, 5]])
    assert taken(table, request(metric="gdp-usd", plan=T), T) == {"gdp-usd": {2020: "5百万美元"}}
    assert "does not convert" in refused(table, request(metric="gdp", plan=T), T)
    rows = csv_of([["Series", 2020, 2021], [heading, 5, 6]])
    assert taken(rows, request(metric="gdp-usd", plan=T), T) == {"gdp-usd": {2020: "5百万美元", 2021: "6百万美元"}}


def test_a_page_of_a_yearbook_in_two_languages() -> None:
    assert taken(YEARBOOK.replace("（GDP）", "")) == {"gdp": {2021: "1402.74", 2022: "1504.37", 2023: "1626.0"}}
    assert left_out(YEARBOOK.replace("（GDP）", "")) == {"rows": 2}


@pytest.mark.parametrize(
    ("table", "areas"), [(OECD, "REF_AREA has 2 areas: DEU, FRA"), (OWID, "Entity has 2 areas: Germany, World")]
)
def test_more_than_one_area_must_be_chosen(table: str, areas: str) -> None:
    metric = "gdp-per-head" if table == OECD else "renewables"
    lines = [line for line in table.splitlines() if "2021,,3617" not in line and ",2020,11" not in line]
    assert areas in refused("\n".join([*lines, *SEVERAL.get(table, [])]) + "\n", request(metric=metric, plan=T), T)


def test_the_plan_s_own_area_is_the_one_that_is_suggested() -> None:
    table = "地区,2022年,2023年\n北京市,1,2\n重庆市,3,4\n"
    assert refused(table, request(metric="gdp")).endswith("fuling import table.csv --metric gdp --where 地区=重庆市")


def test_what_is_above_a_table_names_the_metric_of_the_suggestion() -> None:
    assert "--metric urban-rate" in refused("指标：城镇化率(%)\n地区,2022年,2023年\n北京市,1,2\n重庆市,3,4\n")


def test_rows_that_nothing_tells_apart_are_told() -> None:
    assert "nothing tells them apart" in refused("metric,year,value\ngdp,2020,1\ngdp,2020,2\n")


def test_a_command_to_copy_repeats_what_was_typed() -> None:
    asked = request("Sex=Female", metric="poverty-rate", plan=T, unit="%")._replace(
        file="my file.csv", others=("--sheet", "a b")
    )
    table = SDG + "2015,%,Other,Female,1,\n"
    assert refused(table, asked, T).endswith(
        "'my file.csv' --metric poverty-rate --where Sex=Female --where Series=Rate --unit % --sheet 'a b'"
    )


def test_rows_of_another_metric_are_never_taken_for_the_one_that_was_asked_for() -> None:
    table = "指标,2020,2021\n规上工业企业数,5,6\n别的,7,8\n"
    assert "is by its name firms" in refused(table, request(metric="gdp"))
    assert taken(table, request("指标=别的", metric="gdp")) == {"gdp": {2020: "7", 2021: "8"}}
    both = "指标,2020\n地区生产总值,1\n别的,7\n"
    assert taken(both, request(metric="gdp")) == {"gdp": {2020: "1"}}


def test_a_column_of_another_metric_is_never_taken_for_the_one_that_was_asked_for() -> None:
    table = "年份,规上工业企业数\n2020,5\n"
    said = refused(table, request(metric="gdp"))
    assert said.endswith("--metric gdp --value 规上工业企业数")
    assert taken(table, request(metric="gdp", value="规上工业企业数")) == {"gdp": {2020: "5"}}


@pytest.mark.parametrize("metric", ["gdp", None])
def test_a_near_miss_is_told_and_not_left_out(metric: str | None) -> None:
    del metric
    said = refused("metric,year,value\ngdp,2020,1\ngpd,2021,2\n")
    assert (
        said
        == "3:1: “gpd” is nearly gdp. Did you mean it? Then: fuling import table.csv --metric gdp --where metric=gpd"
    )
    assert "is nearly gdp" in refused("年份,地区生产总直\n2020,1\n")
    assert left_out("指标,2020\n地区生产总值(亿元),1\n地区生产总值(上年=100),105\n") == {"rows": 1}


@pytest.mark.parametrize(
    "table",
    [
        "id,name_en,verdict,observed_growth\ngdp,GDP,on_track,0.1\n",
        "id,year,planned,needed,actual\ngdp,2020,1,2,3\n",
        "目标,年份,结论,实际\n",
    ],
)
def test_a_report_that_was_exported_is_recognised(table: str) -> None:
    said = refused(table)
    assert "fuling exported" in said or "no " in said


@pytest.mark.parametrize(
    "table",
    ["metric,year,value\n", "指标,2020,2021\n", "metric,year,value\nother,2020,1\n", "指标,2020\n地区生产总值,..\n"],
)
def test_a_table_of_which_nothing_is_taken_is_refused(table: str) -> None:
    assert refused(table)


def test_broken_csv_below_the_notes_hides_nothing_and_within_the_table_is_told() -> None:
    good = "指标,2020,2021\n地区生产总值,1,2\n注：x\n"
    assert taken(good + '"a" b,"c" d\n') == {"gdp": {2020: "1", 2021: "2"}}
    assert "this is not CSV" in refused('指标,2020,2021\n地区生产总值,1,2\n"城镇化率" x,"3" y,4\n')


def test_breaks_and_marks_are_told() -> None:
    told = [one.translate("en") for one in imported("指标,2020,2021,2022\n地区生产总值,1 b,2①,3*\n").told]
    assert told == ["the series breaks (b) in 2020", "2 with a mark behind the figure: ①, *"]


def test_a_unit_option_is_for_figures_without_one() -> None:
    assert taken("指标,2020\n地区生产总值,5\n", request(unit="万元")) == {"gdp": {2020: "5万元"}}
    assert taken("指标,2020\n地区生产总值（亿元）,5\n", request(unit="万元")) == {"gdp": {2020: "5"}}
    assert taken("单位：亿元、%\n指标,2020,2021\n地区生产总值,5,6\n", request(unit="亿元")) == {
        "gdp": {2020: "5", 2021: "6"}
    }
    assert "does not convert" in refused("单位：万吨\n指标,2020,2021\n地区生产总值,5,6\n", request(unit="亿元"))
    assert "does not convert" in refused("指标,2020\n地区生产总值,5\n", request(unit="吨"))


def test_rows_that_are_not_yearly_are_left_out_by_their_frequency() -> None:
    table = "freq,geo,TIME_PERIOD,OBS_VALUE\nA,DE,2020,1\nM,DE,2020,2\nQ,DE,2020,3\n"
    assert taken(table, request(metric="urban-rate")) == {"urban-rate": {2020: "1"}}
    assert left_out(table, request(metric="urban-rate")) == {"frequency": 2}


def test_a_status_of_its_own_stands_before_the_flag_and_the_option() -> None:
    table = "metric,year,value,status\ngdp,2020,1,final\ngdp,2021,2 p,revised\ngdp,2022,3,\n"
    assert [one.actual.status for one in imported(table).placed] == ["final", "provisional", "provisional"]
