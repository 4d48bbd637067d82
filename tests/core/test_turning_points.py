"""The numbers at which a latest actual would turn the verdict, from the worst to the best."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.uncertainty import TurningPoint, turning_points
from fuling_cli.core.verdict import Judgement, Question, Verdict
from fuling_cli.language import message
from fuling_cli.methods import METHODS, method_named
from tests.builders import examples, ladder, standing, target

usual = examples(100)
ACHIEVED, ON_TRACK, BEHIND, REVERSING = Verdict.ACHIEVED, Verdict.ON_TRACK, Verdict.BEHIND, Verdict.REVERSING
rule = ladder(("50", BEHIND), ("110.5", ON_TRACK), ("200", ACHIEVED))


def at(*points: tuple[int | str, Verdict]) -> list[TurningPoint]:
    return [TurningPoint(Decimal(number), verdict) for number, verdict in points]


def test_more_than_a_number_begins_beyond_it() -> None:
    """V03."""
    above = turning_points(
        standing({2020: 12, 2024: 14}, target(value=15, at="more")), ladder(("0", BEHIND), ("15.1", ACHIEVED))
    )
    assert above == [TurningPoint(Decimal(15), ACHIEVED, beyond=True)]


def test_the_turning_points_of_a_made_up_rule() -> None:
    points = turning_points(standing({2020: 90, 2024: "120.0"}, target()), rule)
    assert points == at((50, BEHIND), ("110.5", ON_TRACK), (200, ACHIEVED))


def test_downwards_the_turning_points_fall() -> None:
    def fewer(question: Question) -> Judgement:
        value = question.latest.value
        verdict = ACHIEVED if value <= 10 else ON_TRACK if value <= Decimal("50.7") else REVERSING
        return Judgement(verdict, message("reason.no_actual"))

    for printed, middle in (("60", "50.7"), ("60.0", "50.70")):
        points = turning_points(standing({2020: 90, 2024: printed}, target(down=True)), fewer)
        assert points == at((middle, ON_TRACK), (10, ACHIEVED))
    whole = turning_points(standing({2020: 90, 2024: 60}, target(down=True, whole=True)), fewer)
    assert whole == at((50, ON_TRACK), (10, ACHIEVED))


def test_a_closed_target_turns_where_it_is_met() -> None:
    assert turning_points(standing({2020: 90, 2030: 120}, target()), rule) == at((200, ACHIEVED))


def test_turning_points_begin_at_zero() -> None:
    low = ladder(("0.5", ON_TRACK))
    assert turning_points(standing({2020: 90, 2024: "1.0"}, target()), low) == at(("0.5", ON_TRACK))

    def least(question: Question) -> Judgement:
        verdict = ON_TRACK if question.latest.value < Decimal("0.5") else REVERSING
        return Judgement(verdict, message("reason.no_actual"))

    points = turning_points(standing({2020: 90, 2024: "1.0"}, target(down=True)), least)
    assert points == at(("0.49", ON_TRACK))


def test_no_turning_points_where_nothing_can_turn() -> None:
    assert turning_points(standing({2020: 90, 2024: 120}, target()), ladder(("0", ON_TRACK))) == []


@pytest.mark.parametrize("method", METHODS.names)
@given(
    values=st.lists(st.decimals("0.1", 999, places=1), min_size=6, max_size=8),
    goal=st.decimals(1, 999, places=1),
    down=st.booleans(),
)
@usual
def test_turning_points_lead_from_the_worst_verdict_to_the_best(
    method: str, values: list[Decimal], goal: Decimal, *, down: bool
) -> None:
    stands = standing({2020 + n: value for n, value in enumerate(values)}, target(value=goal, down=down), method)
    judge, sign = method_named(method).judge, -1 if down else 1
    points = turning_points(stands, judge)

    def verdict(latest: Decimal) -> Verdict:
        return judge(stands.question(values[0], latest)).verdict

    numbers = [number * sign for number, *_ in points]
    assert numbers == sorted(set(numbers))
    ranks = [found.rank for _, found, _ in points]
    assert ranks == sorted(set(ranks))
    for number, found, _ in points:
        assert verdict(number) is found
        assert verdict(number - sign * Decimal("0.01")).rank < found.rank
