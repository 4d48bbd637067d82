"""`fuling compare`: several plans side by side."""

import concurrent.futures
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fuling_cli.commands import compare
from fuling_cli.commands.compare import MANY, by_every_core
from fuling_cli.errors import OutputFailed

from .program import LEDGER, PLAN, ROOT, Fuling

TARGET = """
[[target]]
id = "gdp"
name = { en = "Gross product", zh = "生产总值" }
unit = "亿元"
value = 2000
"""
HEAD = """[plan]
id = "p"
title = { en = "The plan of NAME", zh = "NAME规划" }
area = { en = "NAME", zh = "NAME" }
base_year = 2020
by = 2030
announced = 2021-03-01
source = "a gazette"
"""


def place(folder: Path, name: str, value: str | None) -> str:
    """A plan of one target in a folder, and its actuals of 2020 and 2025; the folder's name."""
    folder.mkdir(parents=True)
    (folder / "targets.toml").write_text(HEAD.replace("NAME", name) + TARGET, encoding="utf-8")
    if value is not None:
        entries = "".join(
            f'[[actual]]\nmetric = "gdp"\nyear = {year}\nvalue = {number}\nunit = "亿元"\n'
            f"recorded = {year + 1}-02-01T08:00:00Z\n"
            for year, number in ((2020, "1000"), (2025, value))
        )
        (folder / "actuals.toml").write_text(entries, encoding="utf-8")
    return folder.name


@pytest.fixture
def here(fuling: Fuling) -> Fuling:
    """A project with plans of every kind."""
    for name, value in (("well", "1500"), ("ill", "1010"), ("none", None), ("worse", "900"), ("met", "2100")):
        place(fuling.here / name, name.capitalize(), value)
    (fuling.here / "nested").mkdir()
    (fuling.here / "ill").rename(fuling.here / "nested" / "data")
    (fuling.here / "broken").mkdir()
    (fuling.here / "broken" / "targets.toml").write_text(HEAD.replace("base_year", "baseyear"), encoding="utf-8")
    return fuling


def order(out: str) -> list[str]:
    return [plan["folder"] for plan in json.loads(out)["plans"]]


def test_the_worst_comes_first_and_a_bad_folder_is_told_and_not_fatal(here: Fuling) -> None:
    said = here("compare", "well", "none", "broken", "met", "nested", "worse", "--format", "json")
    assert said.code == 3
    assert order(said.out) == ["nested", "worse", "well", "met", "none", "broken"]
    assert [line.split(" ")[0] for line in said.err.splitlines()] == [
        "broken/targets.toml:1:1:",
        "broken/targets.toml:5:1:",
    ]
    plans = {plan["folder"]: plan for plan in json.loads(said.out)["plans"]}
    assert plans["worse"]["counts"]["reversing"] == 1
    assert plans["worse"]["share_off_track"] == 1
    assert plans["none"]["share_off_track"] is None
    assert plans["broken"]["targets"] is None
    assert plans["broken"]["problem"] == "“base_year” is missing"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_the_golden_file(here: Fuling, language: str, golden: Callable[[str, str], None]) -> None:
    said = here("compare", "well", "none", "broken", "met", "nested", "worse", FULING_LANG=language)
    golden(f"commands/compare.{language}.txt", said.out + said.err)


def test_it_counts_as_status_does(here: Fuling) -> None:
    status = json.loads(here("status", "--all", "--format", "json").out)["summary"]
    (plan,) = json.loads(here("compare", "data", "--all", "--format", "json").out)["plans"]
    assert {key: plan[key] for key in status} == status
    assert plan["targets"] == PLAN.count("[[target]]")
    assert LEDGER.count("[[actual]]") > 0


def test_the_day_and_the_method_count(here: Fuling) -> None:
    before = json.loads(here("compare", "well", "--as-of", "2021-06-30", "--format", "json").out)["plans"][0]
    assert before["not_assessed"] == 1
    path = json.loads(here("compare", "well", "--method", "path", "--format", "json").out)["plans"][0]
    assert path["counts"]["on_track"] == 1
    assert here("compare", "well", "--method", "cgar").code == 2


def test_it_is_written_like_an_export(here: Fuling) -> None:
    assert here("compare", "well", "worse", "-o", "compared.csv").code == 0
    assert (here.here / "compared.csv").read_bytes().startswith(b"\xef\xbb\xbfarea_en,area_zh,")
    assert here("compare", "well", "-o", "compared.csv").code == 2
    assert here("compare", "well", "-o", "well/targets.toml", "--format", "csv", "--force").code == 2
    assert here("compare", "well", "--format", "html").out.startswith("<!doctype html>")
    assert here("compare").code == 2


def test_many_plans_are_judged_by_every_core_in_the_order_given(here: Fuling, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [place(here.here / f"county-{number}", f"County {number}", "1010") for number in range(MANY)]
    many = here.process("compare", *names, "broken", "--format", "json")
    assert order(many.out) == [*names, "broken"]
    assert many.code == 3
    monkeypatch.setattr(compare, "MANY", 10**6)
    assert here("compare", *names, "broken", "--format", "json").out == many.out


STARTING = """
import multiprocessing, sys
multiprocessing.set_start_method(sys.argv.pop(1))
from fuling_cli.cli import main
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows interrupts otherwise")
@pytest.mark.parametrize("seconds", [0.5, 1])
@pytest.mark.parametrize("start", ["fork", "forkserver", "spawn"])  # Linux, Linux since Python 3.14, macOS
def test_an_interruption_ends_it_at_once_and_without_a_traceback(here: Fuling, start: str, seconds: float) -> None:
    names = [place(here.here / f"county-{number}", f"County {number}", "1010") for number in range(MANY)]
    command = [sys.executable, "-c", STARTING, start, "compare", *(names * 30)]
    environment = here.environment({"PYTHONPATH": str(ROOT)})
    with subprocess.Popen(
        command, cwd=here.here, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        time.sleep(seconds)  # any moment will do: at the work, or while what was found is written
        os.killpg(running.pid, signal.SIGINT)  # to every process, as a terminal sends it
        _, err = running.communicate(timeout=30)
    assert running.returncode in (130, 0)  # 0 where it was done before
    assert err == (b"fuling: interrupted; nothing was written\n" if running.returncode else b"")


def test_processes_leave_the_keyboard_to_the_one_that_started_them() -> None:
    before = signal.getsignal(signal.SIGINT)
    asked: Any = signal.getsignal  # what the other process does must be known there too, as a test is not
    numbers: Any = [signal.SIGINT, signal.SIGTERM]
    assert [*by_every_core(asked, numbers)] == [signal.SIG_IGN, signal.SIG_DFL]
    assert signal.getsignal(signal.SIGINT) == before


def here_and_there(started: list[int]) -> Callable[..., object]:
    """What starts processes, and notes that it was asked to; none can be started."""

    def refuse(**_: object) -> object:
        started.append(1)
        raise OSError("no semaphores")

    return refuse


def test_where_no_process_can_be_started_one_does_it_all(here: Fuling, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [place(here.here / f"county-{number}", f"County {number}", "1010") for number in range(MANY)]
    before, started = here("compare", *names, "--format", "json"), list[int]()
    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", here_and_there(started))
    assert here("compare", *names, "--format", "json") == before
    assert started


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes otherwise")
def test_a_worker_that_is_lost_is_told() -> None:
    ended: Any = signal.raise_signal
    numbers: Any = [signal.SIGKILL]
    with pytest.raises(OutputFailed) as raised:
        list(by_every_core(ended, numbers))
    assert raised.value.message.key == "compare.worker_lost"
