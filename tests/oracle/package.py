"""The one place of this folder that knows the package: a plan and a ledger go in as files, JSON comes out."""

import io
import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from fuling_cli.cli import run

DONE, INVALID = 0, 3


@dataclass(frozen=True)
class Refused(Exception):
    """The program ended with another exit code than 0, and said why."""

    code: int
    said: str


def statuses(folder: Path, targets: str, actuals: str, as_of: date, method: str | None) -> dict[str, dict[str, Any]]:
    """The rows of ``fuling status --format json`` by the target's id, numbers as decimals."""
    (folder / "targets.toml").write_text(targets, "utf-8")
    (folder / "actuals.toml").write_text(actuals, "utf-8")
    typed = ["status", "--all", "--format", "json", "--data-dir", str(folder), "--as-of", as_of.isoformat()]
    typed += ["--method", method] if method else []
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with _own_signals(), redirect_stdout(out), redirect_stderr(err):
        code = run(typed)
        out.flush()
        err.flush()
    if code != DONE:
        raise Refused(code, err.buffer.getvalue().decode())
    rows = json.loads(out.buffer.getvalue(), parse_float=Decimal)["targets"]
    return {row["id"]: row for row in rows}


def number(value: object) -> Fraction | None:
    """A number of a row as a fraction."""
    return Fraction(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None


@contextmanager
def _own_signals() -> Iterator[None]:
    """The program takes over how it is ended; what was there before comes back."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.getsignal(getattr(signal, name)) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
