"""fuling init: a plan to fill in, that is sound from the start."""

from .program import LEDGER, Fuling, digests


def test_a_new_plan_is_sound_and_empty(bare: Fuling) -> None:
    said = bare("init", "ours")
    assert said.code == 0
    assert "fuling check --data-dir ours" in said.err
    assert sorted(path.name for path in (bare.here / "ours").iterdir()) == ["actuals.toml", "targets.toml"]
    assert bare("check", "--strict", "--data-dir", "ours").code == 0
    assert bare("status", "--data-dir", "ours").code == 0


def test_its_example_works_once_the_signs_are_taken_away(bare: Fuling) -> None:
    bare("init", "ours")
    targets = bare.here / "ours" / "targets.toml"
    text = targets.read_text("utf-8")
    head, example = text[: text.index("# [[target]]")], text[text.index("# [[target]]") :]
    lines = [line.removeprefix("# ") for line in example.splitlines()]
    targets.write_text(head + "\n".join(lines), encoding="utf-8")
    assert bare("check", "--data-dir", "ours").code == 0
    for year, value in (("2024", "700"), ("2025", "740")):
        said = bare("record", "gdp", year, value, "--source", "x", "--data-dir", "ours")
        assert said.code == 0, said.err
    assert "off track (behind)" in bare("status", "--data-dir", "ours").out


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
