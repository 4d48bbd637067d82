"""Made-up targets, actuals and questions, said in as few words as a test needs."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from hypothesis import settings

from fuling_cli.core.assessment import Assessment, assess
from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import Actual
from fuling_cli.core.standing import Standing
from fuling_cli.core.target import Plan, Target
from fuling_cli.core.verdict import Judge, Judgement, Question, Verdict
from fuling_cli.language import Bilingual, Message, message
from fuling_cli.methods import method_named, rule_of

Typed: TypeAlias = str | int | Decimal | Figure
"""A figure as a test writes it."""

NUMBERS = ("value", "multiple", "baseline")


def examples(number: int) -> settings:
    """So many examples of what Hypothesis draws under the profile full, and a share of them elsewhere (conftest.py)."""
    return settings(deadline=None, max_examples=number * settings().max_examples // 100)


def figure(typed: Typed) -> Figure:
    return typed if isinstance(typed, Figure) else Figure.exactly(Decimal(typed))


def at_least(number: str | int | Decimal) -> Figure:
    return Figure.at_least(Decimal(number))


def at_most(number: str | int | Decimal) -> Figure:
    return Figure.at_most(Decimal(number))


def between(low: str | int | Decimal, high: str | int | Decimal) -> Figure:
    return Figure.between(Decimal(low), Decimal(high))


def target(**given: Any) -> Target:  # noqa: ANN401  whatever a target has
    """A target of at least 200 亿元 by 2030 from 2020, or as given; ``down`` turns it round."""
    if given.pop("down", False):
        given |= {"direction": "down", "at": given.get("at", "most")}
    given |= {key: Decimal(given[key]) for key in NUMBERS if given.get(key) is not None}
    if "multiple" not in given:
        given = {"value": Decimal(200)} | given
    usual: dict[str, Any] = {
        "id": "m",
        "metric": "m",
        "name": Bilingual("m", "指标"),
        "unit": "亿元",
        "base_year": 2020,
        "by": 2030,
    }
    return Target(**usual | given)


def actual(year: int, typed: Typed, **given: Any) -> Actual:  # noqa: ANN401  whatever an actual has
    """An actual recorded at the end of January after its year, or as given."""
    usual: dict[str, Any] = {"metric": "m", "unit": "亿元", "recorded": datetime(year + 1, 1, 31, 8, tzinfo=UTC)}
    return Actual(**usual | {"year": year, "figure": figure(typed)} | given)


def standing(
    series: Mapping[int, Typed], aim: Target, method: str = "cagr", *, as_of: date = date(1900, 1, 1)
) -> Standing:
    """Where a target stands by a series under a method, on a day on which no deadline has passed."""
    found = Standing.of(aim, {year: figure(typed) for year, typed in series.items()}, as_of)
    assert isinstance(found, Standing), found
    return found.judged_by(method_named(method))[0]


def plan(*targets: Target, **given: Any) -> Plan:  # noqa: ANN401  whatever a plan has
    """A plan of some targets, announced before any figure was."""
    usual: dict[str, Any] = {
        "id": "p",
        "title": Bilingual("p", "规划"),
        "area": Bilingual("a", "某地"),
        "base_year": 2020,
        "by": 2030,
        "announced": date(1990, 1, 1),
        "source": "s",
    }
    return Plan(**usual | {"targets": targets} | given)


def asked(series: Mapping[int, Typed], aim: Target, method: str = "cagr") -> Question:
    """The question that a series of exact figures puts to a method."""
    stands = standing(series, aim, method)
    return stands.question(stands.baseline.figure.printed, stands.latest.figure.printed)


def judged(method: str, series: Mapping[int, Typed], aim: Target) -> Judgement:
    """What a method answers to a series of exact figures."""
    return rule_of(plan(aim), aim, method).judge(asked(series, aim, method))


def assessed(
    method: str, series: Mapping[int, Typed], aim: Target, *, unit: str = "亿元", as_of: date | None = None
) -> Assessment:
    """What a method says of a target by a series, as of the middle of the year after its last figure."""
    actuals = [actual(year, typed, unit=unit) for year, typed in series.items()]
    day = as_of or date(max(series) + 1, 6, 30)
    return assess(aim, actuals, method=rule_of(plan(aim), aim, method), as_of=day)


def ladder(*steps: tuple[str, Verdict]) -> Judge:
    """A rule that knows the latest actual only: the verdict of the last step that is not above it."""

    def judge(question: Question) -> Judgement:
        reached = [verdict for least, verdict in steps if question.latest.value >= Decimal(least)]
        return Judgement(
            reached[-1] if reached else Verdict.REVERSING, message("reason.no_actual"), ratio=question.latest.value
        )

    return judge


def filled(line: Message) -> dict[str, str]:
    """What stands in the placeholders of a sentence."""
    return {name: str(value) for name, value in line.values.items()}
