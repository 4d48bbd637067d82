"""Plans drawn at random, judged by the package and by the oracle: they say the same."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import examples
from tests.oracle.compared import Difference, differences
from tests.oracle.drawn import Drawn, at_thresholds, plans, targets
from tests.oracle.kinds import KINDS
from tests.oracle.oracle import finding
from tests.oracle.package import statuses
from tests.oracle.record import targets_as_of

ROOT = Path(__file__).parents[2]
Check: TypeAlias = Callable[[st.SearchStrategy[Drawn], int], None]


def disagreements(drawn: Drawn, folder: Path) -> Iterator[tuple[str, Difference]]:
    """Every target and field of which the package says something else than the contract."""
    plan = tomllib.loads(drawn.targets, parse_float=Decimal)
    ledger = tomllib.loads(drawn.actuals, parse_float=Decimal)
    rows = statuses(folder, drawn.targets, drawn.actuals, drawn.as_of, drawn.method)
    for target in targets_as_of(plan, drawn.as_of):
        says = finding(plan, target, ledger, drawn.as_of, drawn.method)
        for difference in differences(rows[target["id"]], says):
            yield target["id"], difference


@pytest.fixture
def agree(tmp_path: Path) -> Check:
    """Hold the package against the oracle on so many plans."""

    def check(drawn_plans: st.SearchStrategy[Drawn], number: int) -> None:
        # The same plans in every run; draw more of them to look for others.
        @settings(examples(number), derandomize=True, suppress_health_check=[HealthCheck.too_slow])
        @given(drawn=drawn_plans)
        def same(drawn: Drawn) -> None:
            typed = f"{drawn.targets}\n{drawn.actuals}\nas of {drawn.as_of}, method {drawn.method}"
            assert [*disagreements(drawn, tmp_path)] == [], typed

        same()

    return check


def test_every_series_of_canadas_framework_gets_the_same_from_both(tmp_path: Path) -> None:
    folder = ROOT / "examples" / "canada"
    targets, actuals = ((folder / name).read_text("utf-8") for name in ("targets.toml", "actuals.toml"))
    assert [*disagreements(Drawn(targets, actuals, date(2026, 11, 22), None), tmp_path)] == []


def test_any_plan_gets_the_same_from_both(agree: Check) -> None:
    agree(plans(targets()), 100)


def test_a_figure_on_a_threshold_gets_the_same_from_both(agree: Check) -> None:
    agree(plans(at_thresholds(), most=1), 50)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_target_gets_the_same_from_both(kind: str, agree: Check) -> None:
    agree(KINDS[kind], 25)
