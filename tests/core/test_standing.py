"""Where a target stands: its baseline, its latest actual, and the question that they put to a method."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from fuling_cli.core.growth import Point
from fuling_cli.core.standing import Standing
from fuling_cli.core.target import Target
from fuling_cli.language import message
from tests.builders import Typed, asked, at_least, at_most, between, figure, standing, target


def test_the_series_begins_with_the_base_year_and_ends_with_its_last() -> None:
    stands = standing({2019: 1, 2020: 2, 2022: 3, 2024: 4}, target())
    assert (stands.baseline.year, stands.latest.year, stands.pinned) == (2020, 2024, False)
    assert (stands.base_year_missing, stands.closed, stands.single) == (False, False, False)


def test_the_first_later_year_stands_in_for_the_base_year() -> None:
    stands = standing({2019: 1, 2022: 3, 2024: 4}, target())
    assert (stands.baseline.year, stands.base_year_missing) == (2022, True)


def test_a_pinned_baseline_is_of_the_base_year_whatever_the_ledger_says() -> None:
    stands = standing({2020: 5, 2022: 3}, target(baseline="7.0"))
    assert (stands.baseline.year, str(stands.baseline.figure.printed), stands.pinned) == (2020, "7.0", True)
    assert not stands.base_year_missing
    assert not standing({2020: 5}, target(baseline=7)).single


@pytest.mark.parametrize("aim", [target(), target(baseline=7)])
def test_figures_before_the_base_year_are_no_standing(aim: Target) -> None:
    found = Standing.of(aim, {2018: figure(500), 2019: figure(500)}, date(2020, 1, 1))
    assert found == message("reason.no_figure_since", base_year=2020, last=2019)


@pytest.mark.parametrize(
    ("years", "latest", "closed"),
    [
        ((2020, 2029), 2029, False),
        ((2020, 2030), 2030, True),
        ((2020, 2029, 2030, 2031), 2030, True),
        ((2020, 2029, 2031, 2032), 2032, False),
    ],
)
def test_the_figure_of_the_deadline_closes_the_target_and_no_later_one(
    years: tuple[int, ...], latest: int, *, closed: bool
) -> None:
    stands = standing(dict.fromkeys(years, 100), target())
    assert (stands.latest.year, stands.closed) == (latest, closed)


def test_nothing_closes_an_undated_target() -> None:
    stands = standing({2020: 1, 2050: 2}, target(by=None))
    assert (stands.latest.year, stands.closed) == (2050, False)


def test_one_figure_is_both_ends_of_the_story() -> None:
    assert standing({2020: 5}, target()).single


def test_a_question_holds_the_exact_figures_up_to_the_latest() -> None:
    series: Mapping[int, Typed] = {2018: 1, 2019: at_least(2), 2020: between(3, 4), 2022: 5, 2024: at_most(6), 2031: 7}
    stands = standing(series, target(by=2024))
    question = stands.question(Decimal("3.5"), Decimal("5.5"))
    assert [point.year for point in question.series] == [2018, 2022, 2024]
    assert [str(point.value) for point in question.series] == ["1", "5", "5.5"]
    assert (question.baseline, question.latest) == (Point(2020, Decimal("3.5")), Point(2024, Decimal("5.5")))
    assert (question.by, question.goal) == (2024, Decimal(200))


def test_a_pinned_baseline_is_no_point_of_the_series() -> None:
    question = asked({2020: 5, 2024: 6}, target(baseline=7))
    assert question.baseline == Point(2020, Decimal(7))
    assert question.series == (Point(2020, Decimal(5)), Point(2024, Decimal(6)))


def test_the_goal_of_a_multiple_follows_the_baseline() -> None:
    stands = standing({2020: at_least(100), 2024: 150}, target(multiple=2))
    assert (stands.goal(), stands.goal(Decimal(110))) == (Decimal(200), Decimal(220))
    assert stands.question(Decimal(110), Decimal(150)).goal == 220


def test_a_direction_without_a_number_has_no_goal() -> None:
    with pytest.raises(ValueError, match=r"^a direction without a number has no goal$"):
        standing({2020: 1, 2024: 2}, target(value=None, directed=True)).goal()
