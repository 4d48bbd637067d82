"""A data file may be anything: it is refused at once, in few bytes of memory: rows I07, I08 and I11 of README.md."""

import io
import os
import signal
import stat
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.core.parsing import figure_from, year_from
from fuling_cli.errors import InvalidData, WrongUsage
from fuling_cli.importer.sheet import Refused
from fuling_cli.importer.source import sheet_of_file
from fuling_cli.store.ledger_file import parse_ledger
from fuling_cli.store.plan_file import load_plan
from fuling_cli.store.read_file import LARGEST_FILE, read_data_file
from tests.builders import examples

from .bench import AS_ANOTHER, COMMANDS, CSV, LEDGER, PLAN, ROOT, needs_another, run
from .tracing import WarmPython

KINDS = ["zeros without end", "pipe", "folder", "socket", "circle", "too large", "long line", "long key", "deep"]


def make(kind: str, path: Path) -> None:
    """Put something in the place of a data file."""
    path.unlink(missing_ok=True)
    match kind:
        case "zeros without end":
            path.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "socket":
            os.mknod(path, stat.S_IFSOCK | 0o644)
        case "circle":
            path.symlink_to(path.name)
        case "too large":
            path.touch()
            os.truncate(path, 50_000_000)
        case "long line":
            path.write_bytes(b"#" + b"x" * 10_000_000)
        case "long key":
            path.write_bytes(b"a." * 50_000 + b"a = 1\n")
        case _:
            path.write_bytes(b"a = " + b"[" * 100_000)


MOST_MEMORY = 200 << 20
"""Bytes."""
SECONDS = 5
"""Of computing: each takes a fifth of one, and a machine may be busy."""
LIMITED = [sys.executable, str(Path(__file__).with_name("limited.py")), str(SECONDS), str(MOST_MEMORY)]
"""What a command line begins with that may take no more."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these")
@pytest.mark.parametrize("name", ["targets.toml", "actuals.toml"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_refused_at_once(kind: str, name: str, warm: WarmPython, tmp_path: Path) -> None:
    COMMANDS[0].place(tmp_path)
    make(kind, tmp_path / name)
    done = warm.run(["env", f"FULING_DATA_DIR={tmp_path}", *LIMITED, "fuling_cli", "status"])
    assert done.returncode == 3, done.stderr
    assert f"{tmp_path / name}:1:" in done.stderr
    assert "Traceback" not in done.stderr


@needs_another
def test_what_may_not_be_read_is_refused(open_path: Path) -> None:
    path = COMMANDS[0].place(open_path)
    path.chmod(0)
    done = run([*AS_ANOTHER, *COMMANDS[0].command(path)[:5], "status"])
    assert done.returncode == 3
    assert "permission denied" in done.stderr


def test_the_limit_is_exact_and_nothing_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert read_data_file(path) is None
    path.write_bytes(b"12345")
    assert read_data_file(path, 5) == b"12345"
    with pytest.raises(InvalidData):
        read_data_file(path, 4)
    assert LARGEST_FILE < 50_000_000


# Tables to import


def bomb() -> bytes:
    """A small workbook that unpacks to 3 GB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packing:
        for number in range(48):
            packing.writestr(f"xl/worksheets/sheet{number}.xml", bytes(64 << 20) if number == 0 else b"<a/>")
    return file.getvalue()


