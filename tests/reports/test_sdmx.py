"""Figures as observations of SDMX."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import STATUSES, Actual
from fuling_cli.core.target import Plan
from fuling_cli.language import Bilingual
from fuling_cli.reports.sdmx import OBS_STATUS, sdmx
from fuling_cli.tables.table import Scalar
from tests.builders import actual, at_most, between

DAY = date(2026, 11, 22)
AREA = Bilingual("Nowhere", "乌有乡")
PLAN = Plan("p", AREA, AREA, 2020, 2030, date(2021, 3, 1), "the gazette", ())


def observed(**given: Any) -> dict[str, Scalar]:  # noqa: ANN401  whatever an actual has
    """The observation that an actual becomes."""
    (record,) = sdmx(PLAN, [actual(2024, given.pop("typed", 5), **given)], DAY).records()
    return record


def test_an_observation_has_the_columns_of_the_standard_first() -> None:
    record = observed(typed="108.00", source="the gazette", published=date(2025, 1, 19), note="n", url="u")
    assert record == {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": "FULING:ACTUALS(1.0)",
        "ACTION": "I",
        "REF_AREA": "Nowhere",
        "INDICATOR": "m",
        "FREQ": "A",
        "TIME_PERIOD": 2024,
        "OBS_VALUE": Decimal("108.00"),
        "UNIT_MEASURE": "CNY",
        "UNIT_MULT": 8,
        "OBS_STATUS": "P",
        "OBS_LOW": None,
        "OBS_HIGH": None,
        "STATUS": "provisional",
        "PUBLISHED": "2025-01-19",
        "SOURCE": "the gazette",
        "URL": "u",
        "COMMENT_OBS": "n",
    }


@pytest.mark.parametrize(
    ("unit", "measure", "power"),
    [
        ("亿元", "CNY", 8),
        ("万元", "CNY", 4),
        ("yuan", "CNY", 0),
        ("bn yuan", "CNY", 9),
        ("万吨", "吨", 4),
        ("tonnes", "吨", 0),
        ("家", "家", 0),
        ("%", "%", 0),
        ("亿", None, 8),
    ],
)
def test_a_unit_is_a_measure_and_a_power_of_ten(unit: str, measure: str | None, power: int) -> None:
    record = observed(unit=unit)
    assert (record["UNIT_MEASURE"], record["UNIT_MULT"]) == (measure, power)


@pytest.mark.parametrize(
    ("status", "code"), [("provisional", "P"), ("revised", "A"), ("final", "A"), ("estimated", "E")]
)
def test_a_status_is_a_code_of_the_list(status: str, code: str) -> None:
    assert (observed(status=status)["OBS_STATUS"], observed(status=status)["STATUS"]) == (code, status)


def test_every_status_has_a_code() -> None:
    assert set(OBS_STATUS) == set(STATUSES)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [(Figure.at_least(Decimal(1700)), 1700, None), (at_most("2.50"), None, Decimal("2.50")), (between(3, 4), 3, 4)],
)
def test_a_bound_is_a_missing_number_with_the_bound_beside_it(
    typed: Figure, low: int | None, high: Decimal | None
) -> None:
    record = observed(typed=typed, status="final")
    assert str(record["OBS_VALUE"]) == "NaN"
    assert (record["OBS_STATUS"], record["STATUS"]) == ("O", "final")
    assert (record["OBS_LOW"], record["OBS_HIGH"]) == (low, high)


def test_nothing_recorded_is_nothing_observed() -> None:
    none: list[Actual] = []
    assert list(sdmx(PLAN, none, DAY).records()) == []
