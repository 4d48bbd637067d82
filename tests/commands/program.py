"""The program as a user meets it: a home, a project in it with a plan, what is typed and what is said."""

import hashlib
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from fuling_cli.cli import run

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-22"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
"""The clock of runs in this process."""
EPOCH = "1795334400"
"""SOURCE_DATE_EPOCH of every run: NOW."""

Environment: TypeAlias = Mapping[str, str | None]
"""Variables to set, or with None to take away."""
USUAL: Environment = MappingProxyType({})

PLAN = """\
[plan]
id = "made-up"
title = { en = "A made-up plan", zh = "虚构的规划" }
area = { en = "Nowhere", zh = "乌有乡" }
base_year = 2020
by = 2030
announced = 2021-03-01
source = "the made-up gazette"

[[target]]
id = "gdp"
name = { en = "Gross product", zh = "生产总值" }
unit = "亿元"
value = 2000

[[target]]
id = "firms"
name = { en = "Listed firms", zh = "上市企业" }
unit = "家"
value = 10
at = "more"
whole = true

[[target]]
id = "waste"
name = { en = "Waste", zh = "废弃物" }
unit = "万吨"
value = 50
direction = "down"
note = "less is better"

[[target]]
id = "trade"
name = { en = "Trade", zh = "贸易额" }
unit = "亿元"
value = 300

[[target]]
id = "gdp-doubling"
name = { en = "Gross product, doubled", zh = "生产总值翻番" }
metric = "gdp"
unit = "亿元"
multiple = 2
by = "undated"
group = "supporting"

[[target]]
id = "harmony"
name = { en = "Harmony", zh = "和谐" }
group = "commitment"
"""

LEDGER = """\
# Figures of a place that does not exist.
[[actual]]
metric = "gdp"
year = 2020
value = 1000.00
unit = "亿元"
published = 2021-02-01
source = "yearbook 2021"
recorded = 2021-02-02T08:00:00Z

[[actual]]
metric = "gdp"
year = 2024
low = 1300
unit = "亿元"
status = "provisional"
published = 2025-02-01
source = "bulletin 2024"
url = "https://example.org/2024"
note = "stated as more than 1300"
recorded = 2025-02-02T08:00:00Z

[[actual]]
metric = "gdp"
year = 2025
value = 1450
unit = "亿元"
published = 2026-02-01
source = "bulletin 2025"
recorded = 2026-02-02T08:00:00Z

[[actual]]
metric = "gdp"
year = 2025
value = 1480.5
unit = "亿元"
status = "revised"
published = 2026-09-01
source = "yearbook 2026"
recorded = 2026-09-02T08:00:00Z

[[actual]]
metric = "firms"
year = 2020
value = 4
unit = "家"
recorded = 2021-05-01T08:00:00Z

[[actual]]
metric = "firms"
year = 2025
value = 5
unit = "家"
published = 2026-01-15
source = "the exchange"
recorded = 2026-01-16T08:00:00Z

[[actual]]
metric = "waste"
year = 2020
value = 80.0
unit = "万吨"
published = 2021-06-05
source = "environment report"
recorded = 2021-06-06T08:00:00Z

[[actual]]
metric = "waste"
year = 2025
low = 60
high = 85
unit = "万吨"
published = 2026-06-05
source = "environment report"
recorded = 2026-06-06T08:00:00Z
"""


@dataclass(frozen=True)
class Said:
    """How a run ended, and the bytes it wrote."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        """The data."""
        return self.stdout.decode()

    @property
    def err(self) -> str:
        """The talk."""
        return self.stderr.decode()


class Fuling:
    """The program at home: typed in ``here``, a project folder whose ``data`` may hold a plan."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.here = home / "project"
        self.data = self.here / "data"
        self.own = home / ".local" / "share" / "fuling"
        self.here.mkdir(parents=True)

    @property
    def targets(self) -> Path:
        """The plan of the project."""
        return self.data / "targets.toml"

    @property
    def actuals(self) -> Path:
        """The ledger of the project."""
        return self.data / "actuals.toml"

    def plan(self, plan: str = PLAN, ledger: str | None = LEDGER) -> None:
        """Give the project a plan, and a ledger where there is one."""
        self.data.mkdir(exist_ok=True)
        self.targets.write_text(plan, encoding="utf-8", newline="")
        if ledger is not None:
            self.actuals.write_text(ledger, encoding="utf-8", newline="")

    def environment(self, changed: Environment) -> dict[str, str]:
        """A small environment of its own; None takes a variable away."""
        usual = {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": os.environ.get("PATH", ""),
            "SOURCE_DATE_EPOCH": EPOCH,
        }
        usual |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
        return {name: value for name, value in {**usual, **changed}.items() if value is not None}

    def __call__(
        self, *typed: str | Path, cwd: Path | None = None, env: Environment = USUAL, **changed: str | None
    ) -> Said:
        """Type a command; keywords change the environment. The program runs in this process, off a terminal."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        with (
            _place(cwd or self.here, self.environment({**env, **changed}), typed),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                code = run([str(word) for word in typed], lambda: NOW)
            except SystemExit as ended:  # completion ends so
                code = int(ended.code or 0)
            sys.stdout.flush()
            sys.stderr.flush()
        return Said(code, out.buffer.getvalue(), err.buffer.getvalue())

    def process(
        self,
        *typed: str | Path | bytes,
        cwd: Path | None = None,
        python: tuple[str, ...] = (),
        answer: str = "",
        env: Environment = USUAL,
        **changed: str | None,
    ) -> Said:
        """The same in a process of its own."""
        environment = self.environment({"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **env, **changed})
        done = subprocess.run(
            [sys.executable, *python, "-m", "fuling_cli", *typed],
            cwd=cwd or self.here,
            env=environment,
            input=answer.encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder with its sha256; the lock, which holds nothing, is left out."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".lock")
    }


def timeless(text: str) -> str:
    """The text without the moments of recording."""
    return re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:[\d.]+)?(Z|\+00:00)", "THEN", text)


@contextmanager
def _place(folder: Path, environment: Mapping[str, str], typed: Sequence[str | Path]) -> Iterator[None]:
    """A command line, working folder, environment, standard input and signals for the length of a block."""
    before, variables, stdin, argv = Path.cwd(), dict(os.environ), sys.stdin, sys.argv
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["fuling", *(str(word) for word in typed)]
    sys.stdin = io.TextIOWrapper(io.BytesIO(), "utf-8")
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(variables)
        sys.stdin, sys.argv = stdin, argv
        for number, handler in handlers.items():
            signal.signal(number, handler)
