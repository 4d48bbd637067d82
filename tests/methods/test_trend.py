"""trend: the growth in the direction of the target against 1.5 % and 0.5 % a year, and less near a limit."""

from decimal import Decimal
from typing import Any

import pytest

from fuling_cli.core.target import Target
from fuling_cli.methods.trend import judge, working
from tests.builders import asked, filled, target


def aim(**given: Any) -> Target:  # noqa: ANN401  as target
    """A direction without a number."""
    return target(value=None, by=None, directed=True, **given)


SUBSTANTIAL, MODERATE, LIMITED, AWAY = (
    ("on_track", "substantial progress"),
    ("behind", "moderate progress"),
    ("far_behind", "limited progress"),
    ("reversing", "deterioration"),
)


@pytest.mark.parametrize(
    ("latest", "given", "answer"),
    [
        ("103.0225", {}, SUBSTANTIAL),  # exactly 1.5 % a year
        ("103.0224", {}, MODERATE),
        ("101.0025", {}, MODERATE),  # exactly 0.5 %
        ("101.0024", {}, LIMITED),
        ("100", {}, LIMITED),
        ("99.9999", {}, AWAY),
        ("97.0225", {"direction": "down"}, SUBSTANTIAL),
        ("97.0226", {"direction": "down"}, MODERATE),
        ("99.0025", {"direction": "down"}, MODERATE),
        ("99.0026", {"direction": "down"}, LIMITED),
        ("100", {"direction": "down"}, LIMITED),
        ("100.0001", {"direction": "down"}, AWAY),
        ("100", {"limit": Decimal(100)}, SUBSTANTIAL),  # at the limit there is nothing left to gain
        ("101.8951", {"limit": Decimal(125)}, SUBSTANTIAL),  # 0.6287 of both thresholds: 0.943 % and 0.314 % a year
        ("101.8950", {"limit": Decimal(125)}, MODERATE),
        ("100.6297", {"limit": Decimal(125)}, MODERATE),
        ("100.6296", {"limit": Decimal(125)}, LIMITED),
        ("103.0225", {"limit": Decimal(40)}, SUBSTANTIAL),  # more than twice the limit
        ("103.0224", {"limit": Decimal(40)}, MODERATE),
    ],
)
def test_the_growth_a_year_decides(latest: str, given: dict[str, Any], answer: tuple[str, str]) -> None:
    found = judge(asked({2020: 100, 2022: latest}, aim(**given), "trend"))
    assert (found.verdict, found.band) == answer


def test_the_working_shows_both_thresholds_and_what_a_limit_leaves_of_them() -> None:
    lines = [filled(line) for line in working(asked({2020: 100, 2022: 102}, aim(limit=Decimal(125)), "trend"))]
    assert lines == [
        {"start": "100", "end": "102", "years": "2", "growth": "1.00%"},
        {"start": "100", "limit": "125", "scale": "0.6287"},
        {"substantial": "0.94%", "moderate": "0.31%"},
    ]
    assert len(working(asked({2020: 100, 2022: 102}, aim(), "trend"))) == 2
