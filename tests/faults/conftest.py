"""Places for faults to happen in."""

import compileall
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .bench import ROOT

# A fault is put at the n-th call of a program: a module compiled in between, by another test, would move them all.
compileall.compile_dir(ROOT / "fuling_cli", quiet=2)


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A temporary folder that everybody may write to and reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)
