"""What the forecast says of the pace: never a year before the latest figure, never a pace that is not known."""

from collections.abc import Mapping

import pytest

from fuling_cli.core.forecast import forecast
from fuling_cli.core.target import Target
from fuling_cli.reports.forecast import lead_notes
from tests.builders import Typed, assessed, at_most, target

LINE = {2020 + year: 100 + 10 * year for year in range(6)}


def said(method: str, series: Mapping[int, Typed], aim: Target) -> list[str]:
    found = assessed(method, series, aim)
    return [note.translate("en") for note in lead_notes(found, forecast(found))]


@pytest.mark.parametrize(
    ("method", "series", "aim", "words"),
    [
        (
            "cagr",
            {2020: 100, 2025: 130},
            target(value=150),
            ["At this pace the target is reached in 2028, 2 years early."],
        ),
        ("cagr", {2020: 100, 2025: 90}, target(value=150), ["At this pace the target is never reached."]),
        (
            "cagr",
            {2020: 100, 2024: 151, 2025: 155},
            target(value=150),
            ["The latest figure, of 2025, meets the target."],
        ),
        ("cagr", {2020: 100, 2025: at_most(160)}, target(value=150), []),
        (
            "linear",
            LINE,
            target(value=190),
            [
                "At this pace the target is reached in 2029, one year early.",
                "This pace is a straight line, as the method linear goes on.",
            ],
        ),
        ("linear", {2020: 100, 2025: 130}, target(value=150), []),
        ("cagr", LINE, target(value=190, every_year=True), []),
        ("trend", LINE, target(value=None, directed=True, by=None), []),
    ],
)
def test_the_pace_is_that_of_the_method(
    method: str, series: Mapping[int, Typed], aim: Target, words: list[str]
) -> None:
    assert said(method, series, aim) == words
