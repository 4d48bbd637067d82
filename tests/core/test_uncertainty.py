"""Judging what is not fully known: both ends, where the verdict turns, and what rounding could do to it.

The rules here are made up, so that a test sees what the bounds do and nothing of a method.
"""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from fuling_cli.core.figure import Figure, figure_words
from fuling_cli.core.target import Target
from fuling_cli.core.uncertainty import BoundedJudgement, judge_with_flags
from fuling_cli.core.verdict import Flag, Judge, Judgement, Question, Verdict, not_assessed
from fuling_cli.language import message
from tests.builders import Typed, at_least, at_most, between, figure, filled, ladder, standing, target

ACHIEVED, ON_TRACK, BEHIND, REVERSING = Verdict.ACHIEVED, Verdict.ON_TRACK, Verdict.BEHIND, Verdict.REVERSING


def growth(question: Question) -> Judgement:
    """A rule that asks only whether the latest actual is above the baseline."""
    assert question.baseline is not None
    verdict = ON_TRACK if question.latest.value > question.baseline.value else REVERSING
    return Judgement(verdict, message("reason.no_actual"))


rule = ladder(("50", BEHIND), ("110.5", ON_TRACK), ("200", ACHIEVED))


def judged_at(latest: Typed, judge: Judge = rule, baseline: Typed = 90, aim: Target | None = None) -> BoundedJudgement:
    return judge_with_flags(standing({2020: baseline, 2024: latest}, aim or target()), judge)


def summary(found: BoundedJudgement) -> tuple[Verdict, tuple[Verdict, Verdict] | None, Decimal | None, str]:
    return found.verdict, found.between, found.turns_at, found.reason.key


# ------------------------------------------------------------------------------------------------ both ends


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        (120, (ON_TRACK, None, None, "reason.no_actual")),
        (at_least(120), (Verdict.UNDECIDED, (ON_TRACK, ACHIEVED), Decimal(200), "reason.undecided.from")),
        (at_least(200), (ACHIEVED, None, None, "reason.no_actual")),
        (at_least(100), (Verdict.UNDECIDED, (BEHIND, ACHIEVED), Decimal("110.5"), "reason.undecided.from")),
        (at_most(49), (REVERSING, None, None, "reason.no_actual")),
        (at_most(50), (Verdict.UNDECIDED, (REVERSING, BEHIND), Decimal(50), "reason.undecided.from")),
        (at_most(120), (Verdict.UNDECIDED, (REVERSING, ON_TRACK), Decimal("110.5"), "reason.undecided.from")),
        (between(111, 119), (ON_TRACK, None, None, "reason.no_actual")),
        (between(110, 119), (Verdict.UNDECIDED, (BEHIND, ON_TRACK), Decimal("110.5"), "reason.undecided.from")),
    ],
)
def test_one_verdict_at_both_ends_is_the_verdict_and_two_are_none(
    latest: Typed, expected: tuple[Verdict, tuple[Verdict, Verdict] | None, Decimal | None, str]
) -> None:
    assert summary(judged_at(latest)) == expected


def test_the_turn_is_found_one_digit_finer_than_printed() -> None:
    steps = ladder(("110.4567", ON_TRACK))
    for printed, turn in (("100", "110.5"), ("100.0", "110.46"), ("100.00", "110.457")):
        assert str(judged_at(at_least(printed), steps).turns_at) == turn
    assert judged_at(at_least(100), steps, aim=target(whole=True)).turns_at == 111


def test_downwards_the_better_side_of_the_turn_is_below() -> None:
    def fewer(question: Question) -> Judgement:
        verdict = ON_TRACK if question.latest.value <= Decimal("110.45") else BEHIND
        return Judgement(verdict, message("reason.no_actual"))

    for latest in (at_least(100), at_most(120), between(100, 120)):
        found = judged_at(latest, fewer, aim=target(down=True))
        assert summary(found) == (Verdict.UNDECIDED, (BEHIND, ON_TRACK), Decimal("110.4"), "reason.undecided.up_to")


