"""What is odd about an entry."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fuling_cli.core.ledger import Actual
from fuling_cli.core.plausibility import Severity, check_plausibility
from fuling_cli.core.target import Target
from fuling_cli.language import LANGUAGES, Message, message
from tests.builders import Typed, actual, at_least, between, target

TODAY = date(2025, 6, 30)


def odd(entry: Actual, *others: Actual, aim: Target | None = None) -> list[tuple[str, str, str]]:
    """Severity, key and message key of everything odd."""
    found = list(check_plausibility(entry, aim or target(), others, TODAY))
    assert all(one.message.translate(language) for one in found for language in LANGUAGES)
    return [(one.severity.value, one.key, one.message.key) for one in found]


def entry(year: int = 2024, typed: Typed = 150, **given: Any) -> Actual:  # noqa: ANN401  whatever an actual has
    return actual(year, typed, **{"source": "a yearbook"} | given)


def test_a_plain_entry_is_not_odd() -> None:
    assert odd(entry(published=date(2025, 6, 30)), entry(2023, 120)) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"year": 2026}, ("impossible", "year", "odd.future_year")),
        ({"published": date(2025, 7, 1)}, ("impossible", "published", "odd.future_day")),
        ({"published": date(2023, 12, 31)}, ("impossible", "published", "odd.early")),
        ({"unit": "家"}, ("impossible", "unit", "odd.unit")),
        ({"source": None}, ("mention", "source", "odd.no_source")),
        ({"year": 2025}, ("ask", "year", "odd.open_year")),
    ],
)
def test_one_odd_thing(given: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert odd(entry(**given)) == [expected]


@pytest.mark.parametrize(
    "given",
    [
        {"year": 2025, "status": "estimated"},
        {"published": date(2024, 1, 1)},  # within its own year
        {"published": date(2023, 12, 31), "status": "estimated"},
        {"unit": "万元"},
    ],
)
def test_not_odd(given: dict[str, Any]) -> None:
    assert odd(entry(**given)) == []


@pytest.mark.parametrize(
    ("typed", "unit", "fraction"),
    [
        ("6", "家", False),
        ("6.0", "家", False),
        ("6.5", "家", True),
        (between("6", "7.5"), "家", True),
        (at_least("6.5"), "家", True),
        ("0.0006", "万家", False),
        ("0.00065", "万家", True),
    ],
)
def test_a_count_has_no_fraction(typed: Typed, unit: str, *, fraction: bool) -> None:
    found = odd(entry(typed=typed, unit=unit), aim=target(unit="家", whole=True))
    assert found == [("impossible", "value", "odd.fraction")] * fraction


@pytest.mark.parametrize(
    ("typed", "unit", "jump"),
    [
        ("959.9", "亿元", None),
        ("960", "亿元", "odd.jump_up"),
        ("12000000", "万元", "odd.jump_up"),
        ("1200000", "万元", None),
        ("15", "亿元", "odd.jump_down"),
        ("15.1", "亿元", None),
        ("-1200", "亿元", "odd.sign"),
        ("-100", "亿元", "odd.sign"),
        ("0", "亿元", "odd.zero"),
        (at_least(1200), "亿元", "odd.jump_up"),
    ],
)
def test_eight_times_an_eighth_zero_or_another_sign_is_asked_about(typed: Typed, unit: str, jump: str | None) -> None:
    found = odd(entry(typed=typed, unit=unit), entry(2023, 120))
    assert found == ([] if jump is None else [("ask", "value", jump)])


def test_the_nearest_year_is_the_measure_and_of_two_the_earlier() -> None:
    assert odd(entry(2022, 150), entry(2019, 1), entry(2021, 140), entry(2023, 9999)) == []
    assert odd(entry(2022, 150), entry(2020, 1), entry(2021, 9999), entry(2023, 140)) == [
        ("ask", "value", "odd.jump_down")
    ]
    assert odd(entry(2022, 150), entry(2020, 9999), entry(2023, 140)) == []


@pytest.mark.parametrize(
    ("years", "typed", "jump"),
    [
        (1, "960", True),
        (11, "960", True),
        (12, "960", False),
        (12, "1069.93205379071", False),
        (12, "1069.93205379072", True),  # exactly a fifth more every year
        (20, "4500", False),
        (20, "4700", True),
    ],
)
def test_more_change_is_likely_over_many_years(years: int, typed: str, *, jump: bool) -> None:
    found = odd(entry(2024, typed), entry(2024 - years, 120))
    assert found == [("ask", "value", "odd.jump_up")] * jump


@pytest.mark.parametrize(
    ("aim", "typed", "others", "expected"),
    [
        (target(unit="家", whole=True), "-200", (), "odd.negative_count"),
        (target(unit="万人"), "-2", (), "odd.negative_count"),
        (target(unit="%"), "165", (), "odd.share"),
        (target(unit="%"), "100", (), None),
        (target(unit="个", limit=Decimal(38)), "39", (), "odd.share"),
        (target(unit="%", figures="growth"), "165", ("5",), None),
        (target(unit="%", figures="growth"), "-3", ("5",), None),
        (target(unit="%"), "50", ("5",), None),
        (target(unit="%"), "0", ("5",), "odd.zero"),
        (target(), "5", ("0",), None),
    ],
)
def test_counts_and_shares_have_their_limits(
    aim: Target, typed: str, others: tuple[str, ...], expected: str | None
) -> None:
    held = [entry(2023, number, unit=aim.unit) for number in others]
    found = odd(entry(2024, typed, unit=aim.unit), *held, aim=aim)
    assert found == ([] if expected is None else [("ask", "value", expected)])


def test_a_revision_is_held_against_the_last_vintage_of_its_own_year() -> None:
    held = [entry(2024, 15, published=date(2025, 1, 1)), entry(2024, 140, published=date(2025, 2, 1)), entry(2023, 1)]
    assert odd(entry(2024, 150), *held) == []


def test_a_figure_in_a_unit_that_does_not_convert_is_no_measure() -> None:
    assert odd(entry(2024, 150), entry(2023, 1, unit="家")) == []


def test_how_many_times_is_said_the_large_way_round() -> None:
    up, down = (next(check_plausibility(entry(typed=n), target(), [entry(2023, 120)], TODAY)) for n in ("1500", "12"))
    assert (str(up.message.values["times"]), str(down.message.values["times"])) == ("12.5", "10")
    assert up.severity is Severity.ASK
    assert (up.message.values["before"], up.message.values["year"]) == (120, 2023)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"unit": "家"}, message("odd.unit", unit="家", wanted="亿元")),
        ({"year": 2026}, message("odd.future_year", year=2026, today="2025-06-30")),
        ({"published": date(2025, 7, 1)}, message("odd.future_day", published="2025-07-01", today="2025-06-30")),
        ({"published": date(2023, 12, 31)}, message("odd.early", published="2023-12-31", year=2024)),
        ({"source": None}, message("odd.no_source", metric="m", year=2024)),
    ],
)
def test_what_is_odd_is_said_with_its_numbers(given: dict[str, Any], said: Message) -> None:
    assert [one.message for one in check_plausibility(entry(**given), target(), (), TODAY)] == [said]


def test_a_fraction_of_a_count_is_said_of_its_metric() -> None:
    [found] = check_plausibility(entry(typed="6.5", unit="家"), target(unit="家", whole=True), (), TODAY)
    assert found.message == message("odd.fraction", metric="m")


def test_a_jump_is_said_in_the_unit_of_the_target() -> None:
    [found] = check_plausibility(entry(typed=15000000, unit="万元"), target(), [entry(2023, 120)], TODAY)
    assert (found.message.values["value"], found.message.values["unit"]) == (1500, "亿元")
