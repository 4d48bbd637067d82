"""Which vintage of a year counts on which day, and what a withdrawal takes back."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from fuling_cli.core.ledger import Actual, Ledger, Withdrawal, current_series, first_and_current, group_by_metric
from tests.builders import actual

JANUARY, MARCH, MAY, JULY = (date(2025, month, 20) for month in (1, 3, 5, 7))


def at(month: int, day: int = 20) -> datetime:
    return datetime(2025, month, day, 8, tzinfo=UTC)


def values(chosen: dict[int, Actual]) -> dict[int, str]:
    return {year: str(one.figure.printed) for year, one in chosen.items()}


def test_the_vintage_published_last_counts_wherever_it_stands() -> None:
    vintages = [actual(2024, 3, published=MAY), actual(2024, 1, published=JANUARY), actual(2024, 2, published=MARCH)]
    assert values(current_series(vintages, JULY)) == {2024: "3"}
    assert values(first_and_current(vintages, JULY)[0]) == {2024: "1"}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2025, 1, 19), {}),
        (date(2025, 1, 20), {2024: "1"}),
        (date(2025, 3, 19), {2024: "1"}),
        (date(2025, 3, 20), {2024: "2"}),
        (date(2026, 1, 1), {2024: "2"}),
    ],
)
def test_a_vintage_counts_from_the_day_of_its_publication(as_of: date, expected: dict[int, str]) -> None:
    vintages = [actual(2024, 1, published=JANUARY), actual(2024, 2, published=MARCH)]
    assert values(current_series(vintages, as_of)) == expected
    assert values(first_and_current(vintages, as_of)[0]) == dict.fromkeys(expected, "1")


def test_the_day_of_recording_stands_in_for_a_missing_one() -> None:
    late, early = actual(2024, 1, recorded=at(5)), actual(2024, 2, published=MARCH, recorded=at(7))
    assert (late.publication, early.publication) == (MAY, MARCH)
    assert values(current_series([late, early], JULY)) == {2024: "1"}
    assert values(current_series([late, early], date(2025, 5, 19))) == {2024: "2"}


def test_the_day_of_recording_is_that_of_its_own_clock() -> None:
    chongqing = timezone(timedelta(hours=8))
    assert actual(2024, 1, recorded=datetime(2025, 1, 20, 1, tzinfo=chongqing)).publication == JANUARY


def test_on_a_tie_the_later_entry_counts_and_the_earlier_one_was_first() -> None:
    vintages = [actual(2024, n, published=MARCH) for n in (1, 2, 3)]
    assert values(current_series(vintages, JULY)) == {2024: "3"}
    assert values(first_and_current(vintages, JULY)[0]) == {2024: "1"}


def test_a_series_is_in_the_order_of_its_years() -> None:
    assert list(current_series([actual(2023, 1), actual(2021, 1), actual(2022, 1)], JULY)) == [2021, 2022, 2023]


def withdrawal(year: int = 2024, month: int = 1, metric: str = "m") -> Withdrawal:
    return Withdrawal(metric, year, at(month), at(7))


def test_a_withdrawal_takes_back_the_entry_recorded_then() -> None:
    entries = (actual(2024, 1, recorded=at(1)), actual(2024, 2, recorded=at(3)), actual(2024, 3, recorded=at(5)))
    ledger = Ledger(entries, (withdrawal(month=3),))
    assert ledger.withdrawn == {1}
    assert ledger.actuals == (entries[0], entries[2])


@pytest.mark.parametrize("other", [withdrawal(year=2023), withdrawal(month=2), withdrawal(metric="n")])
def test_a_withdrawal_of_something_else_takes_nothing(other: Withdrawal) -> None:
    assert Ledger((actual(2024, 1, recorded=at(1)),), (other,)).withdrawn == frozenset()


def test_of_entries_recorded_together_each_withdrawal_takes_the_last_that_is_left() -> None:
    entries = tuple(actual(2024, n, recorded=at(1)) for n in (1, 2, 3))
    assert Ledger(entries, (withdrawal(),)).withdrawn == {2}
    assert Ledger(entries, (withdrawal(),) * 2).withdrawn == {1, 2}
    assert Ledger(entries, (withdrawal(),) * 2).actuals == entries[:1]
    assert Ledger(entries, (withdrawal(),) * 4).withdrawn == {0, 1, 2}


def test_the_vintages_of_a_metric_by_year_then_publication_then_place() -> None:
    a, b, c, d = (
        actual(2024, 1, published=MAY),
        actual(2024, 2, published=MARCH),
        actual(2023, 3, published=JULY),
        actual(2024, 4, published=MARCH),
    )
    ledger = Ledger((a, actual(2024, 9, metric="n"), b, c, d))
    assert ledger.of("m") == (c, b, d, a)
    assert ledger.of("nobody") == ()


def test_actuals_by_metric_keep_their_order() -> None:
    a, b, c = actual(2024, 1), actual(2023, 2, metric="n"), actual(2022, 3)
    assert group_by_metric([a, b, c]) == {"m": (a, c), "n": (b,)}
