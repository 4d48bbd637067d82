"""Plans drawn at random, judged by the package and by the oracle: they say the same."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.oracle.compared import Difference, differences
from tests.oracle.drawn import Drawn, at_thresholds, plans, targets
from tests.oracle.kinds import KINDS
from tests.oracle.oracle import finding
from tests.oracle.package import statuses
from tests.oracle.record import targets_as_of

EXAMPLES = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BEHIND = pytest.mark.xfail(strict=True, reason="the package does not follow spec.md here yet; --runxfail shows where")


def disagreements(drawn: Drawn, folder: Path) -> Iterator[tuple[str, Difference]]:
    """Every target and field of which the package says something else than the contract."""
    plan = tomllib.loads(drawn.targets, parse_float=Decimal)
    ledger = tomllib.loads(drawn.actuals, parse_float=Decimal)
    rows = statuses(folder, drawn.targets, drawn.actuals, drawn.as_of, drawn.method)
    for target in targets_as_of(plan, drawn.as_of):
        says = finding(plan, target, ledger, drawn.as_of, drawn.method)
        for difference in differences(rows[target["id"]], says):
            yield target["id"], difference


def agree(drawn: Drawn, folder: Path) -> None:
    """Fail with the two files where the package and the oracle disagree."""
    typed = f"{drawn.targets}\n{drawn.actuals}\nas of {drawn.as_of}, method {drawn.method}"
    assert [*disagreements(drawn, folder)] == [], typed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the two files are written, anew for every plan."""
    return tmp_path_factory.mktemp("drawn")


@BEHIND
@EXAMPLES
@given(drawn=plans(targets()))
def test_any_plan_gets_the_same_from_both(drawn: Drawn, folder: Path) -> None:
    agree(drawn, folder)


@BEHIND
@EXAMPLES
@given(drawn=plans(at_thresholds(), most=1))
def test_a_figure_on_a_threshold_gets_the_same_from_both(drawn: Drawn, folder: Path) -> None:
    agree(drawn, folder)


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=BEHIND) for kind in KINDS])
def test_a_kind_of_target_gets_the_same_from_both(kind: str, folder: Path) -> None:
    """Take a kind's mark off when the package has it: ``[kind if kind in HAD else pytest.param(…)]``."""

    @EXAMPLES
    @given(drawn=KINDS[kind])
    def check(drawn: Drawn) -> None:
        agree(drawn, folder)

    check()
