"""Every other screen of the plan that ships, on terminals of three widths, in both languages."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from fuling_cli.core.forecast import forecast
from fuling_cli.core.revisions import verdict_history
from fuling_cli.language import LANGUAGES, Language, message
from fuling_cli.methods import assess, judge_targets, rule_of
from fuling_cli.reports.comparison import Compared
from fuling_cli.reports.explanation import other_methods
from fuling_cli.reports.forecast import forecast_table, lead_notes
from fuling_cli.store.ledger_file import load_ledger
from fuling_cli.store.plan_file import load_plan
from fuling_cli.terminal.card import card_screen
from fuling_cli.terminal.comparison import comparison_screen
from fuling_cli.terminal.explanation import explanation_screen
from fuling_cli.terminal.forecast import forecast_screen
from fuling_cli.terminal.history import history_screen, verdicts_screen
from fuling_cli.terminal.screen import Screen
from fuling_cli.terminal.targets import targets_screen
from tests.screens import screen

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 22)
PLAN, LEDGER = load_plan(DATA / "targets.toml"), load_ledger(DATA / "actuals.toml")
NAMES: tuple[str, ...] = (
    "card-gdp",
    "card-listed",
    "explain-gdp",
    "explain-enterprises",
    "history-gdp",
    "history",
    "verdicts-gdp",
)
NAMES += ("targets", "forecast-gdp", "forecast-enterprises", "compare")


def screens(language: Language, width: int) -> Mapping[str, Callable[[], Screen]]:
    """Each screen by its name."""
    found = {one.target.id: one for one in assess(PLAN, LEDGER, as_of=TODAY)}
    gdp, firms, listed = found["gdp"], found["ten-billion-enterprises"], found["listed-companies"]

    def explained(which: str) -> Screen:
        one = found[which]
        names = other_methods(one.method)
        others = [assess(PLAN, LEDGER, as_of=TODAY, method=name, targets=[one.target])[0] for name in names]
        return explanation_screen(PLAN, one, others, TODAY, language)

    def foreseen(which: str) -> Screen:
        one = found[which]
        ahead = forecast(one)
        table = forecast_table(PLAN, one, ahead, TODAY)
        return forecast_screen(table, one, list(lead_notes(one, ahead)), TODAY, language)

    def turned() -> Screen:
        all_turns = verdict_history(
            [gdp.target],
            LEDGER.of("gdp"),
            rule_for=lambda target: rule_of(PLAN, target, None),
            announced=PLAN.announced,
            as_of=TODAY,
        )
        return verdicts_screen(PLAN, list(all_turns), TODAY, language)

    def compared() -> Screen:
        verdicts = [one.verdict for one in judge_targets(PLAN, LEDGER, PLAN.targets, as_of=TODAY)]
        counts = {verdict: verdicts.count(verdict) for verdict in verdicts}
        plans = (
            Compared("lost", problem=message("data.no_plan")),
            Compared("data", PLAN.id, PLAN.title, PLAN.area, counts),
        )
        return comparison_screen(plans, TODAY, language)

    return {
        "card-gdp": lambda: card_screen(PLAN, gdp, TODAY, language, width - 1),
        "card-listed": lambda: card_screen(PLAN, listed, TODAY, language, width - 1),
        "explain-gdp": lambda: explained("gdp"),
        "explain-enterprises": lambda: explained(firms.target.id),
        "history-gdp": lambda: history_screen(PLAN, LEDGER, ["gdp"], TODAY, language),
        "history": lambda: history_screen(PLAN, LEDGER, list(PLAN.metrics), TODAY, language),
        "verdicts-gdp": turned,
        "targets": lambda: targets_screen(PLAN, PLAN.targets, language, width - 1),
        "forecast-gdp": lambda: foreseen("gdp"),
        "forecast-enterprises": lambda: foreseen(firms.target.id),
        "compare": compared,
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("name", NAMES)
def test_a_screen_is_the_golden_one_and_fits(
    name: str, width: int, language: Language, golden: Callable[[str, str], None]
) -> None:
    made = screen(tty=True, width=width, language=language)
    made.terminal.show(screens(language, width)[name]())
    golden(f"terminal/{name}.{width}.{language}.txt", made.out.text)
    lines = made.out.text.splitlines()
    too_wide = [line for line in lines if cell_len(line) >= width and "http" not in line]
    assert not too_wide
    assert all(line == line.rstrip() for line in lines)


def test_what_there_is_to_announce_fits_a_few_screens() -> None:
    for name, most in (("targets", 40), ("explain-gdp", 60), ("history-gdp", 18), ("card-gdp", 24)):
        for language in LANGUAGES:
            made = screen(tty=True, language=language)
            made.terminal.show(screens(language, 80)[name]())
            assert made.out.text.count("\n") <= most, name


def test_a_row_of_targets_fits_where_signs_and_units_become_escapes() -> None:
    made = screen(tty=True, encoding="ascii")
    made.terminal.show(targets_screen(PLAN, PLAN.targets, "en", 79, made.terminal.cells))
    rows = [line for line in made.out.text.splitlines() if line.startswith("  ")]
    assert [line for line in rows if len(line) > 79] == []
