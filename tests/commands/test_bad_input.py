"""Bad input: one clear line, the right exit code, no traceback, and no byte of any file changed; in both languages."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from .program import LEDGER, PLAN, USUAL, Environment, Fuling, Said, digests


def refused(fuling: Fuling, code: int, *typed: str, language: str = "en", env: Environment = USUAL) -> Said:
    """Type what must be refused: within a second, in a line that is not of the interpreter, touching nothing."""
    before, started = digests(fuling.home), time.process_time()
    said = fuling(*typed, env=env, FULING_LANG=language)
    assert time.process_time() - started < 1
    assert (said.code, said.out) == (code, ""), said.err
    assert said.err.endswith("\n")
    assert "Traceback" not in said.err
    assert said.err.isascii() or language == "zh" or "“" in said.err or any(unit in said.err for unit in "亿万家")
    assert language == "en" or not said.err.isascii()
    assert digests(fuling.home) == before
    return said


USAGE = [
    # what is typed, and what the line must repeat or suggest
    ("record gpd 2023 1", "gdp"),
    ("record harmony 2023 1", "targets.toml"),
    ("record gdp 23 1250", "2024"),
    ("record gdp 0 1250", "1900"),
    ("record gdp 1899 1250", "1900"),
    ("record gdp 2100 1250", "2099"),
    ("record gdp 2_023 1250", "2_023"),
    ("record gdp 2023.0 1250", "2023.0"),
    ("record gdp 2027 1250 --force", "2026-11-22"),
    ("record gdp 2023 abc", "1626"),
    ("record gdp 2023 1.625,6", "1,626.5"),
    ("record gdp 2023 NaN", "NaN"),
    ("record gdp 2023 1e999999", "1e999999"),
    ("record gdp 2023 ∞", "∞"),
    ("record gdp 2023 0x10", "0x10"),
    ("record gdp 2023 1300..1200", "1300"),
    ("record gdp 2023 1250万吨", "万吨"),
    ("record gdp 2023 5%", "%"),
    ("record waste 2023 70亿元", "万吨"),
    ("record firms 2023 4.5", "firms"),
    ("record gdp 2025 1500", "--revise"),
    ("record gdp 2023 1250 --revise", "--revise"),
    ("record gdp 2023 125000", "--force"),
    ("record gdp 2023 1250 --published 2024-13-01", "2025-01-19"),
    ("record gdp 2023 1250 --published 20240101", "2025-01-19"),
    ("record gdp 2023 1250 --published 2027-01-01 --force", "2026-11-22"),
    ("record gdp 2023 1250 --published 2022-06-01 --force", "estimated"),
    ("record gdp 2023 1250 --status finale", "final"),
    ("record gdp 2023", "VALUE"),
    ("record gdp", "YEAR"),
    ("record", "METRIC"),
    ("record gdp 2023 1250 亿元", "亿元"),
    ("record gdp 2023 1250 --sauce x", "--source"),
    ("record gdp 2023 1250 --source", "--source"),
    ("record gdp 2023 1250 --force=yes", "--force"),
    ("undo gdp", "gdp"),
    ("staus", "status"),
    ("nonsense", "record"),
    ("status gpd", "gdp"),
    ("status --method cgar", "cagr"),
    ("status --format jsn", "json"),
    ("status --as-of today", "2025-01-19"),
    ("status --as-of 2026-02-29", "2026-02-29"),
    ("status --as-of", "--as-of"),
    ("status --lang fr", "zh"),
    ("status --color red", "never"),
    ("status --nonsense", "--nonsense"),
    ("explain", "TARGET"),
    ("explain gdp firms", "firms"),
    ("explain nonsense", "gdp"),
    ("history nonsense", "gdp"),
    ("targets nonsense", "gdp"),
    ("forecast gdp --growth fast", "fast"),
    ("forecast gdp --growth -200%", "-200%"),
    ("export nonsense", "actuals"),
    ("export --format doc", "csv"),
    ("export -o out.doc", "csv"),
    ("export -o data/targets.toml --format csv", "data/targets.toml"),
    ("export -o data/actuals.toml --format csv --force", "data/actuals.toml"),
    ("init data", "targets.toml"),
    ("init", "DIR"),
]


@pytest.mark.parametrize(("typed", "told"), USAGE, ids=[typed for typed, _ in USAGE])
def test_wrong_usage_is_told_in_one_line(fuling: Fuling, typed: str, told: str, language: str) -> None:
    said = refused(fuling, 2, *typed.split(" "), language=language)
    assert said.err.startswith("fuling: ")
    assert len(said.err.splitlines()) == 1
    assert told in said.err


@pytest.mark.parametrize(
    "value", ["", "   ", "亿", "万亿亿", "²", "٣", "1__0", "9" * 5000, "=1+1", "[red]1", "1\x1b[31m"]
)
def test_a_value_that_is_no_number_is_shown_what_would_be_one(fuling: Fuling, value: str, language: str) -> None:
    said = refused(fuling, 2, "record", "gdp", "2023", value, language=language)
    assert len(said.err) < 1000
    assert "\x1b" not in said.err


@pytest.mark.parametrize("option", ["--source", "--url", "--note"])
@pytest.mark.parametrize("text", ["", "  ", "x" * 1_000_000, "bad \udcff byte"])
def test_a_text_is_neither_empty_nor_endless_nor_broken(fuling: Fuling, option: str, text: str, language: str) -> None:
    said = refused(fuling, 2, "record", "gdp", "2023", "1250", option, text, language=language)
    assert option in said.err
    assert len(said.err) < 200


def _unreadable(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)  # a link to itself: also root cannot read it


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


SPOILT: dict[str, tuple[str, Callable[[Path], object]]] = {
    "cut off": ("2:7", lambda path: path.write_bytes(b'a = 1\nb = "x\n')),
    "GBK": ("1:4", lambda path: path.write_bytes("# 涪陵\n".encode("gbk") * 20)),
    "UTF-16": ("1:1", lambda path: path.write_bytes(PLAN.encode("utf-16"))),
    "zeros": ("1:1", lambda path: path.write_bytes(bytes(4096))),
    "emptied": ("1:1", lambda path: path.write_bytes(b"")),
    "conflict": ("2:1", lambda path: path.write_bytes(b"# ours\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n")),
    "typo": ("1:1", lambda path: path.write_bytes(b"taget = 1\n")),
    "brackets": ("1:1", lambda path: path.write_bytes(b"a = " + b"[" * 100_000)),
    "dotted key": ("1:1", lambda path: path.write_bytes(b"a." * 50_000 + b"a = 1\n")),
    "large": ("1:1", lambda path: _holes(path, 50 << 20)),
    "folder": ("1:1", _folder),
    "pipe": ("1:1", _pipe),
    "device": ("1:1", _device),
    "unreadable": ("1:1", _unreadable),
}


def _holes(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


READERS = (
    "status",
    "explain gdp",
    "history",
    "export actuals",
    "check",
    "record gdp 2023 1250",
    "undo --force",
    "redo -n",
)


@pytest.mark.parametrize("name", ["targets.toml", "actuals.toml"])
@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_file_is_told_with_line_and_column(fuling: Fuling, how: str, name: str, language: str) -> None:
    place, spoil = SPOILT[how]
    path = fuling.data / name
    spoil(path)
    readers = READERS if how in ("cut off", "typo") else READERS[:1] + READERS[4:6]
    for typed in readers:
        if name == "targets.toml" and typed.startswith(("undo", "redo")):
            continue  # which needs no plan
        said = refused(fuling, 3, *typed.split(), language=language)
        assert said.err.splitlines()[0].startswith((f"{path}:{place}: ", f"{path}:1:")), said.err


def test_the_words_for_a_typo_list_what_is_allowed(fuling: Fuling, language: str) -> None:
    fuling.plan(PLAN.replace('unit = "亿元"\nvalue = 2000', 'unit = "亿元"\ntaget = 2000'))
    said = refused(fuling, 3, "check", "--strict", language=language)
    assert said.err.startswith(f"{fuling.targets}:14:1: ")
    warned = fuling("status", FULING_LANG=language)
    assert (warned.code, warned.err.splitlines()[0]) == (0, said.err.splitlines()[0])
    for key in ("value", "multiple", "at", "by", "baseline", "whole", "note"):
        assert key in said.err


@pytest.mark.parametrize("how", ["flag", "variable"])
def test_a_folder_without_a_plan_is_told(fuling: Fuling, how: str, language: str) -> None:
    for typed in ("status", "record gdp 2023 1250 --source x", "check", "where", "undo"):
        words = (*typed.split(), "--data-dir", "nowhere") if how == "flag" else tuple(typed.split())
        said = refused(fuling, 3, *words, language=language, env={"FULING_DATA_DIR": "nowhere"})
        assert said.err.startswith("nowhere/targets.toml:1:1: ")
        assert "fuling init" in said.err


def test_a_read_only_ledger_is_left_alone(fuling: Fuling, language: str) -> None:
    fuling.actuals.chmod(0o444)
    for typed in ("record gdp 2023 1250 --source x", "undo --force"):
        said = refused(fuling, 4, *typed.split(), language=language)
        assert str(fuling.actuals) in said.err.splitlines()[-1]
    again = refused(fuling, 4, "record", "gdp", "2023", ">1200亿", "--note", "two words", language=language)
    assert "fuling record gdp 2023 '>1200亿' --note 'two words'" in again.err  # to be typed once more
    assert fuling("status").code == 0


def test_a_folder_that_cannot_be_written_keeps_its_files(fuling: Fuling, language: str) -> None:
    lock = fuling.data / ".actuals.toml.lock"
    lock.mkdir()  # also root cannot take this for a lock
    said = refused(fuling, 4, "record", "gdp", "2023", "1250", "--source", "x", language=language)
    assert str(lock) in said.err
    lock.rmdir()
    assert fuling("record", "gdp", "2023", "1250", "--source", "x").code == 0


def test_a_bug_is_one_line_and_its_place_is_told_on_request(fuling: Fuling, language: str) -> None:
    def broken(context: typer.Context) -> None:
        del context
        raise ZeroDivisionError("the test wants it")

    from fuling_cli.commands import where

    kept, where.command = where.command, broken
    try:
        said = fuling("where", FULING_LANG=language)
        told = fuling("where", "--debug", FULING_LANG=language)
    finally:
        where.command = kept
    assert (said.code, told.code) == (70, 70)
    assert len(said.err.splitlines()) == 1
    assert "ZeroDivisionError" in said.err
    assert "--debug" in said.err
    assert "Traceback" in told.err
    assert fuling.actuals.read_text("utf-8") == LEDGER
