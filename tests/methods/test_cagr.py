"""cagr: where its rates exist, its ratio, its bands, and what it says."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Judgement, Verdict
from fuling_cli.methods.cagr import judge, working
from tests.builders import Typed, asked, filled, target


def answer(series: Mapping[int, Typed], aim: Target | None = None) -> Judgement:
    return judge(asked(series, aim or target()))


def read(judgement: Judgement) -> str:
    return judgement.reason.translate("en")


@pytest.mark.parametrize(
    ("series", "aim", "verdict", "band", "reason"),
    [
        ({2020: 100, 2024: 200}, target(), "achieved", "target achieved", "met"),
        ({2020: 100, 2024: 131}, target(), "on_track", "on track", "cagr.grew"),
        ({2020: 100, 2024: 120}, target(), "behind", "acceleration needed", "cagr.grew"),
        ({2020: 100, 2024: 110}, target(), "far_behind", "limited progress", "cagr.grew"),
        ({2020: 100, 2024: 100}, target(), "far_behind", "limited progress", "cagr.still"),
        ({2020: 100, 2024: "99.99"}, target(), "reversing", "deterioration", "cagr.shrank"),
        ({2020: 100, 2024: 0}, target(), "reversing", "deterioration", "cagr.shrank"),
        ({2020: 100, 2024: 101}, target(value=50, down=True), "reversing", "deterioration", "cagr.grew"),
        ({2020: 100, 2024: 100}, target(value=100, at="more"), "not_assessed", None, "anything_required"),
        ({2020: 100, 2021: 99}, target(value=100, at="more", by=2022), "reversing", "deterioration", "cagr.shrank"),
        ({2020: 200}, target(), "achieved", "target achieved", "met"),
        ({2020: 100}, target(), "not_assessed", None, "no_later_actual"),
        ({2020: 100, 2024: 50}, target(value=0, down=True), "not_assessed", None, "no_compound_path"),
        ({2020: 100, 2024: 50}, target(value=-1, down=True), "not_assessed", None, "no_compound_path"),
        ({2020: 100, 2024: 0}, target(value=0, down=True), "achieved", "target achieved", "met"),
        ({2020: -5, 2024: 5}, target(), "not_assessed", None, "turned_positive"),
        ({2020: 0, 2024: 5}, target(), "not_assessed", None, "turned_positive"),
        ({2020: 5, 2024: -5}, target(), "not_assessed", None, "turned_negative"),
        ({2020: 0, 2024: 0}, target(), "not_assessed", None, "no_growth"),
        ({2020: -5, 2024: -4}, target(), "not_assessed", None, "no_growth"),
        ({2020: 0, 2024: -4}, target(), "not_assessed", None, "no_growth"),
        ({2020: -5, 2024: 0}, target(), "not_assessed", None, "no_growth"),
        ({2020: -5, 2024: 200}, target(), "achieved", "target achieved", "met"),
    ],
)
def test_the_band_and_the_reason(
    series: Mapping[int, Typed], aim: Target, verdict: str, band: str | None, reason: str
) -> None:
    found = answer(series, aim)
    assert (found.verdict, found.band, found.reason.key) == (verdict, band, f"reason.{reason}")


@pytest.mark.parametrize(
    ("series", "aim", "ratio"),
    [
        ({2020: 100, 2022: "112.36"}, target(value="161.051", by=2025), "0.6"),
        ({2020: 100, 2022: 81}, target(value="161.051", by=2025), "-1"),
        ({2020: 100, 2022: 81}, target(value="32.768", by=2025, down=True), "0.5"),
        ({2020: 100, 2022: 144}, target(value="110.25", by=2022, at="more"), "4"),
        ({2020: 100, 2022: 81}, target(value="59.049", by=2025, down=True), "1"),
        ({2020: 100, 2021: 0}, target(value=50, by=2021, down=True), "2"),
    ],
)
def test_the_ratio_is_observed_over_required_growth(series: Mapping[int, Typed], aim: Target, ratio: str) -> None:
    found = answer(series, aim).ratio
    assert found is not None
    assert abs(found - Decimal(ratio)) < Decimal("1E-50")


@pytest.mark.parametrize(
    ("series", "aim"),
    [
        ({2020: 100, 2024: 100}, target(value=100)),  # nothing required
        ({2020: -5, 2024: 200}, target()),
        ({2020: 100, 2024: 0}, target(value=0, down=True)),
        ({2020: 250}, target()),
    ],
)
def test_without_both_rates_there_is_no_ratio(series: Mapping[int, Typed], aim: Target) -> None:
    found = answer(series, aim)
    assert (found.verdict, found.ratio) == (Verdict.ACHIEVED, None)


def test_without_time_nothing_is_assessed() -> None:
    question = asked({2020: 100, 2024: 120}, target())
    for by in (2019, 2020):
        early = question._replace(by=by)
        assert judge(early).reason.key == "reason.no_time"
        assert filled(judge(early).reason) == {"by": str(by), "year": "2020"}


@pytest.mark.parametrize(
    ("series", "aim", "words"),
    [
        ({2020: 100, 2024: 120}, target(), "grew 4.66% a year; 7.18% was required"),
        ({2020: 100, 2024: 99}, target(), "changed by -0.25% a year; 7.18% was required"),
        (
            {2020: 100, 2022: "119.902"},
            target(value="161.051", by=2025),
            "grew 9.4998% a year; 10.0000% was required",
        ),
        ({2020: 100, 2024: 210}, target(), "210 in 2024 meets the target of 200"),
        ({2020: -5, 2024: 5}, target(), "turned positive, from -5 to 5, so no growth rate exists"),
        ({2020: 100, 2024: 50}, target(value=0, down=True), "no constant growth leads from 100 to 0"),
        ({2020: 100}, target(), "only 2020 has been published: no growth to judge yet"),
    ],
)
def test_the_reason_in_words(series: Mapping[int, Typed], aim: Target, words: str) -> None:
    assert read(answer(series, aim)) == words


def test_the_digits_never_contradict_the_verdict() -> None:
    close = answer({2020: 100, 2024: "131.9507"}, target())
    assert read(close) == "grew 7.17733% a year; 7.17735% was required"


def test_the_working_has_both_rates_and_their_ratio() -> None:
    lines = [line.translate("en") for line in working(asked({2020: 100, 2024: 120}, target()))]
    assert len(lines) == 3
    assert all(part in lines[0] for part in ("120", "100", "4", "4.66%"))
    assert all(part in lines[1] for part in ("200", "100", "10", "7.18%"))
    assert all(part in lines[2] for part in ("0.65", "0.95", "0.60"))


def test_the_working_stops_where_the_rates_do() -> None:
    assert working(asked({2020: -5, 2024: 5}, target())) == ()
    assert working(asked({2020: 100, 2024: 50}, target(value=0, down=True))) == ()
    assert len(working(asked({2020: 100, 2024: 100}, target(value=100, at="more")))) == 2


def test_the_working_in_numbers() -> None:
    rates, required, ratio = working(asked({2020: 100, 2024: "131.9507"}, target()))
    assert filled(rates) == {"start": "100", "end": "131.9507", "years": "4", "growth": "7.17733%"}
    assert filled(required) == {"start": "100", "end": "200", "years": "10", "growth": "7.17735%"}
    assert filled(ratio) == {"ratio": "1.00", "on_track": "0.95", "behind": "0.60"}


def test_small_values_and_a_single_year_are_judged_like_any_other() -> None:
    small = asked({2020: "0.1", 2024: "0.12"}, target(value="0.2"))
    assert (judge(small).band, len(working(small))) == ("acceleration needed", 3)
    assert answer({2020: 100, 2021: 110}, target(value=115, by=2021)).band == "acceleration needed"
