"""The paths of a target by year."""

from decimal import Decimal

import pytest

from fuling_cli.core.figure import Figure
from fuling_cli.core.paths import PATHS, path_values
from fuling_cli.core.standing import Standing
from tests.builders import standing, target


def standing_of(figures: dict[int, Figure], **given: object) -> Standing:
    return standing(figures, target(base_year=2022, **{"by": 2027} | given))


def printed(found: Standing, year: int, growth: str | None = None) -> list[str | None]:
    """Each path's value with one decimal."""
    values = path_values(found, year, None if growth is None else Decimal(growth))
    return [None if (value := values[name]) is None else f"{value.printed:.1f}" for name in PATHS]


EXACT = {2022: Figure.exactly(Decimal(100)), 2024: Figure.exactly(Decimal(121))}


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2021, [None, None, None, None]),
        (2022, ["100.0", None, None, None]),
        (2023, ["114.9", None, None, None]),
        (2024, ["132.0", "121.0", "121.0", "121.0"]),
        (2027, ["200.0", "200.0", "161.1", "242.0"]),
        (2028, [None, None, None, None]),
    ],
)
def test_each_path_has_its_years(year: int, expected: list[str | None]) -> None:
    growth = "0.259921"  # doubles in three years
    assert printed(standing_of(EXACT, value=Decimal(200)), year, growth) == expected


def test_an_undated_target_has_no_path() -> None:
    assert printed(standing_of(EXACT, value=Decimal(200), by=None), 2024) == [None] * 4


def test_a_closed_target_has_only_the_path_that_was_planned() -> None:
    closed = standing_of({**EXACT, 2027: Figure.exactly(Decimal(150))}, value=Decimal(200))
    assert printed(closed, 2027) == ["200.0", None, None, None]


def test_a_bound_leaves_the_paths_from_it_open_on_its_side() -> None:
    bounded = standing_of({2022: Figure.exactly(Decimal(100)), 2024: Figure.at_least(Decimal(121))}, value=Decimal(200))
    values = path_values(bounded, 2025)
    assert values["planned"] is not None
    assert values["planned"].low == values["planned"].high
    assert values["pace"] is not None
    assert values["pace"].high is None


def test_a_single_figure_has_no_pace() -> None:
    assert printed(standing_of({2022: Figure.exactly(Decimal(100))}, value=Decimal(200)), 2023)[1:3] == ["114.9", None]