@pytest.mark.parametrize(
    ("baseline", "turn"),
    [(at_least(80), "99.9"), (between(80, 120), "99.9"), (at_most(120), "99.9"), (at_most("120.0"), "99.99")],
)
def test_where_the_baseline_is_the_one_in_doubt_the_turn_is_the_baselines(baseline: Typed, turn: str) -> None:
    found = judged_at(100, growth, baseline)
    assert found.reason.key == "reason.undecided.up_to"
    assert str(found.turns_at) == turn


def test_with_both_in_doubt_the_latest_actual_is_asked_first() -> None:
    found = judged_at(at_least(70), growth, between(80, 120))
    assert found.turns_at == Decimal("80.1")
    assert "70" in found.reason.translate("en")
    assert "latest" not in found.reason.translate("en")
    assert judged_at(between(81, 110), growth, between(80, 120)).turns_at == Decimal("80.9")


def test_what_only_both_together_can_turn_has_no_turn() -> None:
    def corner(question: Question) -> Judgement:
        assert question.baseline is not None
        both = question.baseline.value == 120 and question.latest.value == 110
        return Judgement(REVERSING if both else ON_TRACK, message("reason.no_actual"))

    found = judged_at(between(100, 110), corner, between(80, 120))
    assert found.reason.values == {"known": message("known.or_better", worst=message("verdict.reversing"))}
    assert summary(found) == (Verdict.UNDECIDED, (REVERSING, ON_TRACK), None, "reason.undecided.both")


def test_the_worst_and_the_best_of_all_ends_are_named() -> None:
    def four(question: Question) -> Judgement:
        assert question.baseline is not None
        verdicts = {(80, 100): BEHIND, (80, 110): ACHIEVED, (90, 100): REVERSING, (90, 110): ON_TRACK}
        nearest = (80 if question.baseline.value < 90 else 90, 100 if question.latest.value < 110 else 110)
        return Judgement(verdicts[nearest], message("reason.no_actual"))

    assert judged_at(between(100, 110), four, between(80, 90)).between == (REVERSING, ACHIEVED)


def test_an_open_verdict_says_which_figure_and_where_it_turns() -> None:
    values = judged_at(at_least(100)).reason.values
    assert values["figure"] == message("figure.latest", year=2024, figure=message("figure.low", low=100))
    assert values["turn"] == Decimal("110.5")
    assert values["verdict"] == message("verdict.on_track")
    assert values["known"] == message("known.or_better", worst=message("verdict.behind"))
    base = judged_at(100, growth, at_most(120)).reason.values
    assert base["figure"] == message("figure.baseline", year=2020, figure=message("figure.high", high=120))


def test_a_turn_beyond_the_last_whole_step_is_found() -> None:
    assert judged_at(between(100, "100.05"), ladder(("100.03", ON_TRACK))).turns_at == Decimal("100.1")


def test_the_ratio_of_an_open_verdict_is_that_of_the_printed_number() -> None:
    assert judged_at(at_least(120)).ratio == 120
    assert judged_at(at_most(120)).ratio == 120
    assert judged_at(between(110, 119)).ratio == 110
    assert judged_at(at_least(120)).band is None


def test_a_bound_is_open_far_beyond_everything_that_is_known() -> None:
    assert judged_at(at_least(1), ladder(("40000000000", ACHIEVED)), 40).between == (REVERSING, ACHIEVED)
    assert judged_at(at_least(1), ladder(("300000000000", ACHIEVED)), 40).between is None


def test_below_zero_a_bound_is_open_downwards() -> None:
    lower = ladder(("-1000000", BEHIND), ("-50", ON_TRACK))
    assert judged_at(at_most(-10), lower).between == (REVERSING, ON_TRACK)
    assert judged_at(at_most(10), ladder(("0", BEHIND))).between is None


