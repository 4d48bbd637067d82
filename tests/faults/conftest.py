"""Places for faults to happen in."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tracing import WarmPython


@pytest.fixture(scope="session")
def warm() -> Iterator[WarmPython]:
    """A Python that starts the program and the writers at once."""
    with WarmPython() as python:
        yield python


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A temporary folder that everybody may write to and reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)