TABLES: dict[str, Callable[[], bytes]] = {
    "a bomb": bomb,
    "not what it says": lambda: b"PK\x03\x04" + bytes(10_000_000),
    "zeros": lambda: b"metric,year,value\ngdp,2023,\0\n",
    "one long line": lambda: b"x" * 10_000_000,
    "commas": lambda: b"metric" + b"," * 10_000_000 + b"x",
    "quotes": lambda: b'metric,year\n"' + b'""' * 5_000_000,
    "an old workbook": lambda: b"\xd0\xcf\x11\xe0" + bytes(100_000),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits nothing")
@pytest.mark.parametrize("kind", TABLES)
def test_a_table_that_is_none_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = COMMANDS[0].place(tmp_path)
    (tmp_path / "new.csv").write_bytes(TABLES[kind]())
    done = run([*LIMITED, "fuling_cli", "import", "new.csv", "--data-dir", str(tmp_path)], cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("new.csv:")
    assert len(done.stderr) < 1000
    assert path.read_bytes() == LEDGER


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits nothing")
def test_the_limits_would_be_felt(tmp_path: Path) -> None:
    (tmp_path / "hungry.py").write_text("bytearray(300 << 20)", encoding="utf-8")
    (tmp_path / "slow.py").write_text("while True: pass", encoding="utf-8")
    place = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    assert "AssertionError" in run([*LIMITED, "hungry"], env=place).stderr
    assert run([*LIMITED[:2], "1", *LIMITED[3:], "slow"], env=place).returncode in {-signal.SIGXCPU, -signal.SIGKILL}


# Anything at all

PIECES = [
    *("[[actual]]\n", "[plan]\n", "[[target]]\n", "[[withdrawal]]\n", "metric = ", "year = ", "value = ", "low = "),
    *("recorded = ", "by = ", "id = ", "name = ", "unit = ", "multiple = ", "baseline = ", "entry = ", "whole = "),
    *("nan", "inf", "-inf", "1e999999", "1e-999999", "-0", "0x10", "9" * 5000, "1_0", "true", '"gdp"', "'x'", '"""'),
    *("0001-01-01", "2026-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "12:00:00", "2024-02-30", "[", "]", "{", "}"),
    *("\n", "\r\n", "\r", "=", ".", ",", "#", "\t", "\0", "\ufeff", "\u2028", "\x1b[31m", "<<<<<<< HEAD\n", "涪陵"),
]
pieces = st.lists(st.sampled_from(PIECES), max_size=30).map("".join).map(str.encode)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file with a stretch of it cut out and something else in its place."""
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, len(whole)))
    return whole[:start] + draw(st.binary(max_size=8) | pieces) + whole[end:]


@given(raw=st.binary() | pieces | damaged(LEDGER))
def test_whatever_the_bytes_a_ledger_is_read_or_refused(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    with suppress(InvalidData):
        parse_ledger(tmp_path_factory.getbasetemp() / "actuals.toml", raw)


@given(raw=st.binary() | pieces | damaged(PLAN.encode()))
def test_whatever_the_bytes_a_plan_is_read_or_refused(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(raw)
    with suppress(InvalidData):
        load_plan(path)


ENCODINGS = [None, "gb18030", "utf-16", "utf-7", "idna", "punycode", "raw_unicode_escape", "cp1252", "hex", "nonsense"]


@given(raw=st.binary() | damaged(CSV.encode()) | st.binary().map(b"PK".__add__), encoding=st.sampled_from(ENCODINGS))
def test_whatever_the_bytes_a_table_is_read_or_refused(
    raw: bytes, encoding: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(raw)
    with suppress(WrongUsage, Refused):
        assert all(isinstance(cell, str) for row in sheet_of_file(path, None, encoding).rows for cell in row)


NUMBERS = [
    *"0123456789.,-+ ",
    "１",
    "，",
    "亿",
    "万",
    "元",
    "%",
    "家",
    "突破",
    "近",
    "以上",
    "..",
    "to",
    "bn",
    "e9",
    "NaN",
    "∞",
]


@examples(300)
@given(
    text=st.text() | st.lists(st.sampled_from(NUMBERS), max_size=12).map("".join),
    unit=st.sampled_from(["亿元", "家", "%"]),
)
def test_whatever_is_typed_is_a_figure_or_refused(text: str, unit: str) -> None:
    with suppress(WrongUsage):
        assert isinstance(figure_from(text, unit), Figure)
    with suppress(WrongUsage):
        assert 1900 <= year_from(text) < 2100
