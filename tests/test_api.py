"""The package as a library: what docs/reference.md shows, and no more imported than is asked for."""

import pickle
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Inexact, localcontext
from pathlib import Path

import pytest

import fuling_cli

ROOT = Path(__file__).parents[1]


def test_every_public_name_is_there_and_typed() -> None:
    source = (ROOT / "fuling_cli" / "__init__.py").read_text("utf-8") if (ROOT / "fuling_cli").exists() else None
    for name in fuling_cli.__all__:
        assert getattr(fuling_cli, name).__name__ == name
        if source is not None:  # for type checkers, which do not run __getattr__
            assert re.search(rf"    from fuling_cli\S* import .*\b{name}\b", source)


def test_a_name_that_is_not_there_is_said_as_python_says_it() -> None:
    with pytest.raises(AttributeError, match="module 'fuling_cli' has no attribute 'lode_plan'"):
        _ = fuling_cli.lode_plan


def test_importing_the_package_imports_nothing_else() -> None:
    program = "import sys; before = set(sys.modules); import fuling_cli; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["fuling_cli"]


def test_the_program_of_the_readme_runs() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "reference.md").read_text("utf-8"), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "gdp undecided 1708.1 behind or better: 2024 was published only as “more than 1700”" in done.stdout


def test_an_unknown_method_is_refused() -> None:
    plan = fuling_cli.load_plan(ROOT / "data" / "targets.toml")
    for family in (fuling_cli.FulingError, KeyError):
        with pytest.raises(family, match="cgar"):
            fuling_cli.assess(plan, fuling_cli.Ledger(), as_of=date(2026, 11, 22), method="cgar")


def test_a_moment_in_place_of_a_day_is_refused() -> None:
    """O03."""
    plan = fuling_cli.load_plan(ROOT / "data" / "targets.toml")
    for family in (fuling_cli.FulingError, TypeError):
        with pytest.raises(family, match="calendar day"):
            fuling_cli.assess(plan, fuling_cli.Ledger(), as_of=datetime(2026, 11, 22, tzinfo=UTC))


def shipped() -> tuple[fuling_cli.Assessment, ...]:
    """What the figures that ship say of the plan that ships."""
    plan = fuling_cli.load_plan(ROOT / "data" / "targets.toml")
    ledger = fuling_cli.load_ledger(ROOT / "data" / "actuals.toml")
    return fuling_cli.assess(plan, ledger, as_of=date(2026, 11, 22))


def test_a_caller_s_own_decimal_context_changes_nothing() -> None:
    """O03."""
    usual = shipped()
    with localcontext() as context:
        context.prec = 3
        context.rounding = "ROUND_UP"
        context.traps[Inexact] = True
        assert shipped() == usual


def test_what_was_judged_before_or_meanwhile_changes_nothing() -> None:
    """No state is shared: other plans in between, and other threads with contexts of their own, change no result."""
    folders = [ROOT / "examples" / "canada", ROOT / "tests" / "cases" / "every-kind"]
    plans = [
        (fuling_cli.load_plan(one / "targets.toml"), fuling_cli.load_ledger(one / "actuals.toml")) for one in folders
    ]

    def judged(place: int) -> tuple[fuling_cli.Assessment, ...]:
        with localcontext() as context:
            context.prec = 2 + place
            plan, ledger = plans[place % 2]
            return fuling_cli.assess(plan, ledger, as_of=date(2026, 11, 22))

    alone = [judged(0), judged(1)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(judged, range(8)))
    assert together == alone * 4


def test_results_can_be_sent_to_another_process() -> None:
    found = shipped()
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  what we have just made


def test_an_error_says_file_line_and_reason_when_it_is_printed(tmp_path: Path) -> None:
    """O03."""
    path = tmp_path / "targets.toml"
    path.write_text("[plan]\nid = 5\n", encoding="utf-8")
    with pytest.raises(fuling_cli.FulingError) as caught:
        fuling_cli.load_plan(path)
    first, *_ = str(caught.value).splitlines()
    assert re.match(rf"{re.escape(str(path))}:\d+:\d+: \S", first), first
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  what we have just made
    assert str(again) == str(caught.value)


def test_a_file_that_is_not_valid_raises_the_one_family_of_errors(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    path.write_text("[plan", encoding="utf-8")
    with pytest.raises(fuling_cli.FulingError):
        fuling_cli.load_plan(path)
