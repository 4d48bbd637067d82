"""The program with a made-up plan, and with nothing but the plan that ships."""

from pathlib import Path
from typing import cast

import pytest

from fuling_cli.language import Language

from .program import Fuling


@pytest.fixture
def fuling(tmp_path: Path) -> Fuling:
    """The program in a project with a made-up plan."""
    program = Fuling(tmp_path / "home")
    program.plan()
    return program


@pytest.fixture
def bare(tmp_path: Path) -> Fuling:
    """The program at a home without any plan: the one that ships is what it finds."""
    return Fuling(tmp_path / "home")


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Language:
    """Either language."""
    return cast("Language", request.param)
