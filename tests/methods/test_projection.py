"""projection: the value by the deadline, its share of the way, its bands, and what it says."""

from collections.abc import Mapping

import pytest

from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Judgement
from fuling_cli.language import LANGUAGES
from fuling_cli.methods.projection import judge, working
from tests.builders import Typed, asked, filled, target


def answer(series: Mapping[int, Typed], aim: Target | None = None) -> Judgement:
    return judge(asked(series, aim or target()))


SHORT = "stagnation or regression"


@pytest.mark.parametrize(
    ("series", "aim", "verdict", "band", "reason", "ratio"),
    [
        ({2020: 100, 2024: 210}, target(), "achieved", "achieved", "met", "5.3907"),
        ({2020: 100, 2024: 131}, target(), "on_track", "on track", "projection.share", "0.9642"),
        ({2020: 100, 2024: 120}, target(), "behind", "acceleration needed", "projection.share", "0.5774"),
        ({2020: 100, 2024: 103}, target(), "far_behind", SHORT, "projection.share", "0.0767"),
        ({2020: 100, 2024: 100}, target(), "far_behind", SHORT, "projection.still", "0"),
        ({2020: 100, 2024: 99}, target(), "reversing", SHORT, "projection.away", "-0.0248"),
        ({2020: 100, 2024: 0}, target(), "reversing", SHORT, "projection.away", "-1"),
        ({2020: 100, 2024: 75}, target(value=50, down=True), "on_track", "on track", "projection.share", "1.0257"),
        (
            {2020: 100, 2024: 90},
            target(value=50, down=True),
            "behind",
            "acceleration needed",
            "projection.share",
            "0.4631",
        ),
        ({2020: 100, 2024: 99}, target(value=50, down=True), "far_behind", SHORT, "projection.share", "0.0496"),
        ({2020: 100, 2024: 101}, target(value=50, down=True), "reversing", SHORT, "projection.away", "-0.0504"),
        ({2020: 100, 2024: 100}, target(value=100, at="more"), "not_assessed", None, "anything_required", None),
        ({2020: 100, 2024: 100}, target(value=100), "achieved", "achieved", "met", None),
        ({2020: 200}, target(), "achieved", "achieved", "met", None),
        ({2020: 100}, target(), "not_assessed", None, "no_later_actual", None),
        ({2020: -5, 2024: 5}, target(), "not_assessed", None, "turned_positive", None),
        ({2020: 5, 2024: -5}, target(), "not_assessed", None, "turned_negative", None),
        ({2020: -5, 2024: 200}, target(), "achieved", "achieved", "met", None),
        # a natural limit is in nobody's way who goes down from it, and no projection passes one from the other side
        (
            {2020: 80, 2024: 60},
            target(value=40, down=True, limit=100),
            "on_track",
            "on track",
            "projection.share",
            "1.0257",
        ),
        (
            {2020: 80, 2024: 79},
            target(value=40, down=True, limit=100),
            "far_behind",
            SHORT,
            "projection.share",
            "0.0619",
        ),
        (
            {2020: 50, 2024: 90},
            target(value=110, limit=100),
            "behind",
            "acceleration needed",
            "projection.share",
            "0.8333",
        ),
        # towards zero and below: what the growth cannot reach, it does not cover
        (
            {2020: 100, 2024: 50},
            target(value=0, down=True),
            "behind",
            "acceleration needed",
            "projection.share",
            "0.8232",
        ),
        ({2020: 100, 2024: 29}, target(value=0, down=True), "on_track", "on track", "projection.share", "0.9547"),
        (
            {2020: 100, 2024: 1},
            target(value=-10, down=True),
            "behind",
            "acceleration needed",
            "projection.share",
            "0.9091",
        ),
        (
            {2020: 100, 2024: 0},
            target(value=-10, down=True),
            "behind",
            "acceleration needed",
            "projection.share",
            "0.9091",
        ),
        ({2020: 95, 2024: 0}, target(value=-5, down=True), "on_track", "on track", "projection.share", "0.95"),
        ({2020: 95, 2024: 1}, target(value=-5, down=True), "behind", "acceleration needed", "projection.share", "0.95"),
        ({2020: 100, 2024: 0}, target(value=-901, down=True), "far_behind", SHORT, "projection.share", "0.0999"),
        ({2020: 100, 2030: 150}, target(), "behind", "acceleration needed", "projection.share", "0.5"),
        ({2020: 100, 2032: 195}, target(), "on_track", "on track", "projection.share", "0.95"),
        ({2020: 100, 2032: 194}, target(), "behind", "acceleration needed", "projection.share", "0.94"),
        ({2020: 100, 2030: 0}, target(value=0, down=True), "achieved", "achieved", "met", "1"),
    ],
)
def test_the_band_the_reason_and_the_ratio(  # noqa: PLR0913  all that it says
    series: Mapping[int, Typed], aim: Target, verdict: str, band: str | None, reason: str, ratio: str | None
) -> None:
    found = answer(series, aim)
    assert (found.verdict, found.band, found.reason.key) == (verdict, band, f"reason.{reason}")
    assert (None if found.ratio is None else format(round(found.ratio, 4).normalize(), "f")) == ratio


