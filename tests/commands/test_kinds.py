"""Every kind of target under every command: what each says of it, and that they all say the same."""

import csv
import json
import re
import tomllib
from datetime import date
from typing import Any, NamedTuple

import pytest
from rich.cells import cell_len

from fuling_cli import Verdict, assess, load_ledger, load_plan
from fuling_cli.language import LANGUAGES, Language, words
from fuling_cli.tables.cell_text import SYMBOLS
from fuling_cli.terminal.card import card_screen
from fuling_cli.terminal.status import status_screen
from tests.screens import screen

from .program import ROOT, TODAY, Fuling

PLAN = ROOT / "tests" / "cases" / "every-kind"
PICTURES = ("yearly", "range", "index", "direction")
"""Kinds that are drawn each in its own way."""


class Said(NamedTuple):
    """What is expected of a target: its verdict, words in its card, explain, forecast and chart, and words in none."""

    verdict: str
    status: str
    explain: str
    forecast: str
    chart: str
    never: str = "nothing of the kind"


KINDS = {name: Said(**said) for name, said in tomllib.loads((PLAN / "said.toml").read_text("utf-8")).items()}
KEYS: dict[str, dict[str, Any]] = {
    "growth": {"growth": 6.5, "binding": False},
    "index": {"growth": 5, "figures": "growth"},
    "flow": {"figures": "flow", "value": 5000},
    "yearly": {"every_year": True, "at": "less"},
    "range": {"from": 45, "to": 55},
    "direction-down": {"direction": "down", "limit": 100},
    "break": {"comparable_from": 2022},
    "intensity": {"binding": True, "multiple": 0.865},
    "new": {"since": "2024-06-01", "replaces": "old"},
}
"""What `fuling targets --format json` says of each key."""


def told(fuling: Fuling, *typed: str, language: Language = "en") -> str:
    said = fuling(*typed, "--data-dir", PLAN, FULING_LANG=language, COLUMNS="80")
    assert (said.code, said.err) == (0, "")
    return said.out


def card_of(name: str, language: Language) -> str:
    """What `fuling status TARGET` shows on a terminal, unfolded."""
    plan, ledger = load_plan(PLAN / "targets.toml"), load_ledger(PLAN / "actuals.toml")
    day = date.fromisoformat(TODAY)
    (found,) = assess(plan, ledger, as_of=day, targets=[target for target in plan.targets if target.id == name])
    taken = screen(language=language)
    taken.terminal.show(card_screen(plan, found, day, language, 79))
    return taken.out.text


def document(fuling: Fuling, *typed: str) -> dict[str, Any]:
    return dict(json.loads(told(fuling, *typed, "--format", "json")))


@pytest.fixture(scope="module")
def fuling(tmp_path_factory: pytest.TempPathFactory) -> Fuling:
    return Fuling(tmp_path_factory.mktemp("kinds") / "home")


