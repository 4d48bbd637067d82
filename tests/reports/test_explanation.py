"""The answer that `fuling explain` begins with, and the remark of the scorecard that says the same."""

import pytest

from fuling_cli.language import Language
from fuling_cli.reports.explanation import answer
from fuling_cli.reports.remarks import remarks
from tests.builders import assessed, at_least, at_most, target


@pytest.mark.parametrize(
    ("language", "remark", "answered"),
    [
        ("en", "achieved only if 2024 was more than 200", "achieved if it was more than 200, on track if not."),
        ("zh", "2024 年超过 200 才为已实现", "超过 200 为已实现，否则为进度正常。"),
    ],
)
def test_a_number_that_must_be_passed_is_named_where_the_verdict_turns_just_beyond_it(
    language: Language, remark: str, answered: str
) -> None:
    found = assessed("cagr", {2020: 100, 2024: at_least(180)}, target(at="more"))
    assert remarks(found)[0].translate(language) == remark
    assert answer(found)[1].translate(language) == answered


def test_a_limit_from_above_is_said_in_the_same_way() -> None:
    found = assessed("cagr", {2020: 300, 2024: at_most(210)}, target(at="less", down=True))
    assert remarks(found)[0].translate("en") == "achieved only if 2024 was less than 200"


def test_elsewhere_the_number_itself_is_enough() -> None:
    found = assessed("cagr", {2020: 100, 2024: at_least(180)}, target())
    assert answer(found)[1].translate("en") == "achieved if it was 200.0 or more, on track if less."
