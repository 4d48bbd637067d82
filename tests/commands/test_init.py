"""fuling init: a plan to fill in, that is sound from the start."""

import shlex

import pytest

from fuling_cli.store.plan_file import load_plan

from .program import LEDGER, Fuling, digests
from .terminals import at_terminal, needs_terminal


def test_a_new_plan_is_sound_and_ends_with_a_command_that_works(bare: Fuling, language: str) -> None:
    said = bare("init", "our plan", FULING_LANG=language)
    assert (said.code, said.out) == (0, "")
    assert sorted(path.name for path in (bare.here / "our plan").iterdir()) == ["actuals.toml", "targets.toml"]
    assert bare("check", "--strict", "--data-dir", "our plan").code == 0
    program, *typed = shlex.split(said.err.splitlines()[-1])
    assert (program, typed) == ("fuling", ["status", "--data-dir", "our plan"])
    assert "gdp" in bare(*typed).out


def test_in_the_folder_itself_the_command_is_shorter_and_the_plan_is_the_one_that_is_used(bare: Fuling) -> None:
    here = bare.home / "plan"
    here.mkdir()
    said = bare("init", ".", cwd=here)
    assert said.err.splitlines()[-1].strip() == "fuling status"
    assert bare("record", "gdp", "2025", "700", "--source", "x", cwd=here).code == 0
    assert "700" in (here / "actuals.toml").read_text("utf-8")
    assert not bare.own.exists()


def test_its_example_can_be_recorded_and_judged_at_once(bare: Fuling) -> None:
    bare("init", "ours")
    for year, value in (("2024", "650"), ("2025", "700")):
        said = bare("record", "gdp", year, value, "--source", "x", "--data-dir", "ours")
        assert said.code == 0, said.err
    assert "1 on track" in bare("status", "--data-dir", "ours").out


def test_folders_above_are_made(bare: Fuling) -> None:
    assert bare("init", "a/b/c").code == 0
    assert (bare.here / "a/b/c/targets.toml").exists()


def test_a_folder_with_a_plan_is_left_alone(fuling: Fuling) -> None:
    before = digests(fuling.home)
    said = fuling("init", "data")
    assert (said.code, digests(fuling.home)) == (2, before)
    assert "data/targets.toml" in said.err


def test_a_ledger_that_waits_for_its_plan_is_kept(fuling: Fuling) -> None:
    fuling.targets.unlink()
    assert fuling("init", "data").code == 0
    assert fuling.actuals.read_text("utf-8") == LEDGER


def test_where_no_folder_can_be_it_says_so(bare: Fuling) -> None:
    (bare.here / "file").write_bytes(b"")
    assert bare("init", "file").code == 4
    assert bare("init", "file/below").code == 4


@needs_terminal
@pytest.mark.parametrize(
    ("answers", "code"), [("涪陵\n\n2023\n2028\n", 0), ("\n\n\n\n", 0), ("x\n\n2031\n\n", 2), ("", 0)]
)
def test_on_a_terminal_it_asks(bare: Fuling, answers: str, code: int) -> None:
    done, said = at_terminal(bare, "init", "ours", keys=answers or "\x04" * 4)
    assert done.code == code, said
    assert (bare.here / "ours").exists() == (code == 0)
    if code == 0:
        plan = load_plan(bare.here / "ours" / "targets.toml")
        wanted = ("涪陵", 2023, 2028) if "涪" in answers else ("My plan", 2024, 2030)
        assert (plan.title.en, plan.base_year, plan.by) == wanted
        assert "fuling status --data-dir ours" in said
