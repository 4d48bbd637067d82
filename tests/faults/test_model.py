"""Any sequence of records, revisions, withdrawals, edits and kills leaves what a list in memory says: row C10."""

import sys
import tempfile
import tomllib
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from .bench import COMMANDS, LEDGER
from .tracing import WarmPython

YEARS = st.sampled_from(["2022", "2023", "2024"])
VALUES = st.decimals("1500", "2200", places=2).map(str)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and alarms")

Entry = tuple[str, Decimal]


LIVES = st.one_of(st.integers(1, 5), st.integers(5, 40), st.integers(200, 400))
"""Milliseconds that a command is given: too few for it, about as many as it takes, and enough on a slow machine."""


class Books(RuleBasedStateMachine):
    """A ledger on the disk and the same in memory: the entries in order, and the places of those withdrawn."""

    warm: WarmPython
    killed = 0
    finished = 0

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = COMMANDS[0].place(Path(self.folder.name))
        self.entries: list[Entry] = [("2022", Decimal("1504.37"))]
        self.withdrawn: list[int] = []
        self.undone: list[int] = []
        self.edits = b""

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(year=YEARS, value=VALUES)
    def record(self, year: str, value: str) -> None:
        known = year in self._current().values()
        assert self._run("record", "gdp", year, value, "--force") == (2 if known else 0)
        if not known:
            self._add(year, value)

    @rule(year=YEARS, value=VALUES)
    def revise(self, year: str, value: str) -> None:
        known = year in self._current().values()
        assert self._run("record", "gdp", year, value, "--revise", "--force") == (0 if known else 2)
        if known:
            self._add(year, value)

    @rule()
    def undo(self) -> None:
        current = self._current()
        assert self._run("undo", "--force") == (0 if current else 2)
        if current:
            self.withdrawn.append(max(current))
            self.undone.append(max(current))

    @rule()
    def redo(self) -> None:
        assert self._run("redo") == (0 if self.undone else 2)
        if self.undone:
            place = self.undone.pop()
            self.entries.append(self.entries[place])
            self.withdrawn[self.withdrawn.index(place)] = len(self.entries) - 1  # of two alike the later is withdrawn

    @rule(text=st.sampled_from(["# a remark\n", "\n", "\r\n", "# 说明"]))
    def edit(self, text: str) -> None:
        with self.path.open("ab") as file:
            file.write(text.encode())

    @precondition(lambda self: self._current())
    @rule(year=YEARS, value=VALUES, milliseconds=LIVES)
    def die_while_revising(self, year: str, value: str, milliseconds: int) -> None:
        if year not in self._current().values():
            return
        before = self.path.read_bytes()
        code = self._run("record", "gdp", year, value, "--revise", "--force", seconds=milliseconds / 1000)
        type(self).killed += code < 0
        type(self).finished += code == 0
        if self.path.read_bytes() != before:
            self._add(year, value)
        else:
            assert code < 0

    @invariant()
    def the_file_holds_what_the_model_holds(self) -> None:
        raw = self.path.read_bytes()
        assert raw.startswith(LEDGER)
        document: dict[str, Any] = tomllib.loads(raw.decode(), parse_float=Decimal)
        assert [(str(row["year"]), Decimal(row["value"])) for row in document["actual"]] == self.entries
        places: dict[tuple[int, datetime], list[int]] = {}
        for place, row in enumerate(document["actual"]):
            places.setdefault((row["year"], row["recorded"]), []).append(place)
        taken = [places[row["year"], row["entry"]].pop() for row in document.get("withdrawal", [])]
        assert sorted(taken) == sorted(self.withdrawn)

    def _add(self, year: str, value: str) -> None:
        """Take note of a new entry, behind which nothing is put back."""
        self.entries.append((year, Decimal(value)))
        self.undone.clear()

    def _current(self) -> dict[int, str]:
        """The years of the entries that count, by their places."""
        return {place: year for place, (year, _) in enumerate(self.entries) if place not in self.withdrawn}

    def _run(self, *words: str, seconds: float | None = None) -> int:
        """Run a command; its exit code, negative where it was killed."""
        command = [sys.executable, "-m", "fuling_cli", "--data-dir", self.folder.name, *words]
        return self.warm.run(command, seconds=seconds).returncode


def test_whatever_is_done_to_it_the_file_equals_the_model(warm: WarmPython) -> None:
    Books.warm = warm
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=30,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert min(Books.killed, Books.finished) >= 5, (Books.killed, Books.finished)