@pytest.mark.parametrize("name", KINDS)
def test_each_command_says_what_is_true_of_the_kind(fuling: Fuling, name: str) -> None:
    said = KINDS[name]
    card = card_of(name, "en")
    outs = {"status": card, **{one: told(fuling, one, name) for one in ("explain", "forecast", "chart")}}
    for command, out in outs.items():
        assert getattr(said, command) in re.sub(r"\n(?=\S)", " ", out), (command, out)
        assert said.never not in out, (command, out)
    verdict = Verdict(said.verdict)
    line = f"{SYMBOLS[verdict]} {words('en')[f'verdict.{verdict}']}: "
    assert card.splitlines()[1].startswith(line)
    assert outs["explain"].splitlines()[1].startswith(line)
    assert words("en")[f"verdict.{verdict}"] in outs["chart"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_left_over_in_any_language(fuling: Fuling, name: str, language: Language) -> None:
    typed = ("status", "explain", "forecast --growth 5% --interval t", "chart")
    outs = [card_of(name, language)]
    outs += [told(fuling, *one.split(), name, language=language) for one in typed]
    for out in outs:
        assert not re.search(r"None|\{|\}|\d\.\d{12}|[a-z_]+\.[a-z_]+\.[a-z]", out), out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_scorecard_holds_every_kind_at_every_width(width: int, language: Language) -> None:
    plan, ledger = load_plan(PLAN / "targets.toml"), load_ledger(PLAN / "actuals.toml")
    day = date.fromisoformat(TODAY)
    found = assess(plan, ledger, as_of=day)
    taken = screen(tty=True, width=width, language=language)
    taken.terminal.show(status_screen(plan, found, day, language, width - 1))
    lines = taken.out.text.splitlines()
    assert max(map(cell_len, lines)) < width
    told_of = {one.target.id: f"{SYMBOLS[one.verdict]} {words(language)[f'verdict.{one.verdict}']}" for one in found}
    assert all(any(line.rstrip().endswith(verdict) for line in lines) for verdict in told_of.values())
    text = " ".join(line.strip() for line in lines)
    assert "45..55" in text
    assert "187.71" in text
    assert not re.search(r"None|\{|\}|\d\.\d{9}", text)


def test_every_report_has_the_same_verdicts(fuling: Fuling) -> None:
    status = document(fuling, "status", "--all")
    verdicts = {target["id"]: target["verdict"] for target in status["targets"]}
    assert verdicts == {name: said.verdict for name, said in KINDS.items()}
    for name, verdict in verdicts.items():
        assert document(fuling, "forecast", name)["target"]["verdict"] == verdict
    rows = csv.DictReader(told(fuling, "export", "--all", "--format", "csv", "--layout", "long").splitlines())
    assert {row["id"]: row["verdict"] for row in rows} == verdicts
    (compared,) = json.loads(told(fuling, "compare", str(PLAN), "--all", "--format", "json"))["plans"]
    assert {verdict: count for verdict, count in compared["counts"].items() if count} == {
        verdict: [*verdicts.values()].count(verdict) for verdict in verdicts.values()
    }
    assert compared["overdue"] == status["summary"]["overdue"] == 0
    turns = document(fuling, "history", "--verdicts")["verdicts"]
    last = {turn["target"]: turn["verdict"] for turn in turns}
    assert last == {name: verdict for name, verdict in verdicts.items() if name != "words"} | {"old": "on_track"}
    readable = told(fuling, "export", "--all", "--format", "markdown")
    assert all(
        f"{SYMBOLS[Verdict(verdict)]} {words('en')[f'verdict.{verdict}']}" in readable for verdict in verdicts.values()
    )


def test_every_kind_is_in_the_definitions(fuling: Fuling) -> None:
    found = {target["id"]: target for target in document(fuling, "targets")["targets"]}
    assert {name: {key: found[name][key] for key in keys} for name, keys in KEYS.items()} == KEYS
    for_people = told(fuling, "targets", "--format", "markdown")
    for words_of_kind in (
        "≥ 6.5% a year",
        "| 45 to 55 % |",
        "must hold in every year",
        "more is better",
    ):
        assert words_of_kind in for_people


def test_a_changed_target_is_marked_like_a_revision(fuling: Fuling) -> None:
    turns = {
        (turn["target"], turn["as_of"]): turn
        for turn in document(fuling, "history", "changed", "--verdicts")["verdicts"]
    }
    changed = turns["new", "2024-06-01"]
    assert (changed["verdict"], changed["unchanged"], changed["unrevised"]) == ("behind", "on_track", None)
    assert "changed only because the target was (by the one before it would be on track)" in told(
        fuling, "history", "changed", "--verdicts"
    )


def test_a_name_means_the_target_in_force_and_an_id_says_what_replaced_it(fuling: Fuling) -> None:
    assert document(fuling, "status", "Changed target")["targets"][0]["id"] == "new"
    assert document(fuling, "status", "Changed target", "--as-of", "2024-05-31")["targets"][0]["id"] == "old"
    for command in ("status", "explain", "forecast", "chart"):
        said = fuling(command, "old", "--data-dir", PLAN)
        assert said.err == "old was replaced by new on 1 June 2024\n"
    assert "not announced before 1 June 2024" in told(fuling, "status", "new", "--as-of", "2024-05-31")


def test_nothing_is_judged_before_it_was_announced(fuling: Fuling) -> None:
    eve = ("--as-of", "2021-02-28")
    status = document(fuling, "status", "--all", *eve)
    assert {target["verdict"] for target in status["targets"]} == {"not_assessed"}
    assert status["summary"] == {
        "assessed": 0,
        "on_track": 0,
        "off_track": 0,
        "undecided": 0,
        "not_assessed": 20,
        "overdue": 0,
    }
    (compared,) = json.loads(told(fuling, "compare", str(PLAN), "--all", *eve, "--format", "json"))["plans"]
    assert (compared["assessed"], compared["not_assessed"], compared["overdue"]) == (0, 20, 0)
    turns = document(fuling, "history", "--verdicts")["verdicts"]
    assert min(turn["as_of"] for turn in turns) > "2021-03-01"
    assert min(turn["as_of"] for turn in turns if turn["target"] == "new") == "2024-06-01"


@pytest.mark.parametrize("report", ["status", "actuals", "targets", "trajectory"])
@pytest.mark.parametrize("name", ["csv", "html", "json", "markdown", "xlsx"])
def test_every_report_is_written_in_every_format(fuling: Fuling, report: str, name: str) -> None:
    said = fuling("export", report, "--all", "--format", name, "--data-dir", PLAN, "-o", f"{report}.{name}")
    assert said.code == 0
    assert (fuling.here / f"{report}.{name}").stat().st_size > 1000


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("ending", ["svg", "png"])
def test_every_kind_can_be_drawn(fuling: Fuling, name: str, ending: str) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra: charts")
    assert fuling("chart", name, "--data-dir", PLAN, "-o", f"{name}.{ending}").code == 0
