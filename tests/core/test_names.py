"""By which names targets and metrics are found."""

from datetime import date

import pytest

from fuling_cli.core.names import find_metric, find_target, metric_names
from fuling_cli.core.target import Plan, Target
from fuling_cli.errors import WrongUsage
from fuling_cli.language import Bilingual
from tests.builders import target

NAME, SHORT = Bilingual("Gross domestic product", "地区生产总值"), Bilingual("GDP", "生产总值")
PLAN = Plan(
    id="made-up",
    title=NAME,
    area=NAME,
    base_year=2020,
    by=2030,
    announced=date(2021, 3, 1),
    source="the made-up gazette",
    targets=(
        target(id="gdp", metric="gdp", name=NAME, short=SHORT, aliases=("地区生产总值（GDP）", "区域GDP")),
        target(id="gdp-2025", metric="gdp", name=NAME, short=SHORT),
        target(id="roads", metric="roads", name=Bilingual("Roads", "公路"), group="supporting"),
    ),
)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("gdp", "gdp"),
        ("GDP", "gdp"),
        ("gdp-2025", "gdp-2025"),
        ("区域gdp", "gdp"),
        ("地区生产总值(gdp)", "gdp"),
        ("公路", "roads"),
        ("ROADS", "roads"),
    ],
)
def test_a_target_goes_by_id_name_short_name_and_alias_in_any_case(word: str, found: str) -> None:
    assert find_target(PLAN, word).id == found


@pytest.mark.parametrize(
    "word", ["gdp", "GDP", "地区生产总值", "地区 生产总值", "gross  domestic PRODUCT", "生产总值", "区域GDP"]
)
def test_a_metric_of_several_targets_goes_by_the_names_of_each(word: str) -> None:
    assert find_metric(PLAN, word).metric == "gdp"


def hint(word: str, held: Plan = PLAN) -> str:
    """What is said of a word that names no target."""
    with pytest.raises(WrongUsage) as caught:
        find_target(held, word)
    return caught.value.message.translate("en")


def test_a_name_of_several_targets_lists_them() -> None:
    assert hint("地区生产总值").endswith("use one of gdp, gdp-2025")


def test_a_near_word_is_suggested_by_id_else_the_headline_ids_are_listed() -> None:
    assert hint("gpd").endswith("did you mean gdp?")
    assert hint("地区生产总额").endswith("did you mean gdp?")
    assert hint("zzzzzz").endswith("use one of gdp, gdp-2025")


def test_a_name_of_two_metrics_means_none() -> None:
    other = target(id="trade", metric="trade", name=Bilingual("Trade", "公路"))
    held = PLAN._replace(targets=(*PLAN.targets, other))
    assert "公路" not in metric_names(held)
    with pytest.raises(WrongUsage):
        find_metric(held, "公路")


def test_every_target_is_found_by_its_own_id() -> None:
    aims: tuple[Target, ...] = PLAN.targets
    assert [find_target(PLAN, aim.id) for aim in aims] == list(aims)
