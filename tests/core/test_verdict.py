"""The eight verdicts and their order."""

import pytest

from fuling_cli.core.verdict import Verdict, not_assessed
from fuling_cli.language import message
from tests.builders import asked, target


def test_verdicts_from_the_worst_to_the_best() -> None:
    assert sorted(Verdict, key=lambda verdict: verdict.rank) == [
        "not_assessed",
        "undecided",
        "missed",
        "reversing",
        "far_behind",
        "behind",
        "on_track",
        "achieved",
    ]


@pytest.mark.parametrize(
    ("verdict", "on_track"),
    [
        ("achieved", True),
        ("on_track", True),
        ("behind", False),
        ("far_behind", False),
        ("reversing", False),
        ("missed", False),
        ("undecided", None),
        ("not_assessed", None),
    ],
)
def test_on_track_or_not_or_unknown(verdict: str, *, on_track: bool | None) -> None:
    assert Verdict(verdict).on_track is on_track


def test_a_question_knows_whether_the_target_is_met() -> None:
    assert asked({2020: 1, 2024: 200}, target()).met
    assert not asked({2020: 1, 2024: "199.9"}, target()).met


def test_nothing_to_say_is_a_verdict_with_a_reason() -> None:
    why = message("reason.no_actual")
    assert not_assessed(why).verdict is Verdict.NOT_ASSESSED
    assert not_assessed(why).reason is why
