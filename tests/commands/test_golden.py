"""What commands print off a terminal, whole, in both languages: ``pytest --renew-golden`` writes it anew."""

from collections.abc import Callable

import pytest

from .program import Fuling

SHOWN = (
    "status",
    "status --all",
    "targets",
    "history",
    "history --verdicts",
)
MADE_UP = (*SHOWN, "explain gdp", "explain firms", "explain waste", "explain gdp-doubling", "explain harmony")
SHIPPED = (
    *SHOWN,
    "explain gdp",
    "explain gdp --unit yuan",
    "status --unit yuan",
    "explain budget-revenue",
    "explain industrial-value-added",
    "explain listed-companies",
)


def held(golden: Callable[[str, str], None], fuling: Fuling, plan: str, typed: str, language: str) -> None:
    """Type a command and hold what it prints against the file of its name."""
    said = fuling(*typed.split(), FULING_LANG=language)
    assert (said.code, said.err if "--as-of" not in typed else "") == (0, "")
    golden(f"commands/{plan}/{typed.replace(' --', '-').replace(' ', '-')}.{language}.txt", said.out)


@pytest.mark.parametrize("typed", MADE_UP)
def test_of_a_made_up_plan(golden: Callable[[str, str], None], fuling: Fuling, typed: str, language: str) -> None:
    held(golden, fuling, "made-up", typed, language)


@pytest.mark.parametrize("typed", SHIPPED)
def test_of_the_plan_that_ships(golden: Callable[[str, str], None], bare: Fuling, typed: str, language: str) -> None:
    held(golden, bare, "shipped", typed, language)