def test_a_baseline_is_never_taken_for_zero_while_it_was_printed_above() -> None:
    def from_nothing(question: Question) -> Judgement:
        assert question.baseline is not None
        if question.baseline.value == 0:
            return not_assessed(message("reason.no_actual"))
        return Judgement(ON_TRACK, message("reason.no_actual"))

    assert judged_at(100, from_nothing, at_most(50)).verdict is ON_TRACK
    assert judged_at(100, from_nothing, at_most("0.1")).verdict is ON_TRACK
    assert judged_at(100, from_nothing, at_most(1), target(whole=True)).verdict is Verdict.UNDECIDED
    assert judged_at(100, from_nothing, at_most(0)).verdict is Verdict.NOT_ASSESSED


def test_the_latest_actual_may_be_zero() -> None:
    assert judged_at(at_most(50), ladder(("0.05", BEHIND))).turns_at == Decimal("0.1")


@pytest.mark.parametrize("one", [at_least(50), at_most(50), between(50, 60)])
def test_one_and_the_same_figure_is_never_two_numbers(one: Figure) -> None:
    same = judge_with_flags(standing({2020: one}, target()), growth)
    assert summary(same) == (REVERSING, None, None, "reason.no_actual")


def test_where_the_only_figure_turns_the_verdict_it_does_so_as_both() -> None:
    def doubled(question: Question) -> Judgement:
        assert question.baseline is not None
        both = question.baseline.value == question.latest.value >= 60
        return Judgement(ON_TRACK if both else BEHIND, message("reason.no_actual"))

    assert judge_with_flags(standing({2020: at_least(50)}, target()), doubled).turns_at == 60


# ------------------------------------------------------------------------------------------- what closes a target


@pytest.mark.parametrize(("latest", "verdict"), [("199.9", Verdict.MISSED), ("200", ACHIEVED)])
def test_at_the_deadline_only_meeting_counts(latest: str, verdict: Verdict) -> None:
    def banded(_: Question) -> Judgement:
        return Judgement(BEHIND, message("reason.no_actual"), "own band", Decimal(7), (Flag.WORSENING,))

    found = judge_with_flags(standing({2020: 90, 2030: latest}, target()), banded)
    assert found.verdict is verdict
    assert found.reason.key == ("reason.met" if verdict is ACHIEVED else "reason.missed")
    expected = {"value": latest, "year": "2030", "goal": "200"} | ({} if verdict is ACHIEVED else {"by": "2030"})
    assert filled(found.reason) == expected
    assert (found.band, found.ratio) == ("own band", Decimal(7))
    assert Flag.WORSENING in found.flags


def test_without_a_deadline_only_meeting_is_said() -> None:
    undated = target(by=None)
    assert summary(judged_at(200, aim=undated)) == (ACHIEVED, None, None, "reason.met")
    assert summary(judged_at(199, aim=undated)) == (Verdict.NOT_ASSESSED, None, None, "reason.undated")
    assert judged_at(at_least(199), aim=undated).turns_at == 200
    for latest in ("199", "200"):
        reason = judged_at(latest, aim=undated).reason
        assert filled(reason) == {"value": latest, "year": "2024", "goal": "200"}


# ------------------------------------------------------------------------------------------------ flags


def flags(found: BoundedJudgement) -> set[Flag]:
    return set(found.flags)


@pytest.mark.parametrize(
    ("latest", "baseline", "flagged"),
    [(120, 90, False), (at_least(200), 90, True), (120, between(80, 90), True), (at_least(120), 90, True)],
)
def test_a_bound_is_flagged_whether_it_decides_or_not(latest: Typed, baseline: Typed, *, flagged: bool) -> None:
    assert (Flag.BOUND in flags(judged_at(latest, baseline=baseline))) is flagged


@pytest.mark.parametrize(
    ("latest", "flagged"),
    [
        ("110", True),
        ("111", False),
        ("110.4", False),
        ("110.5", True),
        ("110.45", True),
        ("111.1", False),
        ("109", False),
    ],
)
def test_rounding_is_flagged_where_half_a_digit_turns_the_verdict(latest: str, *, flagged: bool) -> None:
    steps = ladder(("110.455", ON_TRACK))
    assert (Flag.ROUNDING in flags(judged_at(latest, steps))) is flagged


