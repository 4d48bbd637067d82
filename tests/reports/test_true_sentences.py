"""No sentence on any screen contradicts the numbers beside it, whatever the plan and the figures are."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from hypothesis import assume, example, given
from hypothesis import strategies as st

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.figure import Figure
from fuling_cli.core.forecast import forecast
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.revisions import Turn, verdict_history
from fuling_cli.core.target import Plan, Target
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import LANGUAGES, Bilingual, Language, words
from fuling_cli.methods import FOR_NUMBERS, judge_targets, rule_of
from fuling_cli.reports.comparison import Compared
from fuling_cli.reports.explanation import other_methods
from fuling_cli.reports.forecast import forecast_table, lead_notes
from fuling_cli.reports.trajectory import chart_table
from fuling_cli.terminal.card import card_screen
from fuling_cli.terminal.comparison import comparison_screen
from fuling_cli.terminal.explanation import explanation_screen
from fuling_cli.terminal.forecast import forecast_screen
from fuling_cli.terminal.history import verdicts_screen
from fuling_cli.terminal.one_line import one_line_screen
from fuling_cli.terminal.screen import Screen
from fuling_cli.terminal.status import status_screen
from fuling_cli.terminal.targets import targets_screen
from tests.builders import assessed, at_least, at_most, between, target
from tests.screens import drawn_chart, screen

TODAY = date(2026, 11, 22)
NUMBER = r"-?\d+(?:\.\d+)?(?:E[+-]\d+)?"

values = st.decimals("0.5", 400, places=1) | st.integers(1, 400).map(Decimal)
figures = (
    values.map(Figure.exactly)
    | values.map(at_least)
    | values.map(at_most)
    | st.tuples(values, values).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: between(*ends))
)
series = st.dictionaries(st.integers(2019, 2026), figures, min_size=1, max_size=6)
kinds = st.sampled_from(
    [
        target(by=2025, every_year=True),
        target(value=None, growth=Decimal("6.5"), by=2025),
        target(figures="flow", by=2030),
        target(value=None, value_range=(Decimal(150), Decimal(250))),
        target(value=None, directed=True, limit=Decimal(400)),
        target(value=None, value_range=(Decimal(50), Decimal(250)), by=2025, every_year=True),
        target(value=None, growth=Decimal(5), figures="growth"),
        target(multiple=2, figures="growth", by=2024),
        target(comparable_from=2022),
        target(value=0, down=True, limit=Decimal(0)),
        target(value=-20, down=True),
        target(value=300, limit=Decimal(400), baseline=90),
        target(value=None, multiple=2),
        target(value=None),
    ]
)
aims = kinds | st.builds(
    lambda value, down, strict, by, whole: target(
        value=value.to_integral_value() if whole else value,
        down=down,
        at={(False, False): "least", (False, True): "more", (True, False): "most", (True, True): "less"}[down, strict],
        by=by,
        whole=whole,
    ),
    values,
    st.booleans(),
    st.booleans(),
    st.sampled_from([2023, 2025, 2030, None]),
    st.booleans(),
)


def plan_of(aim: Target) -> Plan:
    """A plan of one target."""
    name = Bilingual("A plan", "规划")
    return Plan("p", name, name, 2020, aim.by, date(2020, 1, 1), "gazette", (aim,))


def text_of(made: Screen, language: Language) -> str:
    """A screen as a reader sees it, unfolded."""
    taken = screen(tty=False, language=language)
    taken.terminal.show(made)
    return taken.out.text


def screens(found: Assessment, aim: Target, method: str, language: Language) -> Mapping[str, str]:
    """Every screen that says something of one target."""
    plan, given_figures = plan_of(found.target), {year: one.figure for year, one in (found.series or {}).items()}
    others = [assessed(name, given_figures, found.target, as_of=TODAY) for name in other_methods(found.method)]
    ahead = forecast(found)
    years = forecast_screen(
        forecast_table(plan, found, ahead, TODAY), found, list(lead_notes(found, ahead)), TODAY, language
    )
    return {
        "status": text_of(status_screen(plan, [found], TODAY, language, 79), language),
        "pipe": text_of(one_line_screen(plan, [found], TODAY, language), language),
        "card": text_of(card_screen(plan, found, TODAY, language, 79), language),
        "explain": text_of(explanation_screen(plan, found, others, TODAY, language), language),
        "forecast": text_of(years, language),
        "chart": drawn_chart(chart_table(plan, found, TODAY), language=language),
        "targets": text_of(targets_screen(plan, [aim], language, 79), language),
        "history": text_of(verdicts_screen(plan, turns_of(found, aim, method), TODAY, language), language),
        "compare": text_of(comparison_screen([compared(plan_of(aim), found, method)], TODAY, language), language),
    }


def turns_of(found: Assessment, aim: Target, method: str) -> list[Turn]:
    """The verdicts as of every publication of the figures of one target."""
    plan = plan_of(aim)
    return list(
        verdict_history(
            [aim],
            list((found.series or {}).values()),
            rule_for=lambda target: rule_of(plan, target, method),
            announced=plan.announced,
            as_of=TODAY,
        )
    )


def compared(plan: Plan, found: Assessment, method: str) -> Compared:
    """The plan of one target as a row beside others."""
    ledger = Ledger(tuple((found.series or {}).values()))
    (one,) = judge_targets(plan, ledger, plan.targets, as_of=TODAY, method=method)
    return Compared("folder", plan.id, plan.title, plan.area, {one.verdict: 1}, int(one.overdue))


@given(series, aims, st.sampled_from(FOR_NUMBERS))
@example({2020: Figure.exactly(Decimal("111.50")), 2024: Figure.exactly(Decimal("111.49"))}, target(), "cagr")
@example({2020: Figure.exactly(Decimal(100)), 2024: Figure.exactly(Decimal(15))}, target(value=15, at="more"), "cagr")
@example({2020: Figure.exactly(Decimal(100)), 2025: at_most(300)}, target(), "path")
def test_no_screen_says_what_is_not_true(given_figures: Mapping[int, Figure], aim: Target, method: str) -> None:
    found = assessed(method, given_figures, aim, as_of=TODAY)
    assume(found.standing is not None)
    for language in LANGUAGES:
        for name, text in screens(found, aim, method, language).items():
            for rule in RULES:
                rule(found, name, text)


def no_number_fails_itself(_found: Assessment, name: str, text: str) -> None:
    """A value is never said to miss a target of the same value without the sign that makes the difference."""
    for value, goal in re.findall(rf"({NUMBER}) in \d+ does not meet the target of ((?:[<>] )?{NUMBER})", text):
        assert value != goal, (name, text)


def no_share_beyond_the_way(found: Assessment, name: str, text: str) -> None:
    """More than all of the way is done only where the target is met, less than nothing only where it is not."""
    if name in ("status", "pipe", "card") and found.verdict in (Verdict.REVERSING, Verdict.MISSED):
        for sign, share in re.findall(r"([<>]?)(-?\d+)%(?!\.)", re.sub(r"-?\d+\.\d+%", "", text)):
            assert sign == "<" or int(share) <= 100 or ".." in text, (name, text)


def nothing_is_needed_of_what_is_met(found: Assessment, name: str, text: str) -> None:
    """A target that is met asks for no growth from here."""
    if found.verdict is Verdict.ACHIEVED:
        assert not re.search(r"% a year from here|今后需年均", text), (name, text)
        if name == "explain":
            assert not re.search(r"^ +(from here|今后需) ", text, re.MULTILINE), text


def nothing_is_reached_in_the_past(found: Assessment, name: str, text: str) -> None:
    """What is still to be reached is reached after the latest figure."""
    assert found.standing is not None
    for year in re.findall(r"reached (?:in|by) (\d{4})|(\d{4}) 年达到(?:目标)?", text):
        assert int("".join(year)) > found.standing.latest.year, (name, text)


def no_rate_of_zero_reverses(found: Assessment, name: str, text: str) -> None:
    """A rate that leads away is not printed as 0.00 %."""
    if found.verdict is Verdict.REVERSING and found.method == "cagr" and name in ("status", "pipe", "card", "explain"):
        rows = [line for line in text.splitlines() if re.match(r" +(observed|实际) ", line)]
        assert not any(re.search(r"(?<![\d<>.])-?0\.0+%", row) for row in rows), text


def no_required_growth_is_missed_by_more_than_it(found: Assessment, name: str, text: str) -> None:
    """The rates beside each other tell the verdict: grew 9.50 % where 10.00 % was required is not behind at 95 %."""
    if found.method == "cagr" and found.verdict in (Verdict.BEHIND, Verdict.FAR_BEHIND):
        for observed, required in re.findall(rf"grew ({NUMBER})% a year; ({NUMBER})% was required", text):
            share = Decimal("0.95") if found.verdict is Verdict.BEHIND else Decimal("0.60")
            assert abs(Decimal(observed)) < share * abs(Decimal(required)), (name, text)


def nothing_is_blank_or_broken(_found: Assessment, name: str, text: str) -> None:
    """No empty brackets, no key in the place of a word, no more than 40 digits in a row, no blanks at an end."""
    assert not re.search(r"\(\)|（）|None|\{|\}|[a-z_]+\.[a-z_]+\.[a-z]|\d{41}", text), (name, text)
    assert all(line == line.rstrip() for line in text.splitlines()), (name, text)


def history_ends_with_the_verdict_of_today(found: Assessment, name: str, text: str) -> None:
    """Nothing but a day that passes comes between the last publication and today."""
    passed = found.verdict is Verdict.NOT_ASSESSED  # a deadline, since the last publication
    if name == "history" and not passed:
        assert text.splitlines()[-1].endswith((words_of("en", found), words_of("zh", found))), (name, text)


def compare_counts_it_once(found: Assessment, name: str, text: str) -> None:
    """Off track of those assessed, on track, undecided and without a verdict: a row of one target."""
    if name == "compare":
        row = next(line for line in text.splitlines() if "folder" in line)
        off, on, undecided, none = re.split(r" {2,}", row.strip())[1:]
        side = found.verdict.on_track
        assert re.match("1 of 1|1/1", off) if side is False else re.match("0 of 1|0/1" if side else "-", off), text
        held = (side is True, found.verdict is Verdict.UNDECIDED, found.verdict is Verdict.NOT_ASSESSED)
        assert [one.strip() == "1" for one in (on, undecided, none)] == [*held], text


def targets_say_what_was_announced(found: Assessment, name: str, text: str) -> None:
    """The number of the file, with its digits."""
    if name == "targets":
        target = found.target
        numbers = (target.value, target.multiple, target.growth, *(target.value_range or ()))
        assert all(number is None or f"{number:f}" in text for number in numbers), text
        assert target.has_number or target.directed or "≥" not in text, text


def words_of(language: Language, found: Assessment) -> str:
    return words(language)[f"verdict.{found.verdict}"]


RULES = (
    no_number_fails_itself,
    no_share_beyond_the_way,
    nothing_is_needed_of_what_is_met,
    nothing_is_reached_in_the_past,
    no_rate_of_zero_reverses,
    no_required_growth_is_missed_by_more_than_it,
    nothing_is_blank_or_broken,
    history_ends_with_the_verdict_of_today,
    compare_counts_it_once,
    targets_say_what_was_announced,
)


def test_every_threshold_that_is_listed_turns_the_verdict() -> None:
    """What explain lists is in order, and the published figure stands in exactly one place."""
    found = assessed("cagr", {2020: Figure.exactly(Decimal(100)), 2024: at_least(115)}, target(), as_of=TODAY)
    text = text_of(explanation_screen(plan_of(found.target), found, (), TODAY, "en"), "en")
    rows: Sequence[str] = [line for line in text.splitlines() if re.match(" +[●√!×▼] ", line)]
    thresholds = [Decimal(one) for row in rows for one in re.findall(r"([\d.]+) or more(?!”)", row)]
    assert thresholds == sorted(thresholds, reverse=True)
    assert sum("begins here" in row for row in rows) == 1