@pytest.mark.parametrize(
    ("value", "last", "unit", "verdict"),
    [
        (100, "99.2", "%", "achieved"),
        (100, 99, "%", "achieved"),  # exactly one per cent
        (100, "98.9", "%", "on_track"),
        (100, "99.2", "亿元", "on_track"),
        (99, "98.2", "%", "on_track"),
    ],
)
def test_nearly_all_of_a_share_counts_as_met(value: int, last: str, unit: str, verdict: str) -> None:
    aim = target(value=value, unit=unit)
    assert judge(asked({2020: 90, 2024: last}, aim, "projection")).verdict == verdict
    assert (
        judge(asked({2020: "0.2", 2024: "0.3"}, target(value=0, down=True, unit="%"), "projection")).band == "achieved"
    )


@pytest.mark.parametrize(
    ("series", "aim", "words"),
    [
        ({2020: 100, 2024: 120}, target(), "at the observed growth 157.7 by 2030, which covers 58% of the distance"),
        ({2020: 100, 2024: 99}, target(), "at the observed growth of -0.25% a year 97.5 by 2030"),
        (
            {2020: 100, 2025: "141.42"},
            target(),
            "at the observed growth 199.996 by 2030, which covers 100% of the distance",
        ),
        ({2020: 100, 2025: "139.64"}, target(), "195.0 by 2030, which covers 94.99% of the distance"),
    ],
)
def test_the_reason_in_words(series: Mapping[int, Typed], aim: Target, words: str) -> None:
    assert words in answer(series, aim).reason.translate("en")


def test_a_projection_of_hundreds_of_digits_is_still_judged() -> None:
    aim = target(value=10**9, by=2090)
    found = answer({2020: "0.001", 2021: 10**8}, aim)
    assert found.verdict == "on_track"
    away = answer({2020: 10, 2021: 10**14}, target(value=5, by=2090, down=True))
    assert away.verdict == "reversing"


def test_the_working_has_the_growth_the_projection_and_its_share() -> None:
    lines = [line.translate("en") for line in working(asked({2020: 100, 2024: 120}, target()))]
    assert len(lines) == 3
    assert all(part in lines[0] for part in ("120", "100", "4", "4.66%"))
    assert all(part in lines[1] for part in ("120", "4.66%", "6", "2030", "157.74"))
    assert all(part in lines[2] for part in ("200", "100", "0.58"))


def test_the_working_stops_where_the_growth_does() -> None:
    assert working(asked({2020: -5, 2024: 5}, target())) == ()
    assert len(working(asked({2020: 100, 2024: 100}, target(value=100, at="more")))) == 2
    late = working(asked({2020: 100, 2032: 120}, target()))
    assert all(line.translate(language) for line in late for language in LANGUAGES)


def test_the_working_in_numbers() -> None:
    rate, value, share = working(asked({2020: 100, 2024: 120}, target()))
    assert filled(rate) == {"start": "100", "end": "120", "years": "4", "growth": "4.66%"}
    assert filled(value) == {"last": "120", "growth": "4.66%", "years": "6", "by": "2030", "projection": "157.74"}
    assert filled(share) == {"start": "100", "goal": "200", "ratio": "0.58"}
    assert filled(answer({2020: 100}).reason) == {"year": "2020"}
