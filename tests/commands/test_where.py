"""fuling where, and the order in which every command looks for its files."""

import os
from pathlib import Path

import pytest

from fuling_cli.store.data_folder import shipped_folder

from .program import LEDGER, PLAN, Fuling


def planted(folder: Path) -> Path:
    """A folder with a plan in it."""
    folder.mkdir(parents=True)
    (folder / "targets.toml").write_text(PLAN, encoding="utf-8")
    return folder


def used(fuling: Fuling, *typed: str | Path, cwd: Path | None = None, **changed: str | None) -> Path:
    """The folder that ``fuling where`` names."""
    said = fuling("where", *typed, cwd=cwd, env=changed)
    assert said.code == 0
    first, targets, actuals = said.out.splitlines()
    folder = Path(targets.split(": ", 1)[1]).parent
    assert str(folder) in first
    assert str(folder / "actuals.toml") in actuals
    return folder


def test_the_flag_goes_first_then_the_environment_the_project_the_user_and_what_ships(bare: Fuling) -> None:
    assert used(bare) == shipped_folder()
    own = planted(bare.own)
    assert used(bare) == own
    bare.plan()
    assert used(bare) == bare.data
    named = planted(bare.home / "named")
    assert used(bare, FULING_DATA_DIR=str(named)) == named
    flagged = planted(bare.home / "flagged")
    assert used(bare, "--data-dir", flagged, FULING_DATA_DIR=str(named)) == flagged


def test_it_says_why(fuling: Fuling) -> None:
    reasons = [
        fuling("where", *typed, cwd=cwd, env=changed).out.splitlines()[0].split("(")[1]
        for typed, cwd, changed in (
            (("--data-dir", fuling.data), None, {}),
            ((), None, {"FULING_DATA_DIR": str(fuling.data)}),
            ((), None, {}),
            ((), fuling.home, {}),
        )
    ]
    assert len(set(reasons)) == 4
    assert "--data-dir" in reasons[0]
    assert "FULING_DATA_DIR" in reasons[1]
    assert "upwards" in reasons[2]
    assert "read-only" in reasons[3]


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


def test_a_plan_in_this_folder_that_is_not_used_is_told(bare: Fuling) -> None:
    here = planted(bare.home / "plan")
    said = bare("status", cwd=here)
    assert said.err.startswith("careful: the plan in this folder is not the one that is used; for it type --data-dir .")
    assert bare("status", "--data-dir", ".", cwd=here).err == ""
    assert bare("status", cwd=here, FULING_DATA_DIR=".").err == ""
    bare.plan()
    assert bare("status", cwd=bare.data).err == ""
