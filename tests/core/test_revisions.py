"""The verdict on every day of publication, and the days on which a revision alone turned it."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from fuling_cli.core.ledger import Actual
from fuling_cli.core.revisions import Turn, verdict_history
from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Verdict
from fuling_cli.methods import method_named
from tests.builders import Typed, actual, target


def told(*vintages: Actual, aim: Target | None = None, as_of: date = date(2026, 1, 1)) -> list[Turn]:
    return history((aim or target(),), vintages, as_of=as_of)


def history(targets: Sequence[Target], vintages: Sequence[Actual], **given: date) -> list[Turn]:
    days = {"announced": date(1990, 1, 1), "as_of": date(2026, 1, 1)} | given
    return list(verdict_history(targets, vintages, rule_for=lambda _: method_named("cagr"), **days))


def published(day: str, figures: Mapping[int, Typed]) -> list[Actual]:
    return [actual(year, typed, published=date.fromisoformat(day)) for year, typed in figures.items()]


def said(found: list[Turn]) -> list[tuple[str, Verdict, Verdict | None]]:
    return [(turn.day.isoformat(), turn.found.verdict, turn.unrevised) for turn in found]


FIRST = published("2021-02-01", {2020: 100})
GOOD = published("2025-02-01", {2024: 140})
"""Over four years 8.8 % a year, where 7.2 % are required."""


def test_every_day_of_publication_has_its_verdict() -> None:
    assert said(told(*FIRST, *GOOD)) == [
        ("2021-02-01", Verdict.NOT_ASSESSED, None),
        ("2025-02-01", Verdict.ON_TRACK, None),
    ]


def test_a_revision_that_turns_the_verdict_says_what_stood_without_it() -> None:
    found = told(*FIRST, *GOOD, *published("2025-09-01", {2024: 120}))
    assert said(found)[-1] == ("2025-09-01", Verdict.BEHIND, Verdict.ON_TRACK)
    assert [a.figure.value for a in found[-1].published] == [120]


def test_a_revised_baseline_turns_it_too() -> None:
    found = told(*FIRST, *GOOD, *published("2025-09-01", {2020: 120}))
    assert said(found)[-1] == ("2025-09-01", Verdict.BEHIND, Verdict.ON_TRACK)


def test_a_revision_that_changes_nothing_is_no_turn() -> None:
    assert said(told(*FIRST, *GOOD, *published("2025-09-01", {2024: 141})))[-1][2] is None


def test_a_new_year_alone_is_no_turn() -> None:
    found = said(told(*FIRST, *GOOD, *published("2026-01-01", {2025: 118})))
    assert found[-1] == ("2026-01-01", Verdict.FAR_BEHIND, None)


def test_a_new_year_and_a_revision_on_one_day_are_told_apart() -> None:
    by_new_year = published("2026-01-01", {2025: 118, 2024: 139})
    assert said(told(*FIRST, *GOOD, *by_new_year))[-1] == ("2026-01-01", Verdict.FAR_BEHIND, None)
    by_revision = published("2026-01-01", {2025: 145, 2020: 130})
    assert said(told(*FIRST, *GOOD, *by_revision))[-1] == ("2026-01-01", Verdict.FAR_BEHIND, Verdict.ON_TRACK)


def test_two_figures_of_a_year_that_nobody_knew_before_are_no_revision() -> None:
    same_day = published("2025-02-01", {2024: 140}) + published("2025-02-01", {2024: 120})
    assert said(told(*FIRST, *same_day))[-1] == ("2025-02-01", Verdict.BEHIND, None)


def test_a_second_revision_counts_against_the_first() -> None:
    down, up = published("2025-05-01", {2024: 120}), published("2025-09-01", {2024: 140})
    assert said(told(*FIRST, *GOOD, *down, *up))[-2:] == [
        ("2025-05-01", Verdict.BEHIND, Verdict.ON_TRACK),
        ("2025-09-01", Verdict.ON_TRACK, Verdict.BEHIND),
    ]


@pytest.mark.parametrize(("day", "turned"), [("2025-08-31", 2), ("2025-09-01", 3)])
def test_nothing_after_the_day_is_told(day: str, turned: int) -> None:
    revised = published("2025-09-01", {2024: 120})
    assert len(told(*FIRST, *GOOD, *revised, as_of=date.fromisoformat(day))) == turned


def test_days_come_in_order_whatever_the_order_of_the_ledger() -> None:
    assert [turn.day.year for turn in told(*GOOD, *FIRST)] == [2021, 2025]


def test_a_figure_without_a_day_of_publication_counts_from_its_recording() -> None:
    assert said(told(*FIRST, actual(2024, 140))) == [
        ("2021-02-01", Verdict.NOT_ASSESSED, None),
        ("2025-01-31", Verdict.ON_TRACK, None),
    ]


def test_without_figures_there_is_nothing_to_tell() -> None:
    assert told() == []


def test_every_turn_names_its_method() -> None:
    assert [turn.found.method for turn in told(*FIRST, *GOOD)] == ["cagr", "cagr"]


def test_before_the_plan_was_announced_there_is_no_verdict() -> None:
    """V11."""
    found = history((target(),), [*FIRST, *GOOD], announced=date(2023, 3, 6))
    assert [turn.day for turn in found] == [date(2025, 2, 1)]


def test_a_changed_target_marks_the_day_of_the_change() -> None:
    changed = target(id="later", value=260, since=date(2025, 6, 1), replaces="m")
    found = history((target(), changed), [*FIRST, *GOOD])
    assert [(turn.day, turn.found.target.id, turn.found.verdict, turn.unchanged) for turn in found[-2:]] == [
        (date(2025, 2, 1), "m", Verdict.ON_TRACK, None),
        (date(2025, 6, 1), "later", Verdict.BEHIND, Verdict.ON_TRACK),
    ]
