"""fuling where, and the order in which every command looks for its files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fuling_cli.store.data_folder import shipped_folder

from .program import LEDGER, PLAN, ROOT, USUAL, Environment, Fuling


def planted(folder: Path) -> Path:
    """A folder with a plan in it."""
    folder.mkdir(parents=True)
    (folder / "targets.toml").write_text(PLAN, encoding="utf-8")
    return folder


def used(
    fuling: Fuling, *typed: str | Path, cwd: Path | None = None, env: Environment = USUAL, **changed: str | None
) -> Path:
    """The folder whose plan ``fuling where`` names."""
    said = fuling("where", *typed, cwd=cwd, env={**env, **changed})
    assert said.code == 0, said.err
    named = {line.partition("  ")[0]: line.partition("  ")[2].strip() for line in said.out.splitlines()}
    folder = Path(named["targets"]).parent
    assert named["ledger"].startswith(str(folder / "actuals.toml"))
    assert named["because"]
    return folder


def test_the_flag_goes_first_then_the_environment_the_project_the_user_and_what_ships(bare: Fuling) -> None:
    assert used(bare) == shipped_folder()
    own = planted(bare.own)
    assert used(bare) == own
    bare.plan()
    assert used(bare) == bare.data
    here = planted(bare.here / "ours")
    assert used(bare, cwd=here) == here
    named = planted(bare.home / "named")
    assert used(bare, FULING_DATA_DIR=str(named)) == named
    flagged = planted(bare.home / "flagged")
    assert used(bare, "--data-dir", flagged, FULING_DATA_DIR=str(named)) == flagged


def test_a_plan_in_the_working_folder_goes_before_one_in_its_data_and_both_before_those_above(bare: Fuling) -> None:
    deep = bare.here / "a" / "b"
    deep.mkdir(parents=True)
    assert used(bare, cwd=deep) == shipped_folder()
    for place in (bare.here / "data", bare.here, bare.here / "a" / "data", bare.here / "a", deep / "data", deep):
        place.mkdir(exist_ok=True)
        (place / "targets.toml").write_text(PLAN, "utf-8")
        assert used(bare, cwd=deep) == place


@pytest.mark.parametrize("how", ["--data-dir={}", "FULING_DATA_DIR"])
@pytest.mark.parametrize("named", ["~/plan", "~/plan/targets.toml", "{home}/plan/targets.toml", "../plan/targets.toml"])
def test_the_home_is_read_and_a_plan_stands_for_its_folder(bare: Fuling, how: str, named: str) -> None:
    planted(bare.home / "plan")
    typed = named.format(home=bare.home)
    words, changed = ([], {how: typed}) if how.isupper() else ([how.format(typed)], {})
    assert used(bare, *words, env=changed).resolve() == bare.home / "plan"
    assert bare("record", "gdp", "2023", "1250", "--source", "x", *words, env=changed).code == 0
    assert (bare.home / "plan" / "actuals.toml").exists()


def test_it_says_why_and_how_many_targets_and_figures_there_are(fuling: Fuling, language: str) -> None:
    said = [
        fuling("where", *typed, cwd=cwd, env={**changed, "FULING_LANG": language}).out.splitlines()
        for typed, cwd, changed in (
            (("--data-dir", fuling.data), None, {}),
            ((), None, {"FULING_DATA_DIR": str(fuling.data)}),
            ((), None, {}),
            ((), fuling.home, {}),
        )
    ]
    assert len({lines[-1] for lines in said}) == 4
    assert "--data-dir" in said[0][-1]
    assert "FULING_DATA_DIR" in said[1][-1]
    for lines in said[:3]:
        assert "6" in lines[0]
        assert "8" in lines[0]
    assert "30" in said[3][0]


def test_what_the_user_recorded_on_the_plan_that_ships_is_counted_apart(bare: Fuling) -> None:
    *_, own, _ = bare("where").out.splitlines()
    assert own.startswith(f"your own   {bare.own / 'actuals.toml'} (not there yet")
    assert bare("record", "gdp", "2025", "1830", "--source", "x").code == 0
    first, *_, own, _ = bare("where").out.splitlines()
    assert first.endswith(", 1 of them your own")
    assert own == f"your own   {bare.own / 'actuals.toml'}"


def test_a_copy_of_the_plan_that_ships_goes_on_as_the_users_own_and_what_it_lacks_is_named(
    bare: Fuling, language: str
) -> None:
    bare.own.mkdir(parents=True)
    for name in ("targets.toml", "actuals.toml"):
        shutil.copy(shipped_folder() / name, bare.own / name)
    assert used(bare) == bare.own
    assert len(bare("where", FULING_LANG=language).out.splitlines()) == 4
    ledger = bare.own / "actuals.toml"
    ledger.write_text(ledger.read_text("utf-8").rpartition("[[actual]]")[0], "utf-8")
    *_, lacking, advice = bare("where", FULING_LANG=language).out.splitlines()
    assert "1" in lacking
    assert str(bare.own / "targets.toml") in advice
    assert bare("record", "gdp", "2025", "1830", "--source", "x").code == 0
    (bare.own / "targets.toml").rename(bare.own / "old.toml")  # as advised
    assert used(bare) == shipped_folder()
    assert "1 of them your own" in bare("where").out  # what was copied is not told twice


def test_a_newer_version_brings_its_figures(bare: Fuling, tmp_path: Path) -> None:
    assert bare("record", "gdp", "2025", "1830", "--published", "2026-01-20", "--source", "x").code == 0
    package = tmp_path / "newer"
    for part in ("fuling_cli", "data"):
        shutil.copytree(ROOT / part, package / part, ignore=shutil.ignore_patterns("__pycache__"))
    with (package / "data" / "actuals.toml").open("a", encoding="utf-8") as ledger:
        ledger.write(
            '\n[[actual]]\nmetric = "listed-companies"\nyear = 2025\nvalue = 7\nunit = "家"\n'
            'source = "a newer version"\nrecorded = 2026-11-20T00:00:00Z\n'
        )
    newer = bare.process("status", "listed-companies", env={"PYTHONPATH": str(package)})
    assert newer.code == 0, newer.err
    assert "a newer version" in newer.out + bare.process("history", env={"PYTHONPATH": str(package)}).out
    assert "1830" in bare.process("status", "gdp", env={"PYTHONPATH": str(package)}).out


GONE = {
    "deleted": ["sh", "-c", 'cd "$0" && rmdir "$0" && exec "$@"'],
    "closed": ["sh", "-c", 'cd "$0" && chmod 0 . && exec setpriv --bounding-set=-all --inh-caps=-all "$@"'],
}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to give up its rights")
@pytest.mark.parametrize("how", GONE)
def test_without_a_working_folder_a_plan_that_is_named_is_used_and_no_other(
    fuling: Fuling, how: str, language: str, tmp_path: Path
) -> None:
    environment = fuling.environment({"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "FULING_LANG": language})
    found = {}
    for number, typed in enumerate((("--data-dir", str(fuling.data)), ())):
        gone = tmp_path / str(number)
        gone.mkdir()
        command = [*GONE[how], str(gone), sys.executable, "-m", "fuling_cli", "status", *typed]
        found[typed] = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    named, unnamed = found.values()
    assert (named.returncode, named.stderr) == (0, "")
    assert (unnamed.returncode, unnamed.stdout) == (4, "")
    assert "--data-dir" in unnamed.stderr
    assert len(unnamed.stderr.splitlines()) == 1


def test_a_project_is_found_from_any_depth(fuling: Fuling) -> None:
    deep = fuling.here / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert used(fuling, cwd=deep) == fuling.data
    nearer = planted(fuling.here / "a" / "data")
    assert used(fuling, cwd=deep) == nearer


@pytest.mark.parametrize("root", ["folder", "file"])
def test_the_root_of_a_repository_is_the_last_place_upwards(fuling: Fuling, root: str) -> None:
    repository = fuling.here / "repository"
    inside = repository / "inside"
    inside.mkdir(parents=True)
    mark = repository / ".git"
    mark.mkdir() if root == "folder" else mark.write_text("gitdir: elsewhere", encoding="utf-8")
    assert used(fuling, cwd=inside) == shipped_folder()
    assert used(fuling, cwd=inside) != planted(repository / "data")
    assert used(fuling, cwd=inside) == repository / "data"


def test_the_home_is_the_last_place_upwards(bare: Fuling) -> None:
    planted(bare.home.parent / "data")
    assert used(bare) == shipped_folder()
    assert used(bare, HOME=str(bare.home.parent)) == bare.home.parent / "data"


def test_a_ledger_alone_is_no_project(bare: Fuling) -> None:
    bare.data.mkdir()
    bare.actuals.write_text(LEDGER, encoding="utf-8")
    assert used(bare) == shipped_folder()


def test_a_missing_ledger_is_named_as_such(fuling: Fuling) -> None:
    fuling.actuals.unlink()
    assert "fuling record" in fuling("where").out.splitlines()[2]


def test_a_plan_that_cannot_be_read_is_still_found(fuling: Fuling) -> None:
    fuling.targets.write_text("[[", "utf-8")
    assert "fuling check" in fuling("where").out.splitlines()[0]
    assert used(fuling) == fuling.data


def test_xdg_moves_the_folder_of_the_user(bare: Fuling, tmp_path: Path) -> None:
    own = planted(tmp_path / "xdg" / "fuling")
    assert used(bare, XDG_DATA_HOME=str(tmp_path / "xdg")) == own


def test_an_empty_variable_is_none(fuling: Fuling) -> None:
    assert used(fuling, FULING_DATA_DIR="") == fuling.data


@pytest.mark.parametrize("how", ["folder", "pipe", "dangling link"])
def test_what_bears_the_name_of_a_plan_is_told_and_never_passed_over(bare: Fuling, how: str) -> None:
    bare.data.mkdir()
    match how:
        case "folder":
            bare.targets.mkdir()
        case "pipe":
            os.mkfifo(bare.targets)
        case _:
            bare.targets.symlink_to("nowhere")
    said = bare("status")
    assert said.code == 3
    assert said.err.startswith(f"{bare.targets}:1:1: ")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a folder away")
def test_a_plan_that_somebody_else_planted_is_named(bare: Fuling, language: str) -> None:
    bare.plan()
    os.chown(bare.data, 4321, 4321)
    said = bare("status", FULING_LANG=language)
    assert said.code == 0
    assert str(bare.data) in said.err
    assert len(said.err.splitlines()) == 1
    os.chown(bare.data, 0, 0)
    assert bare("status").err == ""
