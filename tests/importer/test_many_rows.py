"""Long tables: how far the reading is, shown on a terminal, and all rows in one go."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from fuling_cli.language import message
from fuling_cli.terminal import PATIENCE, Terminal
from tests.commands.program import PLAN, Fuling


@pytest.fixture
def fuling(tmp_path: Path) -> Fuling:
    """The program in a project with a made-up plan."""
    program = Fuling(tmp_path / "home")
    program.plan()
    return program


class Screen(io.TextIOWrapper):
    """A standard error that says whether it is a terminal."""

    def __init__(self, *, tty: bool) -> None:
        super().__init__(io.BytesIO(), "utf-8")
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty

    def seen(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


@pytest.mark.parametrize(
    ("tty", "seconds", "bar"), [(True, PATIENCE + 0.3, True), (True, 0.0, False), (False, PATIENCE + 0.3, False)]
)
def test_a_bar_shows_on_a_terminal_and_only_after_a_second(tty: bool, seconds: float, bar: bool) -> None:  # noqa: FBT001
    clock = iter([0.0, seconds, *([seconds] * 1000)])
    screen = Screen(tty=tty)
    terminal = Terminal(None, screen, {}, "auto", "en", None)

    def slowly() -> Iterator[int]:
        yield from range(100)

    assert list(terminal.progress(slowly(), 100, message("import.reading"), clock=lambda: next(clock))) == list(
        range(100)
    )
    assert ("reading" in screen.seen()) == bar


def test_a_table_of_many_rows_is_read_in_one_go(fuling: Fuling) -> None:
    metrics = [f"m{number}" for number in range(160)]
    target = '\n[[target]]\nid = "{}"\nname = {{ en = "{}", zh = "{}" }}\nunit = "亿元"\nvalue = 9\n'
    fuling.plan(PLAN + "".join(target.format(name, name, name) for name in metrics), ledger=None)
    fuling.actuals.unlink(missing_ok=True)
    lines = [f"{metric},{year},{year}.0,yearbook\n" for metric in metrics for year in range(1900, 2025)]
    path = fuling.here / "new.csv"
    path.write_text("metric,year,value,source\n" + "".join(lines), "utf-8")
    said = fuling.process("import", path)
    assert said.code == 0, said.err
    assert "took 20000 figures of 160 metrics" in said.err
    assert fuling.actuals.read_bytes().count(b"[[actual]]") == 20_000
