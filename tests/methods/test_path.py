"""path: the side of the trajectory, the ratio to it, and what it says."""

from collections.abc import Mapping

import pytest

from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Judgement
from fuling_cli.methods.path import judge, working
from tests.builders import Typed, asked, filled, target


def answer(series: Mapping[int, Typed], aim: Target | None = None) -> Judgement:
    return judge(asked(series, aim or target()))


@pytest.mark.parametrize(
    ("series", "aim", "verdict", "band", "reason", "ratio"),
    [
        ({2020: 1, 2025: 32}, target(value=1024), "on_track", "on path", "path.on", "1"),
        ({2020: 1, 2025: "31.99"}, target(value=1024), "behind", "below path", "path.below", "0.9997"),
        ({2020: 1, 2025: 1}, target(value=1024), "behind", "below path", "path.below", "0.0312"),
        ({2020: 1, 2025: "0.99"}, target(value=1024), "reversing", "moving away", "path.away", "0.0309"),
        ({2020: 1024, 2025: 32}, target(value=1, down=True), "on_track", "on path", "path.on", "1"),
        ({2020: 1024, 2025: "32.01"}, target(value=1, down=True), "behind", "below path", "path.below", "1.0003"),
        ({2020: 1024, 2025: 1024}, target(value=1, down=True), "behind", "below path", "path.below", "32"),
        ({2020: 1024, 2025: "1024.032"}, target(value=1, down=True), "reversing", "moving away", "path.away", "32.001"),
        ({2020: 0, 2025: 5}, target(value=10), "on_track", "on path", "path.on", "1"),
        ({2020: -10, 2025: -1}, target(value=10), "behind", "below path", "path.below", None),
        ({2020: -20, 2025: -5}, target(value=10), "on_track", "on path", "path.on", None),
        ({2020: 100, 2025: 50}, target(value=0, down=True), "on_track", "on path", "path.on", "1"),
        ({2020: 400, 2025: 210}, target(value=200), "achieved", "on path", "met", "0.7425"),  # met on the way down
        ({2020: 400, 2025: 190}, target(value=200), "reversing", "moving away", "path.away", "0.6718"),
        ({2020: 100, 2030: 200}, target(), "achieved", "on path", "met", "1"),
        ({2020: 100, 2031: 150}, target(), "behind", "below path", "path.below", "0.75"),
        ({2020: "0.1", 2025: "0.2"}, target(value="0.9"), "behind", "below path", "path.below", "0.6667"),
        ({2020: 100}, target(), "not_assessed", None, "no_later_actual", None),
    ],
)
def test_the_band_the_reason_and_the_ratio(  # noqa: PLR0913  all that it says
    series: Mapping[int, Typed], aim: Target, verdict: str, band: str | None, reason: str, ratio: str | None
) -> None:
    found = answer(series, aim)
    assert (found.verdict, found.band, found.reason.key) == (verdict, band, f"reason.{reason}")
    assert (None if found.ratio is None else format(round(found.ratio, 4).normalize(), "f")) == ratio


def test_without_time_nothing_is_assessed() -> None:
    question = asked({2020: 100, 2024: 120}, target())
    for by in (2019, 2020):
        early = question._replace(by=by)
        assert (judge(early).reason.key, working(early)) == ("reason.no_time", ())
        assert filled(judge(early).reason) == {"by": str(by), "year": "2020"}
    assert working(asked({2020: 100}, target())) == ()
    assert filled(answer({2020: 100}).reason) == {"year": "2020"}


@pytest.mark.parametrize(
    ("latest", "words"),
    [
        ("132", "132 in 2024 is at or better than the trajectory's 131.95"),
        ("120", "120 in 2024 is short of the trajectory's 132.0"),
        ("99", "99 in 2024 is worse than the baseline; the trajectory stands at 132.0"),
        ("131.95", "131.95 in 2024 is short of the trajectory's 131.951"),
    ],
)
def test_the_reason_shows_as_many_digits_as_the_verdict_needs(latest: str, words: str) -> None:
    assert answer({2020: 100, 2024: latest}).reason.translate("en") == words


def test_the_working_has_the_trajectory_with_its_numbers() -> None:
    (line,) = working(asked({2020: 100, 2024: 120}, target()))
    assert all(part in line.translate("en") for part in ("100", "200", "4", "10", "2024", "132.0"))


def test_the_working_in_numbers() -> None:
    (line,) = working(asked({2020: 100, 2024: 120}, target()))
    assert filled(line) == {
        "start": "100",
        "goal": "200",
        "years": "4",
        "all_years": "10",
        "year": "2024",
        "planned": "132.0",
    }