def test_rounding_of_the_baseline_counts_too() -> None:
    assert Flag.ROUNDING in flags(judged_at("100.0", growth, "100"))
    assert Flag.ROUNDING in flags(judged_at("100.0", growth, "99.9"))
    assert Flag.ROUNDING not in flags(judged_at("100.0", growth, "99.8"))
    assert Flag.ROUNDING in flags(judged_at("100.0", growth, between(80, "99.96")))
    assert Flag.ROUNDING not in flags(judged_at("100.0", growth, between(80, "99.94")))


def test_rounding_of_every_other_figure_counts_where_the_rule_uses_it() -> None:
    def first(question: Question) -> Judgement:
        verdict = ON_TRACK if question.latest.value - question.series[0].value > Decimal("9.6") else BEHIND
        return Judgement(verdict, message("reason.no_actual"))

    for early, flagged in (("90", True), ("90.0", False), (at_least(90), False), (at_least(91), False)):
        series: Mapping[int, Typed] = {2018: early, 2020: "90.00", 2024: "100.00"}
        assert (Flag.ROUNDING in flags(judge_with_flags(standing(series, target()), first))) is flagged


def test_rounding_is_taken_the_same_way_round_from_every_earlier_figure() -> None:
    def first(question: Question) -> Judgement:
        verdict = ON_TRACK if question.latest.value - question.series[0].value > Decimal("9.47") else BEHIND
        return Judgement(verdict, message("reason.no_actual"))

    series: Mapping[int, Typed] = {2018: "90", 2020: "90.00", 2024: "100.0"}  # at worst 99.95 after 90.5
    assert Flag.ROUNDING in flags(judge_with_flags(standing(series, target()), first))


def test_a_single_figure_is_rounded_as_one() -> None:
    assert Flag.ROUNDING not in flags(judge_with_flags(standing({2020: 100}, target()), growth))


def test_counts_are_not_rounded_and_what_is_open_is_not_flagged_as_rounded() -> None:
    assert Flag.ROUNDING in flags(judged_at(110))
    assert Flag.ROUNDING not in flags(judged_at(110, aim=target(whole=True)))
    assert Flag.ROUNDING not in flags(judged_at(at_least(110)))


@pytest.mark.parametrize(
    ("baseline", "up", "down"), [("201", True, False), ("200", False, False), ("199", False, True)]
)
def test_a_target_behind_the_baseline_lies_the_wrong_way(baseline: str, *, up: bool, down: bool) -> None:
    assert (Flag.WRONG_WAY in flags(judged_at(150, baseline=baseline))) is up
    assert (Flag.WRONG_WAY in flags(judged_at(150, baseline=baseline, aim=target(down=True)))) is down


@pytest.mark.parametrize(
    ("series", "flagged"),
    [
        ({2020: 90, 2022: 200, 2024: 199}, True),
        ({2020: 90, 2022: 200, 2024: 200}, False),
        ({2020: 90, 2022: 199, 2024: 198}, False),
        ({2020: 200, 2024: 199}, True),
        ({2019: 200, 2020: 90, 2024: 199}, False),
        ({2020: 90, 2022: at_least(200), 2024: 199}, True),
        ({2020: 90, 2022: at_least(199), 2024: 198}, False),
        ({2020: 90, 2022: at_most(300), 2024: 198}, False),
        ({2020: 90, 2022: between(199, 201), 2024: 198}, False),
        ({2020: 90, 2022: between(200, 201), 2024: 198}, True),
        ({2020: 90, 2030: 199, 2031: 200}, False),
    ],
)
def test_met_then_lost_needs_a_year_that_surely_met_it(series: Mapping[int, Typed], *, flagged: bool) -> None:
    assert (Flag.MET_THEN_LOST in flags(judge_with_flags(standing(series, target()), rule))) is flagged


# ------------------------------------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (figure("108.00"), "108.00"),
        (at_least(1700), "more than 1700"),
        (at_most(5), "less than 5"),
        (between("1.5", 2), "1.5 to 2"),
    ],
)
def test_a_figure_in_words(one: Figure, words: str) -> None:
    assert figure_words(one).translate("en") == words
