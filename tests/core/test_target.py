"""What a target asks for, and what meets it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fuling_cli.core.target import Comparator, Plan, Target
from fuling_cli.core.units import normalize_spaces
from fuling_cli.language import Bilingual
from tests.builders import target


@pytest.mark.parametrize(
    ("at", "value", "met"),
    [
        ("least", "9.99", False),
        ("least", "10.00", True),
        ("least", "10.01", True),
        ("more", "10.00", False),
        ("more", "10.01", True),
        ("most", "10.01", False),
        ("most", "10.00", True),
        ("most", "9.99", True),
        ("less", "10.00", False),
        ("less", "9.99", True),
    ],
)
def test_what_meets_a_target(at: Comparator, value: str, *, met: bool) -> None:
    aim = target(value=10, at=at)
    assert aim.goal(None) == 10
    assert aim.met(Decimal(value), Decimal(10)) is met


@pytest.mark.parametrize(
    ("at", "number", "goal", "not_yet"),
    [
        ("more", "10", "11", "10"),
        ("more", "10.5", "11", "10"),
        ("less", "10", "9", "10"),
        ("less", "10.5", "10", "11"),
        ("less", "-10", "-11", "-10"),
        ("least", "10", "10", "9"),
        ("most", "10", "10", "11"),
    ],
)
def test_more_or_less_than_a_whole_number_is_the_next_one(at: Comparator, number: str, goal: str, not_yet: str) -> None:
    aim = target(value=number, at=at, whole=True)
    assert aim.goal(None) == Decimal(goal)
    assert aim.met(Decimal(goal), Decimal(goal))
    assert not aim.met(Decimal(not_yet), Decimal(goal))


@pytest.mark.parametrize(
    ("unit", "value"), [("bn yuan", "210.0"), ("万元", "21000000"), ("亿 元", "2100"), ("billion yuan", "210.0")]
)
def test_another_unit_moves_the_decimal_point_and_keeps_every_digit(unit: str, value: str) -> None:
    moved = target(value=2100, baseline="1504.37").measured_in(unit)
    assert moved is not None
    assert moved.unit == normalize_spaces(unit)
    assert f"{moved.value:f}" == value
    assert moved.value is not None
    assert moved.baseline is not None
    assert moved.baseline / moved.value == Decimal("1504.37") / 2100


def test_a_multiple_stays_the_multiple_in_another_unit() -> None:
    moved = target(multiple=2).measured_in("万元")
    assert moved == target(multiple=2)._replace(unit="万元")


@pytest.mark.parametrize(
    ("given", "unit"), [({}, "吨"), ({}, "美元"), ({}, ""), ({"unit": ""}, ""), ({"unit": "家", "whole": True}, "万家")]
)
def test_what_does_not_convert_is_not_converted(given: dict[str, Any], unit: str) -> None:
    assert target(**given).measured_in(unit) is None


def test_wholes_keep_their_unit() -> None:
    assert target(unit="家", whole=True).measured_in("家") == target(unit="家", whole=True)


def test_a_multiple_is_of_the_baseline_to_the_last_digit() -> None:
    aim = target(multiple="1.5")
    assert aim.has_number
    assert str(aim.goal(Decimal("1504.370000000000000000000000001"))) == "2256.5550000000000000000000000015"
    assert aim.goal(None) is None


def test_more_than_double_a_whole_number() -> None:
    assert target(multiple=2, at="more", whole=True).goal(Decimal(5)) == 11


def test_a_commitment_without_a_number_asks_for_nothing() -> None:
    aim = target(value=None)
    assert not aim.has_number
    assert aim.goal(Decimal(5)) is None


def test_more_is_better_upwards_and_less_downwards() -> None:
    assert (target().sign, target(down=True).sign) == (1, -1)


def plan(*targets: Target) -> Plan:
    name = Bilingual("A plan", "规划")
    return Plan("p", name, name, 2020, 2030, date(2020, 3, 6), "made up", targets)


def test_a_metric_is_known_by_the_first_of_its_targets_that_has_a_number() -> None:
    said, interim, final = target(id="said", value=None), target(id="interim"), target(id="final", value=300)
    other = target(id="other", metric="other")
    assert plan(said, other, interim, final).metrics == {"m": interim, "other": other}
    assert plan(said).metrics == {"m": said}


def test_more_than_a_broken_number_is_the_next_whole_number() -> None:
    assert target(value="10.7", whole=True, at="more").goal(None) == 11
    assert target(value="10.3", whole=True, at="less").goal(None) == 10
